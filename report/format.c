#include "report/format.h"

#include <string.h>

#include "harness/base/error.h"

static const struct {
	const char *name;
	int data;
	int (*write)(const struct kmend_document *document, FILE *out);
} formats[KMEND_FORMAT_COUNT] = {
#define KMEND_X(upper, name, data) [KMEND_FORMAT_##upper] = { #name, data, kmend_format_##name },
	KMEND_FORMATS(KMEND_X)
#undef KMEND_X
};

const char *kmend_format_name(size_t number)
{
	return number < KMEND_FORMAT_COUNT ? formats[number].name : NULL;
}

int kmend_format_parse(const char *name, enum kmend_format *format)
{
	for (unsigned i = 0; i < KMEND_FORMAT_COUNT; i++) {
		if (strcmp(name, formats[i].name) == 0) {
			*format = i;
			return 0;
		}
	}
	return kmend_error_as(KMEND_ERROR_USAGE, "unknown format '%.80s'", name);
}

int kmend_format_is_data(enum kmend_format format)
{
	return formats[format].data;
}

int kmend_document_write(const struct kmend_document *document, enum kmend_format format, FILE *out)
{
	return kmend_document_check(document) < 0 ? -1 : formats[format].write(document, out);
}

void kmend_format_escape(FILE *out, const char *text, const char *special, const char *const *replacements)
{
	for (; *text; text++) {
		const char *found = strchr(special, *text);

		if (found)
			fputs(replacements[found - special], out);
		else
			fputc(*text, out);
	}
}

void kmend_format_html_text(FILE *out, const char *text)
{
	static const char *const replacements[] = { "&amp;", "&lt;", "&gt;", "&quot;", "&#39;" };

	kmend_format_escape(out, text, "&<>\"'", replacements);
}

int kmend_format_has_title(const struct kmend_document *document, const struct kmend_section *section)
{
	return strcmp(document->title, section->title) != 0;
}
