/* Writes the UNIT chunk of one unit. Field order and sizes are those of struct kmend_unit_chunk and struct kmend_site. */
#include "inject/sites/table.h"

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

void inject_table_add(struct inject_table *table, const struct kmend_site *site)
{
	inject_text_add(&table->records, "\t.long %u, %u, %u, %u, %u\n\t.short %u, %u\n", site->function, site->file,
		site->line, site->block, site->ordinal, site->candidate, site->type);
	table->nsites++;
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
	uint32_t nblocks, uint32_t unit, unsigned pointer_bytes)
{
	struct inject_text out = { 0 };
	uint64_t bytes = sizeof(struct kmend_unit_chunk) + (uint64_t)table->nsites * sizeof(struct kmend_site);
	int failed;

	bytes = (bytes + table->strings.used + 7) / 8 * 8;
	inject_text_add(&out, "\t.pushsection %s,\"\",%%progbits\n\t.balign 8\n", section);
	inject_text_add(&out, "\t.long %u\n\t.short %u, %u\n\t.long %u, 0\n", KMEND_CHUNK_MAGIC, KMEND_ABI_VERSION,
		KMEND_CHUNK_UNIT, (unsigned)bytes);
	inject_text_add(&out, pointer_bytes == 8 ? "\t.quad %s\n" : "\t.long %s, 0\n", watch);
	inject_text_add(&out, "\t.long %u, %u, %u, %u\n", nblocks, table->nsites, (unsigned)table->strings.used, unit);
	if (table->records.used)
		inject_text_add_bytes(&out, table->records.bytes, table->records.used);
	add_strings(&out, &table->strings);
	inject_text_add(&out, "\t.balign 8, 0\n\t.popsection\n");
	failed = out.failed || table->strings.failed || table->records.failed || bytes > UINT32_MAX;
	if (!failed)
		LLVMAppendModuleInlineAsm(module, out.bytes, out.used);
	inject_text_release(&out);
	return failed ? -1 : 0;
}

void inject_table_release(struct inject_table *table)
{
	inject_text_release(&table->strings);
	inject_text_release(&table->records);
}
