/* What services tell people: console lines, events, audits, broken invariants; and strings from requesters. */
#include "glue.h"

static const char *const names[NSERVICE] = { "kernel", "rs", "pm", "vm", "vfs", "ds", "disk" };

static const char *own_name(void)
{
	uint32_t self = sv_glue()->self;

	return self < NSERVICE ? names[self] : "service";
}

void sv_log(const char *format, ...)
{
	char line[200];
	va_list args;
	size_t n = (size_t)sv_format(line, sizeof(line), "%s: ", own_name());

	va_start(args, format);
	sv_vformat(line + n, sizeof(line) - n, format, args);
	va_end(args);
	n = strnlen(line, sizeof(line) - 2);
	line[n++] = '\n';
	kc_console(line, n);
}

void sv_event(const char *format, ...)
{
	char line[401];
	va_list args;

	va_start(args, format);
	sv_vformat(line, sizeof(line), format, args);
	va_end(args);
	kc_event(line, strnlen(line, sizeof(line)));
}

_Noreturn void sv_assert_failed(const char *what, const char *file, int line)
{
	char text[200];
	struct kcall k = { .p = text };

	/* The detector speaks, not the service: the window has to stay as the crash finds it, so this passes no SEEP check. */
	sv_format(text, sizeof(text), "%s: assertion failed: %s at %s:%d\n", own_name(), what, file, line);
	k.n = strnlen(text, sizeof(text));
	sv_trap(TRAP_KCALL, CALL_KC_CONSOLE, &k);
	for (;;)
		__asm__ volatile("int3"); /* cause assertion: the kernel never returns to us */
}

int sv_reply_audit(const struct msg *m, unsigned problems, const char *text)
{
	size_t bytes = strlen(text) + 1;

	if (m->g[0].len > 0 && (m->g[0].access & GRANT_WRITE)) {
		char end = '\0';

		if (bytes > m->g[0].len)
			bytes = m->g[0].len;
		int error = sv_copy_to(m->source, 0, 0, text, bytes - 1);
		if (error == 0)
			error = sv_copy_to(m->source, 0, bytes - 1, &end, 1);
		if (error < 0)
			return sv_reply(m->source, error);
	}
	return sv_reply(m->source, problems);
}

int sv_copy_string(const struct msg *m, unsigned slot, char *to, size_t size)
{
	if (slot > 1 || m->g[slot].len == 0 || !(m->g[slot].access & GRANT_READ))
		return -EINVAL;
	if (m->g[slot].len > size - 1) {
		/* A terminating NUL inside the grant is allowed to be the byte that does not fit. */
		if (m->g[slot].len > size)
			return -ENAMETOOLONG;
	}
	size_t bytes = m->g[slot].len;
	int error = sv_copy_from(m->source, slot, 0, to, bytes);
	if (error < 0)
		return error;
	size_t length = strnlen(to, bytes);
	if (length == 0)
		return -EINVAL;
	if (length == size)
		return -ENAMETOOLONG;
	__kmend_log_store(to + length, 1);
	to[length] = '\0';
	return (int)length;
}
