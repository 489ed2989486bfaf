#include "harness/campaign/say.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "harness/base/safe.h"

void campaign_say(const char *format, ...)
{
	char line[1200];
	va_list args;

	va_start(args, format);
	vsnprintf(line, sizeof line, format, args);
	va_end(args);
	fputs("kmend: ", stderr);
	kmend_print_safe(stderr, line, strlen(line), 0);
	fputc('\n', stderr);
}
