/*
 * Everything that the harness needs of a kernel, and what this one needs to start: the control block, the events, the
 * slow path's question, page 0 that nobody may touch. Compiled without fault sites.
 */
#include "glue.h"

#include <stddef.h>

#include "fault.h"

_Static_assert(sizeof(struct kmend_control) == 832 && offsetof(struct kmend_control, seed) == 696, "ABI on i386");
_Static_assert(sizeof(struct kmend_component) == 40 && sizeof(struct kmend_count) == 8, "ABI on i386");
_Static_assert(sizeof(struct kmend_header) % 8 == 0 && offsetof(struct kmend_rt, log_used) == 24, "ABI on i386");

#ifdef MULTIBOOT
#define HEADER ".balign 4\n.long 0x1badb002, 0, -0x1badb002\n"
#define NOTE ""
#else
#define HEADER ""
#define NOTE ".section .note.pvh,\"a\",@note\n.long 4,4,18\n.asciz \"Xen\"\n.long start\n"
#endif

/* Entered in 32-bit protected mode with flat segments: by the PVH note or the multiboot header, or from the boot sector. */
__asm__(NOTE
	".section .text.start,\"ax\"\n"
	".globl start\nstart: jmp 1f\n" HEADER
	"1: cli\n cld\n mov $stack_end,%esp\n xor %eax,%eax\n mov $bss_start,%edi\n"
	" mov $bss_end,%ecx\n sub %edi,%ecx\n rep stosb\n lgdt gdt_pointer\n ljmp $8,$2f\n"
	"2: mov $16,%eax\n mov %eax,%ds\n mov %eax,%es\n mov %eax,%ss\n call kernel\n3: hlt\n jmp 3b\n"
	".globl on_fault\non_fault: cld\n push %esp\n call fault\n"
	".section .rodata\ngdt: .quad 0, 0x00cf9a000000ffff, 0x00cf92000000ffff\ngdt_pointer: .word 23\n.long gdt\n"
	".section .bss\n.balign 4096\nstack: .skip 16384\nstack_end:\n.text\n");

extern __attribute__((weak)) uint8_t __stop_kmend_watch[];
extern __attribute__((weak)) const struct kmend_unit __start_kmend_units[], __stop_kmend_units[];

struct kmend_control kmend_control;
static volatile struct kmend_control *const control = &kmend_control;
static uint32_t seq, activations;
static uint8_t sum;

/* ---- events ---- */

static void part(const char *s)
{
	for (; *s; s++) {
		sum ^= (uint8_t)*s;
		out8(0x2f8, (uint8_t)*s);
	}
}

static void say(const char *s)
{
	while (*s)
		out8(0x3f8, (uint8_t)*s++);
}

/* Writes VALUE in front of END; division step by step, there is no library. */
static char *number(char *end, uint64_t value)
{
	*--end = 0;
	do {
		uint64_t quotient = 0;
		uint32_t rest = 0;

		for (int bit = 63; bit >= 0; bit--) {
			rest = rest << 1 | (value >> bit & 1);
			quotient <<= 1;
			if (rest >= 10) {
				rest -= 10;
				quotient |= 1;
			}
		}
		*--end = (char)('0' + rest);
		value = quotient;
	} while (value);
	return end;
}

static uint64_t ticks(void)
{
	uint32_t low, high;

	__asm__ volatile("rdtsc" : "=a"(low), "=d"(high));
	return (uint64_t)high << 32 | low;
}

void event(const char *name, const char *args)
{
	static const char hex[] = "0123456789ABCDEF";
	char digits[24];
	uint8_t total;

	out8(0x2f8, '@');
	sum = 0;
	part("kmend ");
	part(number(digits + sizeof digits, seq++));
	part(" ");
	part(number(digits + sizeof digits, ticks()));
	part(" ");
	part(name);
	part(*args ? " " : "");
	part(args);
	total = sum;
	out8(0x2f8, '*');
	out8(0x2f8, (uint8_t)hex[total >> 4]);
	out8(0x2f8, (uint8_t)hex[total & 15]);
	out8(0x2f8, '\n');
}

/* Puts BEFORE, a number and AFTER together. */
static void event_number(const char *name, const char *before, uint64_t value, const char *after, uint64_t last)
{
	char line[120], digits[24], *to = line;

	while (*before)
		*to++ = *before++;
	for (const char *s = number(digits + sizeof digits, value); *s; s++)
		*to++ = *s;
	if (after) {
		while (*after)
			*to++ = *after++;
		for (const char *s = number(digits + sizeof digits, last); *s; s++)
			*to++ = *s;
	}
	*to = 0;
	event(name, line);
}

static void stop(uint32_t code)
{
	control->stop = code;
	out8(KMEND_STOP_PORT, 1);
}

/* ---- faults ---- */

uint32_t kmend_activated(void)
{
	activations++;
	if (!(activations & (activations - 1)))
		event_number("fault-activated", "site=", control->site, " count=", activations);
	return control->type;
}

static uint64_t idt[32];
static uint32_t directory[1024] __attribute__((aligned(4096))), table[1024] __attribute__((aligned(4096)));
void on_fault(void);

/* Page fault: error code, then the address of the instruction. */
__attribute__((used, noreturn, regparm(0))) void fault(const uint32_t *frame)
{
	uint32_t address;

	__asm__ volatile("mov %%cr2, %0" : "=r"(address));
	say(address == 0 && frame[1] >= 0x100000 ? "plain32: store through NULL\n" : "plain32: page fault\n");
	event("detected", "component=kernel cause=page-fault");
	event("panic", "reason=page-fault");
	stop(KMEND_STOP_PANIC);
	for (;;)
		__asm__ volatile("cli\n hlt");
}

/* The first 4 MiB are mapped one to one, but for page 0. */
static void protect(void)
{
	struct {
		uint16_t limit;
		uint32_t base;
	} __attribute__((packed)) pointer = { sizeof idt - 1, (uintptr_t)idt };
	uint32_t gate = (uintptr_t)on_fault;

	idt[14] = (uint64_t)((gate & 0xffff0000u) | 0x8e00) << 32 | 8u << 16 | (gate & 0xffff);
	for (uint32_t i = 1; i < 1024; i++)
		table[i] = i << 12 | 3;
	directory[0] = (uintptr_t)table | 3;
	__asm__ volatile("lidt %0\n mov %1, %%cr3\n mov %%cr0, %%eax\n or $0x80010000, %%eax\n mov %%eax, %%cr0"
		:
		: "m"(pointer), "r"(directory)
		: "eax", "memory");
}

/* ---- the harness's orders ---- */

static void describe(void)
{
	struct kmend_control *c = &kmend_control;

	c->magic = KMEND_CONTROL_MAGIC;
	c->version = KMEND_ABI_VERSION;
	c->ncomponents = 1;
	c->nblocks = (uint32_t)(__stop_kmend_watch - __start_kmend_watch);
	for (const struct kmend_unit *unit = __start_kmend_units; unit < __stop_kmend_units; unit++)
		c->nsites += unit->nsites;
	for (int i = 0; i < 6; i++)
		c->component[0].name[i] = "kernel"[i];
	c->component[0].watch_pa = (uintptr_t)__start_kmend_watch;
	c->component[0].counts_pa = (uintptr_t)__start_kmend_counts;
	c->component[0].nblocks = c->nblocks;
}

static void obey(void)
{
	volatile uint8_t *watch = __start_kmend_watch;

	if (control->mode == KMEND_MODE_GOLDEN)
		for (uint32_t i = 0; i < control->nblocks; i++)
			watch[i] = KMEND_WATCH_COUNT;
	if (control->mode != KMEND_MODE_ARMED) {
		event("armed", "site=none");
		return;
	}
	if (control->block < control->nblocks)
		watch[control->block] = KMEND_WATCH_ARMED;
	event_number("armed", "site=", control->site, NULL, 0);
}

void kernel(void);
void kernel(void)
{
	unsigned failed;

	say("plain32: hello\n");
	protect();
	describe();
	event_number("ready", "target=plain32 policy=none sites=", control->nsites, NULL, 0);
	stop(KMEND_STOP_READY);
	obey();
	event_number("suite-begin", "planned=", tests_count, NULL, 0);
	failed = tests_run();
	event("audit", "status=ok detail=none");
	event_number("suite-end", "failed=", failed, NULL, 0);
	stop(KMEND_STOP_DONE);
}
