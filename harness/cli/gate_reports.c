/* The files that kmend gate writes: made in memory, then written. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "harness/base/error.h"
#include "harness/cli/gate_files.h"
#include "report/format.h"

static int put_file(const char *path, const char *data, size_t size)
{
	FILE *out = fopen(path, "w");
	int failed;

	if (!out)
		return kmend_error_errno("%s", path);
	failed = size && fwrite(data, size, 1, out) != 1;
	return fclose(out) != 0 || failed ? kmend_error_errno("%s", path) : 0;
}

static int junit(const struct kmend_gate *gate, const void *context, FILE *out)
{
	(void)context;
	return kmend_gate_junit(gate, out);
}

static int sarif(const struct kmend_gate *gate, const void *context, FILE *out)
{
	return kmend_gate_sarif(gate, context, out);
}

static int markdown(const struct kmend_gate *gate, const void *context, FILE *out)
{
	struct kmend_document document;
	int result;

	(void)context;
	kmend_gate_document(&document, gate, NULL, 0);
	result = kmend_document_write(&document, KMEND_FORMAT_MARKDOWN, out);
	kmend_document_release(&document);
	return result;
}

static int write_report(const struct kmend_gate *gate, const char *path, const void *context,
	int (*report)(const struct kmend_gate *gate, const void *context, FILE *out))
{
	char *data = NULL;
	size_t size = 0;
	FILE *memory;
	int result;

	if (!path)
		return 0;
	memory = open_memstream(&data, &size);
	if (!memory)
		return kmend_error_memory();
	result = report(gate, context, memory);
	if (fclose(memory) != 0 && result == 0)
		result = kmend_error_memory();
	if (result == 0)
		result = put_file(path, data, size);
	free(data);
	return result;
}

int gate_write_junit(const struct kmend_gate *gate, const char *path)
{
	return write_report(gate, path, NULL, junit);
}

int gate_write_sarif(const struct kmend_gate *gate, const char *prefix, const char *path)
{
	return write_report(gate, path, prefix, sarif);
}

int gate_write_markdown(const struct kmend_gate *gate, const char *path)
{
	return write_report(gate, path, NULL, markdown);
}
