// SPDX-License-Identifier: MIT
/*
 * Linux's own detectors as events. An exception in the kernel comes by the die notifier, everything that ends in
 * panic() by the panic notifier; the hang detectors panic too (config), and their message says which one it was.
 */
#include <linux/bug.h>
#include <linux/init.h>
#include <linux/kallsyms.h>
#include <linux/kdebug.h>
#include <linux/notifier.h>
#include <linux/panic.h>
#include <linux/panic_notifier.h>
#include <linux/ptrace.h>
#include <linux/string.h>
#include <asm/trapnr.h>

#include "kmend.h"

static void send_detected(const char *cause, unsigned long ip)
{
	static char function[KSYM_SYMBOL_LEN]; /* large; the detectors are one after the other */

	if (ip)
		sprint_symbol(function, ip);
	kmend_say_begin("detected");
	kmend_say_text("component", "linux");
	kmend_say_text("cause", cause);
	if (ip)
		kmend_say_text("at", function);
	kmend_say_end();
}

/*
 * BUG() is in a table; the compiler's sanitizers trap by ud1 with an address-size prefix. The check of the bounds of what a function has allocated
 * itself (CONFIG_UBSAN_LOCAL_BOUNDS) traps by a ud2 that is in no table.
 */
static const char *invalid_opcode_cause(unsigned long ip)
{
	static const u8 sanitizer_trap[] = { 0x67, 0x0f, 0xb9 }, bounds_trap[] = { 0x0f, 0x0b };
	const void *code = (const void *)ip;

	if (find_bug(ip))
		return "bug";
	if (!memcmp(code, sanitizer_trap, sizeof(sanitizer_trap)) ||
		(IS_ENABLED(CONFIG_UBSAN_LOCAL_BOUNDS) && !memcmp(code, bounds_trap, sizeof(bounds_trap))))
		return "ubsan";
	return "invalid-opcode";
}

/* A page fault that ends in an oops leaves no trap number behind; it is the one exception that is reported as "Oops". */
static const char *exception_cause(const struct die_args *die)
{
	if (!strncmp(die->str, "Oops", 4))
		return "page-fault";
	switch (die->trapnr) {
	case X86_TRAP_GP:
		return "general-protection";
	case X86_TRAP_UD:
		return invalid_opcode_cause(die->regs->ip);
	case X86_TRAP_DE:
		return "divide-error";
	case X86_TRAP_DF:
		return "double-fault";
	case X86_TRAP_SS:
		return "stack-segment";
	default:
		return "exception";
	}
}

static int on_die(struct notifier_block *block, unsigned long what, void *data)
{
	const struct die_args *die = data;

	if (what == DIE_OOPS && die->regs) {
		send_detected(exception_cause(die), die->regs->ip);
		kmend_recover();
	}
	return NOTIFY_DONE;
}

/* The hang detectors, by the beginning of what they say. */
static const struct {
	const char *message, *cause;
	unsigned long (*where)(void);
} hangs[] = {
	{ "hung_task", "hung-task", kmend_where_hung },
	{ "softlockup", "soft-lockup", kmend_where_interrupted },
	{ "RCU Stall", "rcu-stall", kmend_where_interrupted },
};

/* MESSAGE as one word: lower case, what is no letter or digit becomes a dash; up to the first `!` or `:`. */
static void make_word(char *word, size_t room, const char *message)
{
	size_t used = 0;

	for (; *message && !strchr("!:\n", *message) && used + 1 < room; message++) {
		char c = *message >= 'A' && *message <= 'Z' ? *message + ('a' - 'A') : *message;
		bool letter = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');

		if (letter || (used && word[used - 1] != '-'))
			word[used++] = letter ? c : '-';
	}
	while (used && word[used - 1] == '-')
		used--;
	word[used] = 0;
}

static int on_panic(struct notifier_block *block, unsigned long unused, void *data)
{
	static const char after_oops[] = "Fatal exception"; /* the oops was detected itself */
	const char *message = data ? data : "";
	char word[64];
	bool hang = false;

	for (size_t i = 0; i < ARRAY_SIZE(hangs); i++) {
		if (strncmp(message, hangs[i].message, strlen(hangs[i].message)))
			continue;
		hang = true;
		send_detected(hangs[i].cause, hangs[i].where());
	}
	if (!hang && strncmp(message, after_oops, sizeof(after_oops) - 1))
		send_detected("panic", kmend_where_panic());
	make_word(word, sizeof(word), message);
	kmend_tell_text("panic", "reason", word[0] ? word : "unknown");
	kmend_end(KMEND_STOP_PANIC);
	return NOTIFY_DONE;
}

static struct notifier_block die_block = { .notifier_call = on_die, .priority = INT_MAX };
static struct notifier_block panic_block = { .notifier_call = on_panic, .priority = INT_MAX };

static int __init detect_init(void)
{
	sysctl_panic_on_rcu_stall = 1;
	register_die_notifier(&die_block);
	atomic_notifier_chain_register(&panic_notifier_list, &panic_block);
	return 0;
}
core_initcall(detect_init);
