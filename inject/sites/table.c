/* Writes the UNIT chunk of one unit: the bytes of the ABI's structs, and one address that the linker fills in. */
#include "inject/sites/table.h"

#include <stddef.h>
#include <string.h>

uint32_t inject_table_string(struct inject_table *table, const char *string)
{
	struct inject_text *s = &table->strings;
	uint32_t offset = (uint32_t)s->used;

	for (uint32_t i = 0; i < table->nrecent; i++)
		if (strcmp(s->bytes + table->recent[i], string) == 0)
			return table->recent[i];
	inject_text_add_bytes(s, string, strlen(string) + 1);
	if (s->failed)
		return 0;
	if (table->nrecent < INJECT_TABLE_RECENT)
		table->nrecent++;
	memmove(table->recent + 1, table->recent, (table->nrecent - 1) * sizeof(table->recent[0]));
	table->recent[0] = offset;
	return offset;
}

void inject_table_add_function(struct inject_table *table, const struct kmend_function *function)
{
	inject_text_add_bytes(&table->functions, function, sizeof(*function));
	table->nfunctions++;
}

void inject_table_add_block(struct inject_table *table, const struct kmend_block *block)
{
	inject_text_add_bytes(&table->blocks, block, sizeof(*block));
	table->nblocks++;
}

void inject_table_add_site(struct inject_table *table, const struct kmend_site *site)
{
	inject_text_add_bytes(&table->sites, site, sizeof(*site));
	table->nsites++;
}

/* BYTES bytes, a multiple of 4, as the assembler takes them. */
static void add_bytes(struct inject_text *out, const void *from, size_t bytes)
{
	const unsigned char *b = from;

	for (size_t i = 0; i < bytes; i += 4)
		inject_text_add(out, "%s%u", i % 32 ? "," : "\n\t.long ",
			b[i] | (uint32_t)b[i + 1] << 8 | (uint32_t)b[i + 2] << 16 | (uint32_t)b[i + 3] << 24);
	inject_text_add(out, "\n");
}

static void add_strings(struct inject_text *out, const struct inject_text *strings)
{
	for (size_t i = 0; i < strings->used; i++) {
		unsigned char c = (unsigned char)strings->bytes[i];
		if (i == 0 || strings->bytes[i - 1] == 0)
			inject_text_add(out, "\t.asciz \"");
		if (c == 0)
			inject_text_add(out, "\"\n");
		else if (c < ' ' || c > '~' || c == '"' || c == '\\')
			inject_text_add(out, "\\%03o", c);
		else
			inject_text_add_bytes(out, &c, 1);
	}
}

int inject_table_write(struct inject_table *table, LLVMModuleRef module, const char *section, const char *watch,
	uint32_t unit, unsigned pointer_bytes)
{
	const size_t address = offsetof(struct kmend_unit_chunk, watch_va), after = address + sizeof(uint64_t);
	const struct inject_text *parts[3] = { &table->functions, &table->blocks, &table->sites };
	struct kmend_unit_chunk chunk = { .chunk = { KMEND_CHUNK_MAGIC, KMEND_ABI_VERSION, KMEND_CHUNK_UNIT, 0, 0 },
		.nfunctions = table->nfunctions,
		.nblocks = table->nblocks,
		.nsites = table->nsites,
		.strings_bytes = (uint32_t)table->strings.used,
		.unit = unit };
	uint64_t bytes = sizeof(chunk) + (uint64_t)table->strings.used;
	struct inject_text out = { 0 };
	int failed = table->strings.failed;

	for (int i = 0; i < 3; i++) {
		failed |= parts[i]->failed;
		bytes += parts[i]->used;
	}
	bytes = (bytes + 7) / 8 * 8;
	chunk.chunk.bytes = (uint32_t)bytes;
	inject_text_add(&out, "\t.pushsection %s,\"\",%%progbits\n\t.balign 8", section);
	add_bytes(&out, &chunk, address);
	inject_text_add(&out, pointer_bytes == 8 ? "\t.quad %s" : "\t.long %s, 0", watch);
	add_bytes(&out, (const char *)&chunk + after, sizeof(chunk) - after);
	for (int i = 0; i < 3; i++)
		add_bytes(&out, parts[i]->bytes, parts[i]->used);
	add_strings(&out, &table->strings);
	inject_text_add(&out, "\t.balign 8, 0\n\t.popsection\n");
	failed |= out.failed || bytes > INT32_MAX;
	if (!failed)
		LLVMAppendModuleInlineAsm(module, out.bytes, out.used);
	inject_text_release(&out);
	return failed ? -1 : 0;
}

void inject_table_release(struct inject_table *table)
{
	inject_text_release(&table->strings);
	inject_text_release(&table->functions);
	inject_text_release(&table->blocks);
	inject_text_release(&table->sites);
}
