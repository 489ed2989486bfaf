#include "report/page/embed.h"

#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#include "harness/base/error.h"
#include "report/page/base64.h"

/* In JSON these stand nowhere but in strings. */
static int write_escaped(const char *text, size_t size, void *context)
{
	FILE *out = context;

	for (size_t i = 0; i < size; i++) {
		if (text[i] == '<' || text[i] == '>' || text[i] == '&')
			fprintf(out, "\\u%04x", (unsigned)text[i]);
		else
			fputc(text[i], out);
	}
	return 0;
}

int page_embed_json(const char *id, const json_t *json, FILE *out)
{
	int result;

	fprintf(out, "<script type=\"application/json\" id=\"%s\">", id);
	result = json_dump_callback(json, write_escaped, out, JSON_COMPACT | JSON_ENSURE_ASCII);
	fputs("</script>\n", out);
	return result < 0 ? kmend_error_memory() : 0;
}

char *page_pack(const json_t *json, size_t *size)
{
	char *text = json_dumps(json, JSON_COMPACT), *packed = NULL;
	uLongf length = text ? compressBound(strlen(text)) : 0;
	unsigned char *bytes = text ? malloc(length) : NULL;
	FILE *out = bytes ? open_memstream(&packed, size) : NULL;

	if (out && compress2(bytes, &length, (const unsigned char *)text, strlen(text), 9) == Z_OK) {
		page_base64(bytes, length, out);
		if (fclose(out) != 0) {
			free(packed);
			packed = NULL;
		}
	} else if (out) {
		fclose(out);
		free(packed);
		packed = NULL;
	}
	free(bytes);
	free(text);
	if (!packed)
		kmend_error_memory();
	return packed;
}
