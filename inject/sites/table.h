/*
 * The site table of one unit: collects the unit's functions, blocks and sites, then writes its UNIT chunk (kmend/abi.h) into
 * the section that no loader loads. LLVM's own globals always go into loaded sections, so the chunk is module inline
 * assembly. After memory ran out every further call does nothing, and inject_table_write() says so.
 */
#ifndef KMEND_INJECT_SITES_TABLE_H
#define KMEND_INJECT_SITES_TABLE_H

#include <llvm-c/Core.h>

#include "inject/sites/text.h"
#include "recovery-rt/include/kmend/abi.h"

#define INJECT_TABLE_RECENT 16u

struct inject_table {
	struct inject_text strings;
	struct inject_text functions, blocks, sites; /* the ABI's structs, one after the other */
	uint32_t nfunctions, nblocks, nsites;
	uint32_t recent[INJECT_TABLE_RECENT]; /* offsets of the strings added last: neighbours share theirs */
	uint32_t nrecent;
};

/* The offset of STRING in the table's strings, which get a copy. */
uint32_t inject_table_string(struct inject_table *table, const char *string);

/* A function comes after its blocks, a block after its sites. */
void inject_table_add_function(struct inject_table *table, const struct kmend_function *function);
void inject_table_add_block(struct inject_table *table, const struct kmend_block *block);
void inject_table_add_site(struct inject_table *table, const struct kmend_site *site);

/*
 * Writes the chunk into SECTION of MODULE. WATCH is the name of the symbol of the unit's first watch byte, UNIT the offset of the
 * unit's name. -1: no memory, or too many sites for the format.
 */
int inject_table_write(struct inject_table *table, LLVMModuleRef module, const char *section, const char *watch,
	uint32_t unit, unsigned pointer_bytes);

void inject_table_release(struct inject_table *table);

#endif
