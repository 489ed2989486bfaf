#include "harness/outcome/stamp.h"

#include <stdlib.h>
#include <string.h>

#define DIGITS "0123456789"

static const char *after(const char *text, const char *prefix)
{
	size_t size = strlen(prefix);

	return strncmp(text, prefix, size) == 0 ? text + size : NULL;
}

/* `[   12.345678]`, also with what vendors add inside (`,5`, `@1`, a delta, ` T12`). NULL: it is not one. */
static const char *skip_seconds(const char *text)
{
	size_t digits;

	if (*text++ != '[')
		return NULL;
	text += strspn(text, " +");
	digits = strspn(text, DIGITS);
	if (!digits || text[digits] != '.')
		return NULL;
	text += digits + 1;
	digits = strspn(text, DIGITS);
	if (digits < 1 || digits > 9)
		return NULL;
	text += digits;
	text += strspn(text, DIGITS " ,@.<>+TC");
	return *text == ']' ? text + 1 : NULL;
}

/* `[  T214]`: a task, `[    C1]`: a processor. */
static const char *skip_caller(const char *text, uint32_t *caller)
{
	const char *kind = text + 1;
	size_t digits;

	if (*text != '[')
		return NULL;
	kind += strspn(kind, " ");
	if (*kind != 'T' && *kind != 'C')
		return NULL;
	digits = strspn(kind + 1, DIGITS);
	if (!digits || digits > 9 || kind[1 + digits] != ']')
		return NULL;
	*caller = (uint32_t)strtoul(kind + 1, NULL, 10) * 2 + (*kind == 'C') + 1;
	return kind + digits + 2;
}

/* `<4>`, with a facility up to `<191>`. */
static const char *skip_level(const char *text)
{
	size_t digits = *text == '<' ? strspn(text + 1, DIGITS) : 0;

	return digits && digits <= 3 && text[1 + digits] == '>' ? text + digits + 2 : NULL;
}

/* `[Thu Nov 26 16:09:14 2026]`, as `dmesg -T` has it; `[2026-11-26T16:09:14.1Z]`. */
static const char *skip_bracketed_date(const char *text)
{
	size_t size = *text == '[' ? strcspn(text, "]") : 0;
	const char *colon = size ? memchr(text, ':', size) : NULL;

	if (size < 20 || size > 40 || text[size] != ']' || !colon || strspn(colon + 1, DIGITS) != 2)
		return NULL;
	return strspn(text + 1, DIGITS "-") == 10 || (text[4] == ' ' && text[8] == ' ') ? text + size + 1 : NULL;
}

/* `Nov 26 16:09:14 host kernel: `, `2026-11-26T16:09:14+00:00 host kernel: `. */
static const char *skip_syslog(const char *text)
{
	static const char months[] = "JanFebMarAprMayJunJulAugSepOctNovDec";
	const char *kernel;
	char month[4] = { 0 };

	strncpy(month, text, 3);
	if (strspn(text, DIGITS) != 4 || text[4] != '-')
		if (strlen(month) != 3 || text[3] != ' ' || !strstr(months, month))
			return NULL;
	kernel = strstr(text, " kernel: ");
	return kernel && kernel - text < 120 ? kernel + strlen(" kernel: ") : NULL;
}

/* `** 412 printk messages dropped **`; a headline can stand after it on the same line. */
static const char *skip_dropped(const char *text)
{
	const char *end = after(text, "** ") ? strstr(text + 3, " **") : NULL;

	return end && end - text < 80 && (strstr(text, "messages dropped") || strstr(text, "replaying previous"))
		? end + 3
		: NULL;
}

/* `kern  :alert : `, as `dmesg -x` has it. */
static const char *skip_facility(const char *text)
{
	const char *rest = after(text, "kern  :");

	if (!rest || !(rest = strchr(rest, ':')) || rest - text > 20)
		return after(text, "kernel: ");
	return rest + 1;
}

const char *kmend_stamp_skip(const char *text, struct kmend_stamp *stamp)
{
	*stamp = (struct kmend_stamp){ 0 };
	for (;;) {
		const char *next;

		text += strspn(text, " ");
		if ((next = skip_seconds(text)) || (next = skip_bracketed_date(text)))
			stamp->timed = 1;
		else if (!(next = skip_caller(text, &stamp->caller)) && !(next = skip_level(text)) &&
			!(next = skip_syslog(text)) && !(next = skip_dropped(text)) && !(next = skip_facility(text)) &&
			!(next = after(text, "(XEN) ")))
			return text;
		text = next;
	}
}

const char *kmend_stamp_inside(const char *text)
{
	const char *last = NULL, *at = text + strspn(text, " ");

	while ((at = strchr(at + (*at != 0), '['))) {
		const char *end = skip_seconds(at);

		if (end && (*end == ' ' || *end == '[' || !*end))
			last = at;
	}
	return last;
}
