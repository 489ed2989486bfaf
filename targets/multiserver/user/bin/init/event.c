/* Events: text to the kernel, which frames it and owns the event port. */
#include "init.h"
#include "stdio.h"
#include "trap.h"

void event(const char *format, ...)
{
	char text[400];
	struct kcall k = { .p = text };
	va_list args;

	va_start(args, format);
	k.n = (uint64_t)vsnprintf(text, sizeof(text), format, args);
	va_end(args);
	if (k.n >= sizeof(text))
		k.n = sizeof(text) - 1;
	kcall(CALL_KC_EVENT, &k);
}

void event_encode(char *out, size_t size, const char *text)
{
	static const char hex[] = "0123456789ABCDEF";
	size_t n = 0;

	for (; *text && n + 4 <= size; text++) {
		unsigned char c = (unsigned char)*text;

		if (c > ' ' && c < 0x7f && c != '%' && c != '*' && c != '=') {
			out[n++] = (char)c;
		} else {
			out[n++] = '%';
			out[n++] = hex[c >> 4];
			out[n++] = hex[c & 15];
		}
	}
	out[n] = 0;
}
