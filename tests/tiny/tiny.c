/*
 * The harness's own test kernel: boots by the PVH note, says `ready`, reads its orders, runs two tests and stops. Each
 * of its fault sites, when armed, ends in its own way (see the table `ways`): the harness must tell them all apart.
 */
#include <stddef.h>

#include "kmend/abi.h"

#define STRING(x) #x
#define TEXT(x) STRING(x)

/* The ways to end, in order of the sites. NEVER's block is not executed by the workload. */
enum way { PASS, FAIL, SHUTDOWN, PANIC, HANG, RESET, HALT, FLOOD, FORGE, QUIET, NEVER, WAYS };

__asm__(".section .note.pvh,\"a\",@note\n.long 4,4,18\n.asciz \"Xen\"\n.long start\n.text\n"
	".globl start\nstart: mov $stack_end,%esp\n cld\n call kernel\n1: hlt\n jmp 1b\n");

/* ---- site table: one unit, one function, a site in each block ---- */
struct unit_chunk {
	struct kmend_component_chunk component;
	struct kmend_unit_chunk unit;
	struct kmend_site sites[WAYS];
	char strings[40];
};

#define SITE(n) \
	{ .function = 7, .file = 0, .line = 100 + (n), .block = (n), .ordinal = (n), .type = KMEND_FAULT_FAIL_STOP }

__attribute__((section(".kmend.sites"), used)) static const struct unit_chunk table = {
	.component = { { KMEND_CHUNK_MAGIC, KMEND_ABI_VERSION, KMEND_CHUNK_COMPONENT,
			       sizeof(struct kmend_component_chunk), 0 },
		"tiny" },
	.unit = { { KMEND_CHUNK_MAGIC, KMEND_ABI_VERSION, KMEND_CHUNK_UNIT,
			  sizeof(struct unit_chunk) - sizeof(struct kmend_component_chunk), 0 },
		0x1000, WAYS, WAYS, 40, 0 },
	.sites = { SITE(0), SITE(1), SITE(2), SITE(3), SITE(4), SITE(5), SITE(6), SITE(7), SITE(8), SITE(9), SITE(10) },
	.strings = "tiny.c\0workload",
};

char stack[8192] __attribute__((aligned(16)));
__asm__(".globl stack_end\nstack_end = stack + 8192\n");

struct kmend_control kmend_control;
static volatile uint8_t watch[WAYS];
static volatile struct kmend_count counts[WAYS];
static uint32_t seq;

static void out(unsigned port, uint8_t value)
{
	__asm__ volatile("outb %0,%w1" : : "a"(value), "Nd"(port));
}

static void text(unsigned port, const char *s)
{
	while (*s)
		out(port, (uint8_t)*s++);
}

static uint64_t ticks(void)
{
	uint32_t low, high;

	__asm__ volatile("rdtsc" : "=a"(low), "=d"(high));
	return ((uint64_t)high << 32 | low);
}

static char *number(char *end, uint64_t value)
{
	uint32_t high = (uint32_t)(value >> 32), low = (uint32_t)value;

	*--end = 0;
	do { /* long division by 10 of 64 bits in 32-bit steps: no library here */
		uint32_t r = high % 10, q = 0;

		high /= 10;
		for (int bit = 31; bit >= 0; bit--) {
			r = r << 1 | (low >> bit & 1);
			q <<= 1;
			if (r >= 10) {
				r -= 10;
				q |= 1;
			}
		}
		low = q;
		*--end = (char)('0' + r);
	} while (high || low);
	return end;
}

static uint8_t sum;

static void part(const char *s)
{
	for (; *s; s++) {
		sum ^= (uint8_t)*s;
		out(0x2f8, (uint8_t)*s);
	}
}

static void event(const char *name, const char *args)
{
	char digits[24], hex[] = "0123456789ABCDEF";

	out(0x2f8, '@');
	sum = 0;
	part("kmend ");
	part(number(digits + sizeof digits, seq++));
	part(" ");
	part(number(digits + sizeof digits, ticks()));
	part(" ");
	part(name);
	if (*args)
		part(" ");
	part(args);
	uint8_t total = sum;
	out(0x2f8, '*');
	out(0x2f8, (uint8_t)hex[total >> 4]);
	out(0x2f8, (uint8_t)hex[total & 15]);
	out(0x2f8, '\n');
}

static void stop(uint32_t code)
{
	*(volatile uint32_t *)&kmend_control.stop = code;
	out(KMEND_STOP_PORT, 1);
}

static void site_event(const char *name, const char *tail)
{
	char line[64], digits[24], *to = line;

	for (const char *s = "site="; *s; s++)
		*to++ = *s;
	for (const char *s = number(digits + sizeof digits, *(volatile uint32_t *)&kmend_control.site); *s; s++)
		*to++ = *s;
	while (*tail)
		*to++ = *tail++;
	*to = 0;
	event(name, line);
}

static int failed;

static void recovered(void)
{
	event("detected", "component=tiny cause=assertion");
	event("recovery-begin", "component=tiny policy=" POLICY_NAME " window=open");
	event("recovery-end", "component=tiny action=error-reply");
}

/* Where the harness is told that the kernel crashed. */
__attribute__((noinline)) static void victim(void)
{
	__asm__ volatile("nop");
}

static void crashed(void)
{
	static char line[] = "component=tiny cause=page-fault ip=0x00000000";

	for (unsigned i = 0; i < 8; i++)
		line[sizeof line - 2 - i] = "0123456789abcdef"[(uint32_t)victim >> 4 * i & 15];
	event("detected", line);
}

/* What an armed block does. */
static void act(enum way way)
{
	switch (way) {
	case PASS:
		recovered();
		return;
	case FAIL:
		recovered();
		failed = 1;
		return;
	case SHUTDOWN:
		event("shutdown", "reason=window-closed");
		stop(KMEND_STOP_SHUTDOWN);
		return;
	case PANIC:
		victim();
		crashed();
		text(0x3f8, "panic: \033[31mred\033[0m\n");
		event("panic", "reason=page-fault");
		stop(KMEND_STOP_PANIC);
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
		failed = 1;
		return;
	case HALT: /* `cli; hlt`: nothing happens any more, only the watchdog is left */
		__asm__ volatile("cli\n hlt");
		return;
	case HANG: /* goes on talking, about once in a millisecond */
		for (;;) {
			for (int i = 0; i < 50000; i++)
				__asm__ volatile("");
			event("counter", "name=spin value=1");
		}
	default:
		stop(77);
	}
}

static void block(enum way way)
{
	if (watch[way] == KMEND_WATCH_COUNT)
		counts[way].outside++;
	if (watch[way] != KMEND_WATCH_ARMED)
		return;
	watch[way] = 0;
	site_event("fault-activated", " count=1");
	act(way);
}

static void workload(void)
{
	for (int i = 0; i < 100; i++)
		counts[QUIET].in_window += watch[QUIET] == KMEND_WATCH_COUNT;
#ifdef TINY_QUICK /* without the ways that take seconds */
	static const uint8_t left_out[WAYS] = { [HANG] = 1, [HALT] = 1, [FLOOD] = 1 };
#else
	static const uint8_t left_out[WAYS];
#endif

	for (enum way way = PASS; way < NEVER; way++)
		if (way != QUIET && !left_out[way])
			block(way);
	block(QUIET);
}

static void describe(void)
{
	struct kmend_control *c = &kmend_control;

	c->magic = KMEND_CONTROL_MAGIC;
	c->version = KMEND_ABI_VERSION;
	c->ncomponents = 1;
	c->nblocks = c->nsites = WAYS;
	c->policy = POLICY;
	for (int i = 0; i < 4; i++)
		c->component[0].name[i] = "tiny"[i];
	c->component[0].watch_pa = (uintptr_t)watch;
	c->component[0].counts_pa = (uintptr_t)counts;
	c->component[0].nblocks = WAYS;
}

static void orders(void)
{
	volatile struct kmend_control *c = &kmend_control;

	if (c->mode == KMEND_MODE_GOLDEN)
		for (int i = 0; i < WAYS; i++)
			watch[i] = KMEND_WATCH_COUNT;
	if (c->mode == KMEND_MODE_ARMED && c->block < WAYS)
		watch[c->block] = KMEND_WATCH_ARMED;
	if (c->mode == KMEND_MODE_ARMED)
		site_event("armed", "");
	else
		event("armed", "site=none");
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
		event("panic", "reason=no-root");
		stop(KMEND_STOP_PANIC);
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

void kernel(void);
void kernel(void)
{
	text(0x3f8, "tiny: hello\n");
	describe();
	strange_boot();
	event("ready", "target=tiny policy=" POLICY_NAME " sites=11");
	stop(KMEND_STOP_READY);
	orders();
	event("suite-begin", "planned=2");
	event("test-begin", "name=one");
	workload();
	event("test-end", failed ? "name=one status=fail" : "name=one status=pass");
	event("test-begin", "name=two");
	event("test-end", "name=two status=pass");
	event("audit", "status=ok detail=none");
	event("suite-end", failed ? "failed=1" : "failed=0");
	stop(KMEND_STOP_DONE);
}
