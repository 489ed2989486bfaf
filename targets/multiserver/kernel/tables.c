/* Processor tables: segments, the task state (where ring 3 enters), interrupt gates, the syscall entry. */
#include "cpu.h"
#include "kernel.h"
#include "layout.h"

struct tss cpu_tss;

struct gate {
	uint16_t low, selector;
	uint8_t ist, type;
	uint16_t middle;
	uint32_t high, reserved;
};

static uint64_t gdt[7];
static struct gate idt[256];

extern char cpu_vectors[], cpu_syscall_entry[], fault_stack_top[];

enum { VECTOR_STUB_BYTES = 16, GATE_INTERRUPT = 0x8e, GATE_RING3 = 0x60, IST_FAULT = 1 };
enum { MSR_STAR = 0xc0000081u, MSR_LSTAR = 0xc0000082u, MSR_SFMASK = 0xc0000084u };

static void gate_set(unsigned vector, unsigned type, unsigned ist)
{
	uint64_t at = (uint64_t)cpu_vectors + vector * VECTOR_STUB_BYTES;
	idt[vector] = (struct gate){
		.low = (uint16_t)at,
		.selector = SELECTOR_KERNEL_CODE,
		.ist = (uint8_t)ist,
		.type = (uint8_t)type,
		.middle = (uint16_t)(at >> 16),
		.high = (uint32_t)(at >> 32),
	};
}

static void load(const void *table, uint16_t bytes, bool gdt_not_idt)
{
	struct __attribute__((packed)) {
		uint16_t limit;
		uint64_t base;
	} pointer = { (uint16_t)(bytes - 1), (uint64_t)table };
	if (gdt_not_idt)
		__asm__ volatile("lgdt %0" : : "m"(pointer) : "memory");
	else
		__asm__ volatile("lidt %0" : : "m"(pointer) : "memory");
}

void tables_init(void)
{
	uint64_t tss = (uint64_t)&cpu_tss;

	gdt[1] = 0x00af9b000000ffff; /* kernel code */
	gdt[2] = 0x00cf93000000ffff; /* kernel data */
	gdt[3] = 0x00cff3000000ffff; /* user data */
	gdt[4] = 0x00affb000000ffff; /* user code */
	gdt[5] = (sizeof cpu_tss - 1) | (tss & 0xffffff) << 16 | 0x89ull << 40 | (tss >> 24 & 0xff) << 56;
	gdt[6] = tss >> 32;
	load(gdt, sizeof gdt, true);
	cpu_tss.ist[0] = (uint64_t)fault_stack_top;
	cpu_tss.iomap = sizeof cpu_tss;
	__asm__ volatile("ltr %w0" : : "r"(SELECTOR_TSS));

	for (unsigned i = 0; i < 256; i++)
		gate_set(i, GATE_INTERRUPT, 0);
	gate_set(2, GATE_INTERRUPT, IST_FAULT);  /* non-maskable interrupt */
	gate_set(8, GATE_INTERRUPT, IST_FAULT);  /* double fault */
	gate_set(18, GATE_INTERRUPT, IST_FAULT); /* machine check */
	gate_set(3, GATE_INTERRUPT | GATE_RING3, 0);
	load(idt, sizeof idt, false);

	wrmsr(MSR_STAR, (uint64_t)SELECTOR_KERNEL_CODE << 32 | (uint64_t)(SELECTOR_KERNEL_DATA | 3) << 48);
	wrmsr(MSR_LSTAR, (uint64_t)cpu_syscall_entry);
	wrmsr(MSR_SFMASK, 0x257fd5); /* every flag: no interrupts, no single step, no direction, no nested task */

	/* Ring 0 neither runs nor (by accident) reads what ring 3 owns. */
	uint32_t r[4];
	uint64_t cr4;
	cpuid(7, 0, r);
	__asm__ volatile("mov %%cr4, %0" : "=r"(cr4));
	cr4 |= (r[1] >> 7 & 1) << 20 | (r[1] >> 20 & 1) << 21;
	__asm__ volatile("mov %0, %%cr4" : : "r"(cr4));
}
