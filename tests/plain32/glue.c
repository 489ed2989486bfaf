/*
 * Where the harness is told what happens, and what this kernel needs to start: page 0 that nobody may touch. Compiled without
 * fault sites.
 */
#include "glue.h"

#include <stddef.h>

#include "control.h"
#include "event.h"

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

static void say(const char *s)
{
	while (*s)
		out8(0x3f8, (uint8_t)*s++);
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
	kmend_say_begin("detected");
	kmend_say_text("component", "kernel");
	kmend_say_text("cause", "page-fault");
	kmend_say_end();
	kmend_tell_text("panic", "reason", "page-fault");
	kmend_stop(KMEND_STOP_PANIC);
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

void test_begins(const char *name)
{
	kmend_tell_text("test-begin", "name", name);
}

void test_ends(const char *name, int good)
{
	kmend_say_begin("test-end");
	kmend_say_text("name", name);
	kmend_say_text("status", good ? "pass" : "fail");
	kmend_say_end();
}

void kernel(void);
void kernel(void)
{
	unsigned failed;

	say("plain32: hello\n");
	protect();
	kmend_one_component(0);
	kmend_ready("plain32", NULL);
	kmend_tell_number("suite-begin", "planned", tests_count);
	failed = tests_run();
	kmend_say_begin("audit");
	kmend_say_text("status", "ok");
	kmend_say_text("detail", "none");
	kmend_say_end();
	kmend_tell_number("suite-end", "failed", failed);
	kmend_stop(KMEND_STOP_DONE);
}
