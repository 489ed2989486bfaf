/*
 * A kernel that means harm: each of its fault sites, when armed, does something to the machine it runs on that a kernel
 * should not, or could do only once. The harness must give each of them one end, the same each time, within seconds.
 */
#include "control.h"
#include "event.h"
#include "fault.h"

/* In order of the sites. */
#define WAYS_LIST(X)                                                                                   \
	X(UART)       /* a store of two bytes at the last register of a serial port aborts QEMU 7.2 */ \
	X(SUSPEND)    /* ACPI: to memory (S3) */                                                       \
	X(HIBERNATE)  /* ... to disk (S4) */                                                           \
	X(SOFT_OFF)   /* ... off (S5) */                                                               \
	X(KEYBOARD)   /* the keyboard controller pulls the reset line */                               \
	X(CF9)        /* the chipset does */                                                           \
	X(TRIPLE)     /* triple fault */                                                               \
	X(HALT)       /* for ever, interrupts off */                                                   \
	X(SLEEP)      /* for ever, interrupts on, nothing armed */                                     \
	X(DISARM)     /* switches off the watchdog that is its limit, and runs */                      \
	X(DISARMED)   /* ... and halts */                                                              \
	X(FEED)       /* ... feeds it for ever */                                                      \
	X(REWRITE)    /* code that rewrites itself in a loop */                                        \
	X(STRAY)      /* executes what is no memory */                                                 \
	X(NMI)        /* each interrupt that cannot be masked sends the next one */                    \
	X(DEBUG_EXIT) /* a device of QEMU's that would end it, if it was there */                      \
	X(PANICKED)   /* says that it has panicked, through the port, without a word */

enum way {
#define NAME(way) way,
	WAYS_LIST(NAME) WAYS
};

__asm__(".section .note.pvh,\"a\",@note\n.long 4,4,18\n.asciz \"Xen\"\n.long start\n.text\n"
	".globl start\nstart: mov $stack_end,%esp\n cld\n call kernel\n1: hlt\n jmp 1b\n");

/* ---- site table: one unit, one function, a site in each block ---- */
struct unit_chunk {
	struct kmend_component_chunk component;
	struct kmend_unit_chunk unit;
	struct kmend_function function;
	struct kmend_block blocks[WAYS];
	struct kmend_site sites[WAYS];
	char strings[20]; /* the chunk ends at a multiple of 8 */
};

#define BLOCK(way) { .ordinal = (way), .nsites = 1 },
#define SITE(way) { .type = KMEND_FAULT_FAIL_STOP, .file = 0, .line = 100 + (way) },

__attribute__((section(".kmend.sites"), used)) static const struct unit_chunk table = {
	.component = { { KMEND_CHUNK_MAGIC, KMEND_ABI_VERSION, KMEND_CHUNK_COMPONENT,
			       sizeof(struct kmend_component_chunk), 0 },
		"mean" },
	.unit = { .chunk = { KMEND_CHUNK_MAGIC, KMEND_ABI_VERSION, KMEND_CHUNK_UNIT,
			  sizeof(struct unit_chunk) - sizeof(struct kmend_component_chunk), 0 },
		.watch_va = 0x1000,
		.nfunctions = 1,
		.nblocks = WAYS,
		.nsites = WAYS,
		.strings_bytes = 20 },
	.function = { .shape = 1, .name = 7, .nblocks = WAYS },
	.blocks = { WAYS_LIST(BLOCK) },
	.sites = { WAYS_LIST(SITE) },
	.strings = "mean.c\0workload",
};
_Static_assert(sizeof(struct unit_chunk) % 8 == 0, "chunks are multiples of 8 bytes long");

char stack[8192] __attribute__((aligned(16)));
__asm__(".globl stack_end\nstack_end = stack + 8192\n");

static uint8_t watch[WAYS];
static struct kmend_count counts[WAYS];

static void out8(unsigned port, uint8_t value)
{
	__asm__ volatile("outb %0,%w1" : : "a"(value), "Nd"(port));
}

static void out16(unsigned port, uint16_t value)
{
	__asm__ volatile("outw %0,%w1" : : "a"(value), "Nd"(port));
}

static void halt(void)
{
	for (;;)
		__asm__ volatile("hlt");
}

static void spin(void)
{
	for (;;)
		__asm__ volatile("");
}

#define ACPI_CONTROL 0x604u /* of the `pc` machine, as its BIOS sets it */
#define WATCHDOG_OFF 0x441u
#define WATCHDOG_ON 0x443u

/* The machine goes on for a moment. */
static void acpi(unsigned type)
{
	out16(ACPI_CONTROL, (uint16_t)(1u << 13 | type << 10));
	spin();
}

/* The immediate of the first instruction changes with every turn. */
static void rewrite(void)
{
	__asm__ volatile("1: mov $0,%%eax\n incl 1b+1\n jmp 1b" : : : "eax", "memory");
}

struct gate {
	uint16_t low, selector, flags, high;
};

static volatile uint32_t *const apic = (volatile uint32_t *)0xfee00000u;

__asm__(".globl on_nmi\non_nmi: push %eax\n mov $0xfee00300,%eax\n movl $0x44400,(%eax)\n pop %eax\n iret\n");
extern char on_nmi[];

static void nmi_storm(void)
{
	static struct gate idt[3];
	struct {
		uint16_t limit;
		uint32_t base;
	} __attribute__((packed)) where = { sizeof idt - 1, (uint32_t)(uintptr_t)idt };
	uint32_t code;

	__asm__("mov %%cs,%0" : "=r"(code));
	idt[2] = (struct gate){ (uint16_t)(uintptr_t)on_nmi, (uint16_t)code, 0x8e00,
		(uint16_t)((uintptr_t)on_nmi >> 16) };
	__asm__ volatile("lidt %0" : : "m"(where));
	apic[0xf0 / 4] = 0x1ff;
	apic[0x300 / 4] = 0x44400; /* NMI to itself */
}

static void triple_fault(void)
{
	static const uint8_t null[6];

	__asm__ volatile("lidt %0\n ud2" : : "m"(null));
}

/* What an armed block does. */
static void act(enum way way)
{
	switch (way) {
	case UART:
		out16(0x3ff, 0);
		return;
	case SUSPEND:
		acpi(1);
		return;
	case HIBERNATE:
		acpi(2);
		return;
	case SOFT_OFF:
		acpi(0);
		return;
	case KEYBOARD:
		out8(0x64, 0xfe);
		return;
	case CF9:
		out8(0xcf9, 6);
		return;
	case TRIPLE:
		triple_fault();
		return;
	case HALT:
		__asm__ volatile("cli");
		halt();
		return;
	case SLEEP: /* the interrupt controllers are masked, so that only a timer could wake it */
		out8(0x21, 0xff);
		out8(0xa1, 0xff);
		__asm__ volatile("sti");
		halt();
		return;
	case DISARM:
		out8(WATCHDOG_OFF, 0);
		spin();
		return;
	case DISARMED:
		out8(WATCHDOG_OFF, 0);
		__asm__ volatile("cli");
		halt();
		return;
	case FEED:
		for (;;)
			out8(WATCHDOG_ON, 0);
	case REWRITE:
		rewrite();
		return;
	case STRAY:
		__asm__ volatile("jmp *%0" : : "r"(0xd0000000u), "a"(stack));
		return;
	case NMI:
		nmi_storm();
		spin();
		return;
	case DEBUG_EXIT:
		out8(0x501, 1);
		out8(0xf4, 1);
		return;
	default:
		kmend_stop(77);
	}
}

/* What the compiler puts into other kernels. */
static void block(enum way way)
{
	uint8_t bits = *(volatile uint8_t *)&watch[way];

	if (bits & KMEND_WATCH_COUNT)
		counts[way].unprotected_runs++;
	if ((bits & KMEND_WATCH_ARMED) && kmend_activate() == KMEND_ACTION(KMEND_FAULT_FAIL_STOP, 0)) {
		kmend_fault_off();
		act(way);
	}
}

#ifndef MEAN_LEFT_OUT /* ways that a build leaves out, as bits */
#define MEAN_LEFT_OUT 0
#endif

void kernel(void);
void kernel(void)
{
	const struct kmend_part part = { .name = "mean",
		.watch = watch,
		.watch_pa = (uintptr_t)watch,
		.counts_pa = (uintptr_t)counts,
		.nblocks = WAYS,
		.nsites = WAYS };

	kmend_control.policy = KMEND_POLICY_NONE;
	kmend_component(&part);
	kmend_ready("mean", 0);
	kmend_tell_number("suite-begin", "planned", 1);
	kmend_tell_text("test-begin", "name", "one");
	for (enum way way = 0; way < WAYS; way++)
		if (!(MEAN_LEFT_OUT >> way & 1))
			block(way);
	kmend_say_begin("test-end");
	kmend_say_text("name", "one");
	kmend_say_text("status", "pass");
	kmend_say_end();
	kmend_tell_number("suite-end", "failed", 0);
	kmend_stop(KMEND_STOP_DONE);
}
