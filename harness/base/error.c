/* One message for each thread: the place where a failure is known is where its sentence is written. */
#include "harness/base/error.h"

#include <stdarg.h>
#include <stdio.h>

static _Thread_local char message[1024];

int kmend_error(const char *format, ...)
{
	char fresh[sizeof(message)]; /* the old message may be among the arguments */
	va_list args;
	va_start(args, format);
	vsnprintf(fresh, sizeof(fresh), format, args);
	va_end(args);
	for (size_t i = 0; i < sizeof(fresh); i++) {
		message[i] = fresh[i] == '\n' ? ' ' : fresh[i];
		if (fresh[i] == '\0')
			break;
	}
	return -1;
}

const char *kmend_error_text(void)
{
	return message;
}
