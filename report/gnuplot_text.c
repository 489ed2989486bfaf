#include "report/gnuplot_text.h"

#include <string.h>

void kmend_gnuplot_text(FILE *out, const char *text)
{
	for (; *text; text++) {
		int good = (*text >= 'a' && *text <= 'z') || (*text >= 'A' && *text <= 'Z') ||
			(*text >= '0' && *text <= '9') || strchr("-_.,:=()%/", *text);

		fputc(good ? *text : ' ', out);
	}
}
