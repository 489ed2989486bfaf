/*
 * From places in an image to names that people read: function symbols by name and by address, and the source line of an
 * address by its DWARF line table. For the place of a crash: what a guest claims about its own functions counts only when
 * the image knows it.
 *
 * The file is opened once and its symbols are indexed then; lines are read for one translation unit after the other, when
 * an address of it is asked for, and kept. It is the file of a build of ours, but nothing in it is believed unchecked.
 */
#ifndef KMEND_IMAGE_SYMBOLS_H
#define KMEND_IMAGE_SYMBOLS_H

#include <stddef.h>
#include <stdint.h>

#define KMEND_SYMBOL_MAX 256  /* bytes of a function's name, NUL included; longer ones are left out */
#define KMEND_SOURCE_MAX 1024 /* bytes of a file name, NUL included; longer ones are cut */

struct kmend_symbols;

struct kmend_symbol {
	const char *name; /* printable ASCII without spaces; belongs to the index */
	uint64_t address;
	uint64_t size;  /* as the symbol table has it, can be 0 */
	uint64_t reach; /* bytes to the next symbol or the end of the section; at least 1 */
};

struct kmend_line {
	char file[KMEND_SOURCE_MAX]; /* printable ASCII */
	uint32_t line;               /* never 0 */
};

/*
 * Indexes the functions of the ELF file at PATH (64 or 32 bits, little endian); release with kmend_symbols_free(). Files
 * of lines are shown relative to the folder of ROOTS that they lie below (one a line, the longest counts; NULL: as they are). -1 and a message when it is
 * no such file. A file without symbols or without DWARF is fine: then nothing is known.
 */
int kmend_symbols_open(struct kmend_symbols **out, const char *path, const char *roots);
void kmend_symbols_free(struct kmend_symbols *symbols); /* NULL is fine */

#define KMEND_PART_SECTION \
	".kmend.elf." /* and the name of a component: its program with symbols and lines, not loaded */

/*
 * The functions of a program that the image carries in a section of its own: a component with an address space of its
 * own. 1: found; 0: the image has none of that name; -1 and a message when it is not usable. Independent of IMAGE.
 */
int kmend_symbols_part(struct kmend_symbols **out, const struct kmend_symbols *image, const char *component);

/* How many functions have exactly this name (of LENGTH bytes), and the first of them, in order of their addresses. */
size_t kmend_symbols_named(
	const struct kmend_symbols *symbols, const char *name, size_t length, const struct kmend_symbol **first);

/* The function that the address lies in, NULL when it lies in none. */
const struct kmend_symbol *kmend_symbols_at(const struct kmend_symbols *symbols, uint64_t address);

/*
 * The source line of the instruction at ADDRESS: of an inlined function the innermost one. What the compiler added by
 * itself takes the line before it, not further back than FROM (the start of the function). 1: known, 0: not.
 */
int kmend_symbols_line(struct kmend_symbols *symbols, uint64_t address, uint64_t from, struct kmend_line *line);

#endif
