/* Shared by symbols.c and lines.c, by nobody else. */
#ifndef KMEND_IMAGE_SYMBOLS_PRIVATE_H
#define KMEND_IMAGE_SYMBOLS_PRIVATE_H

#include <elfutils/libdw.h>
#include <libelf.h>

#include "harness/image/symbols.h"

struct unit_range {
	uint64_t low, high;
	Dwarf_Off unit; /* offset of the unit's DIE */
};

/* The line tables; ranges are those of all units, by their low end. */
struct image_lines {
	Dwarf *dwarf; /* NULL: none */
	struct unit_range *ranges;
	size_t count, room;
	int ready; /* the ranges were read */
};

struct kmend_symbols {
	int fd;      /* -1: none */
	char *bytes; /* of a part; else NULL */
	Elf *elf;
	char *roots; /* one a line, each with a slash at its end; NULL: none */
	struct kmend_symbol *by_name, *by_address;
	size_t count, addresses, room; /* by_address has one for each address */
	struct image_lines lines;
};

/* lines.c */
void image_lines_release(struct image_lines *lines);

#endif
