/*
 * The system's own check of its state, after the suite and with the fault out of force: the kernel and every server look at their books.
 * A problem that one of them finds makes the audit inconsistent; who does not answer, or answers with an error, is unavailable: nothing
 * is known of its state. Only when all have answered, and found nothing, is the audit ok.
 */
#include "init.h"
#include "kmend/abi.h"
#include "ms.h"
#include "stdio.h"
#include "trap.h"

const struct server servers[NSERVERS] = {
	{ "kernel", EP_KERNEL },
	{ "pm", EP_PM },
	{ "vm", EP_VM },
	{ "vfs", EP_VFS },
	{ "ds", EP_DS },
	{ "rs", EP_RS },
};

/* Who let a request of ours time out. An answer that comes late could be taken for that to the next request: there is none. */
static unsigned silent; /* 1 << endpoint */

int is_silent(endpoint_t ep)
{
	return (int)(silent >> ep & 1);
}

void note_silence(endpoint_t ep)
{
	silent |= 1u << ep;
}

void set_patience(unsigned ms)
{
	struct kcall k = { .a = { ms * 1000000ull } };

	kcall(CALL_KC_PATIENCE, &k);
}

void set_again(void)
{
	struct kcall k = { .a = { 0, 1 } };

	crash_again = 1;
	kcall(CALL_KC_PATIENCE, &k);
}

static int ask(const struct server *s, char *text, size_t n)
{
	struct kcall k = { .p = text, .n = n };
	int found;

	if (is_silent(s->ep))
		return -ETIMEDOUT;
	if (s->ep == EP_KERNEL)
		return (int)kcall(CALL_KC_AUDIT, &k);
	found = server_audit(s->ep, text, n);
	if (found == -ETIMEDOUT)
		note_silence(s->ep);
	return found;
}

/* SERVER:PROBLEMS:TEXT */
static void audit_detail(char *detail, size_t size, const char *name, int found, const char *text)
{
	int used = snprintf(detail, size, "%s:%d:", name, found);

	event_encode(detail + used, size - (size_t)used, text);
}

/* One event for each, so that nothing is cut: a value has 120 bytes. */
void audit(const char *when)
{
	for (size_t i = 0; i < NSERVERS; i++) {
		char text[64] = "", detail[KMEND_EVENT_VALUE_MAX] = "-";
		int found = ask(&servers[i], text, sizeof(text));

		text[sizeof(text) - 1] = 0;
		if (found < 0)
			snprintf(detail, sizeof(detail), "error-%d", -found);
		else if (found > 0)
			audit_detail(detail, sizeof(detail), servers[i].name, found, text);
		event("audit name=%s status=%s detail=%s when=%s", servers[i].name,
			found < 0           ? "unavailable"
				: found > 0 ? "inconsistent"
					    : "ok",
			detail, when);
	}
}

void counters(void)
{
	for (size_t i = 0; i < NSERVERS; i++) {
		const char *name = servers[i].name;
		struct rs_status s;

		if (servers[i].ep == EP_KERNEL || rs_status(servers[i].ep, &s) < 0)
			continue;
		event("counter name=%s.checkpoints value=%lu", name, (unsigned long)s.checkpoints);
		event("counter name=%s.log-high value=%lu", name, (unsigned long)s.log_high);
		event("counter name=%s.log-overflows value=%lu", name, (unsigned long)s.overflows);
	}
}
