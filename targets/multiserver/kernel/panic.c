/* The two last words of the system: a panic (nobody meant to) and a controlled shutdown (recovery gave up). */
#include "kernel.h"
#include "proc.h"

static void put_hex(const char *name, uint64_t value)
{
	char line[64];
	struct text t;
	text_init(&t, line, sizeof line);
	text_put(&t, name);
	text_put(&t, "=0x");
	text_hex(&t, value);
	text_char(&t, ' ');
	console_write(line, t.used);
}

void panic(const char *reason)
{
	static bool again;

	if (again)
		console_halt();
	again = true;
	console_write("kernel panic: ", 14);
	console_line(reason);
	kmend_tell_text("panic", "reason", reason);
	kmend_stop(KMEND_STOP_PANIC);
	console_halt();
}

void panic_regs(const char *reason, const struct regs *regs)
{
	put_hex("vector", (uint8_t)regs->vector);
	put_hex("error", regs->error);
	put_hex("rip", regs->rip);
	put_hex("rsp", regs->rsp);
	put_hex("cr2", read_cr2());
	if (sched_current != NULL)
		put_hex("current", sched_current->endpoint);
	console_line("");
	panic(reason);
}

void shutdown(const char *reason, size_t n)
{
	char why[KMEND_EVENT_VALUE_MAX];
	struct text t;

	text_init(&t, why, sizeof why);
	for (size_t i = 0; i < n && reason[i] != '\0'; i++)
		text_char(&t, reason[i]);
	console_write("shutdown: ", 10);
	console_line(why);
	audit_last();
	kmend_tell_text("shutdown", "reason", why);
	kmend_stop(KMEND_STOP_SHUTDOWN);
	console_halt();
}
