/* A document as one page without a script: html.c. */
#include "report/format.h"
#include "report/html.h"

int kmend_format_html(const struct kmend_document *document, FILE *out)
{
	return html_write(document, NULL, out);
}
