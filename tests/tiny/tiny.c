/*
 * The harness's own test kernel: boots by the PVH note, says `ready`, reads its orders, runs two tests and stops. Each
 * of its fault sites, when armed, ends in its own way (see the table `ways`): the harness must tell them all apart.
 */
#include "control.h"
#include "event.h"
#include "fault.h"

/* The ways to end, in order of the sites. NEVER's block is not executed by the workload. */
enum way { PASS, FAIL, SHUTDOWN, PANIC, HANG, RESET, HALT, FLOOD, FORGE, QUIET, NEVER, WAYS };

__asm__(".section .note.pvh,\"a\",@note\n.long 4,4,18\n.asciz \"Xen\"\n.long start\n.text\n"
	".globl start\nstart: mov $stack_end,%esp\n cld\n call kernel\n1: hlt\n jmp 1b\n");

/* ---- site table: one unit, one function, a site in each block; with KMEND_SITES=none the component alone ---- */
#ifdef TINY_NO_SITES
#define NSITES 0
#define NBLOCKS 0
__attribute__((section(".kmend.sites"), used)) static const struct kmend_component_chunk table = {
	{ KMEND_CHUNK_MAGIC, KMEND_ABI_VERSION, KMEND_CHUNK_COMPONENT, sizeof(struct kmend_component_chunk), 0 }, "tiny"
};
#else
#define NSITES WAYS
#define NBLOCKS WAYS
struct unit_chunk {
	struct kmend_component_chunk component;
	struct kmend_unit_chunk unit;
	struct kmend_function function;
	struct kmend_block blocks[WAYS];
	struct kmend_site sites[WAYS];
	char strings[36]; /* the chunk ends at a multiple of 8 */
};

#define BLOCK(n) { .ordinal = (n), .nsites = 1 }
#define SITE(n) { .type = KMEND_FAULT_FAIL_STOP, .file = 0, .line = 100 + (n) }

__attribute__((section(".kmend.sites"), used)) static const struct unit_chunk table = {
	.component = { { KMEND_CHUNK_MAGIC, KMEND_ABI_VERSION, KMEND_CHUNK_COMPONENT,
			       sizeof(struct kmend_component_chunk), 0 },
		"tiny" },
	.unit = { .chunk = { KMEND_CHUNK_MAGIC, KMEND_ABI_VERSION, KMEND_CHUNK_UNIT,
			  sizeof(struct unit_chunk) - sizeof(struct kmend_component_chunk), 0 },
		.watch_va = 0x1000,
		.nfunctions = 1,
		.nblocks = WAYS,
		.nsites = WAYS,
		.strings_bytes = 36 },
	.function = { .shape = 1, .name = 7, .nblocks = WAYS },
	.blocks = { BLOCK(0), BLOCK(1), BLOCK(2), BLOCK(3), BLOCK(4), BLOCK(5), BLOCK(6), BLOCK(7), BLOCK(8), BLOCK(9),
		BLOCK(10) },
	.sites = { SITE(0), SITE(1), SITE(2), SITE(3), SITE(4), SITE(5), SITE(6), SITE(7), SITE(8), SITE(9), SITE(10) },
	.strings = "tiny.c\0workload",
};
_Static_assert(sizeof(struct unit_chunk) % 8 == 0, "chunks are multiples of 8 bytes long");
#endif

char stack[8192] __attribute__((aligned(16)));
__asm__(".globl stack_end\nstack_end = stack + 8192\n");

static uint8_t watch[WAYS];
static struct kmend_count counts[WAYS];

static void out(unsigned port, uint8_t value)
{
	__asm__ volatile("outb %0,%w1" : : "a"(value), "Nd"(port));
}

static void text(unsigned port, const char *s)
{
	while (*s)
		out(port, (uint8_t)*s++);
}

static int failed;

static void recovered(void)
{
	kmend_say_begin("detected");
	kmend_say_text("component", "tiny");
	kmend_say_text("cause", "assertion");
	kmend_say_end();
	kmend_say_begin("recovery-begin");
	kmend_say_text("component", "tiny");
	kmend_say_text("policy", POLICY_NAME);
	kmend_say_text("window", "open");
	kmend_say_end();
	kmend_say_begin("recovery-end");
	kmend_say_text("component", "tiny");
	kmend_say_text("action", "error-reply");
	kmend_say_end();
}

/* Where the harness is told that the kernel crashed. */
__attribute__((noinline)) static void victim(void)
{
	__asm__ volatile("nop");
}

static void crashed(void)
{
	kmend_say_begin("detected");
	kmend_say_text("component", "tiny");
	kmend_say_text("cause", "page-fault");
	kmend_say_address("ip", (uintptr_t)victim);
	kmend_say_end();
}

/* What an armed block does. */
static void act(enum way way)
{
	switch (way) {
	case PASS:
#ifdef TINY_LOST /* recovery that does not work */
		kmend_tell_text("shutdown", "reason", "window-closed");
		kmend_stop(KMEND_STOP_SHUTDOWN);
#else
		recovered();
#endif
		return;
	case FAIL:
		recovered();
		failed = 1;
		return;
	case SHUTDOWN:
		kmend_tell_text("shutdown", "reason", "window-closed");
		kmend_stop(KMEND_STOP_SHUTDOWN);
		return;
	case PANIC:
		victim();
		crashed();
		text(0x3f8, "panic: \033[31mred\033[0m\n");
		kmend_tell_text("panic", "reason", "page-fault");
		kmend_stop(KMEND_STOP_PANIC);
		return;
	case RESET: {
		static const uint8_t null[6];

		__asm__ volatile("lidt %0\n ud2" : : "m"(null));
		return;
	}
	case FLOOD:
		for (;;)
			text(0x3f8, "all work and no play makes a dull kernel\n");
	case FORGE:
		text(0x2f8, "@kmend 1 2 suite-end failed=0*00\n\033]0;owned\007@kmend 99999 1 panic\n");
#ifdef TINY_LIAR /* what a program of the kernel's could print */
		text(0x3f8,
			"BUG: kernel NULL pointer dereference, address: 0000000000000000\nOops: 0002 [#1]\n"
			"RIP: 0010:victim+0x0/0x10\nKernel panic - not syncing: Fatal exception\n");
#endif
		failed = 1;
		return;
	case HALT: /* `cli; hlt`: nothing happens any more, only the watchdog is left */
#ifdef TINY_STRAY  /* ... or executes what is no memory, which the emulator does for hours */
		__asm__ volatile("cli\n jmp *%0" : : "r"(0xd0000000u), "a"(&failed));
#endif
		__asm__ volatile("cli\n hlt");
		return;
	case HANG: /* goes on talking, about once in a millisecond */
		for (;;) {
			for (int i = 0; i < 50000; i++)
				__asm__ volatile("");
			kmend_say_begin("counter");
			kmend_say_text("name", "spin");
			kmend_say_number("value", 1);
			kmend_say_end();
		}
	default:
		kmend_stop(77);
	}
}

#ifdef TINY_SOAK
/* A flood takes seconds of the host's time: it is rare, the first thing that happens, and comes again among all others. */
static void act_in_turn(enum way way)
{
	act((kmend_control.fault.seed + way) % 256 == 0 ? FLOOD : way == FLOOD ? PASS : way);
}
#else
#define act_in_turn act
#endif

/* What the compiler puts into other kernels. */
static void block(enum way way)
{
	uint8_t bits = *(volatile uint8_t *)&watch[way];

	if (bits & KMEND_WATCH_COUNT)
		counts[way].unprotected_runs++;
	if ((bits & KMEND_WATCH_ARMED) && kmend_activate() == KMEND_ACTION(KMEND_FAULT_FAIL_STOP, 0)) {
#ifndef TINY_AGAIN
		kmend_fault_off(); /* some ways come here again */
#endif
		act_in_turn(way);
	}
}

static void workload(void)
{
	for (int i = 0; i < 100; i++)
		counts[QUIET].protected_runs += *(volatile uint8_t *)&watch[QUIET] == KMEND_WATCH_COUNT;
#ifdef TINY_QUICK /* without the ways that take seconds */
	static const uint8_t left_out[WAYS] = { [HANG] = 1, [HALT] = 1, [FLOOD] = 1 };
#elif defined TINY_SOAK
	static const uint8_t left_out[WAYS] = { [HANG] = 1 };
#else
	static const uint8_t left_out[WAYS];
#endif

	for (enum way way = PASS; way < NEVER; way++)
		if (way != QUIET && !left_out[way])
			block(way);
#ifdef TINY_AGAIN /* the block of PASS again and again, for faults that come at intervals */
	for (int turn = 0; turn < 2000; turn++) {
		for (int i = 0; i < 1000; i++)
			__asm__ volatile("");
		block(PASS);
	}
#endif
	block(QUIET);
}

static void describe(void)
{
	const struct kmend_part part = { .name = "tiny",
		.watch = watch,
		.watch_pa = (uintptr_t)watch,
		.counts_pa = (uintptr_t)counts,
		.nblocks = NBLOCKS,
		.nsites = NSITES };

	kmend_control.policy = POLICY;
	kmend_component(&part);
}

/* A build with -DTINY_BOOT=KIND never comes to `ready`, or comes there as somebody else. */
enum kind { GOOD, NO_ROOT, SPIN, CHATTER, TRIPLE, STRANGER };

#ifndef TINY_BOOT
#define TINY_BOOT GOOD
#endif

static void strange_boot(void)
{
	switch (TINY_BOOT) {
	case NO_ROOT:
		text(0x3f8, "tiny: \033[2Jno root file system\n");
		kmend_tell_text("panic", "reason", "no-root");
		kmend_stop(KMEND_STOP_PANIC);
		break;
	case SPIN:
		text(0x3f8, "tiny: \033]0;owned\007waiting for the disk\n");
		act(HANG);
		break;
	case CHATTER:
		act(FLOOD);
		break;
	case TRIPLE:
		text(0x3f8, "tiny: going down\n");
		act(RESET);
		break;
	case STRANGER:
		kmend_control.magic++;
		break;
	default:
		break;
	}
}

static void tested(const char *name, int good)
{
	kmend_say_begin("test-end");
	kmend_say_text("name", name);
	kmend_say_text("status", good ? "pass" : "fail");
	kmend_say_end();
}

#ifdef TINY_BUGS
/* Tests that run only when they are named, first of all: each is a bug with a way of its own to end. */
static const struct {
	const char *name;
	enum way way;
} bugs[] = { { "bug-mends", PASS }, { "bug-stays", FAIL }, { "bug-kills", PANIC } };

static int is_wanted(const char *name)
{
	const char *wanted = kmend_control.workload;

	while (*name && *name == *wanted)
		name++, wanted++;
	return !*name && *wanted == ',';
}

static void run_bugs(void)
{
	for (unsigned i = 0; i < sizeof(bugs) / sizeof(bugs[0]); i++) {
		if (!is_wanted(bugs[i].name))
			continue;
		kmend_tell_text("test-begin", "name", bugs[i].name);
		act(bugs[i].way);
		tested(bugs[i].name, !failed);
	}
}

static unsigned planned(void)
{
	unsigned count = 2;

	for (unsigned i = 0; i < sizeof(bugs) / sizeof(bugs[0]); i++)
		count += (unsigned)is_wanted(bugs[i].name);
	return count;
}
#else
static void run_bugs(void)
{
}
static unsigned planned(void)
{
	return 2;
}
#endif

void kernel(void);
void kernel(void)
{
	text(0x3f8, "tiny: hello\n");
	describe();
	strange_boot();
	block(PASS); /* runs at boot and in the workload, NEVER's at boot alone */
	block(NEVER);
	kmend_ready("tiny", 0);
	kmend_tell_number("suite-begin", "planned", planned());
	run_bugs();
	kmend_tell_text("test-begin", "name", "one");
	workload();
	tested("one", !failed);
	kmend_tell_text("test-begin", "name", "two");
	tested("two", 1);
	kmend_say_begin("audit");
	kmend_say_text("status", "ok");
	kmend_say_text("detail", "none");
	kmend_say_end();
#ifdef TINY_AGAIN
	kmend_say_begin("counter");
	kmend_say_text("name", "one.work");
	kmend_say_number("value", 2000);
	kmend_say_end();
#endif
	kmend_tell_number("suite-end", "failed", (unsigned)failed);
	kmend_stop(KMEND_STOP_DONE);
}
