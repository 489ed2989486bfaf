/*
 * The guest of the probe: a kernel of some fifty instructions that does in ring 0 what an accelerator that only looks
 * like one cannot do: take a trap, and run a loop at full speed. It comes as one block of 32-bit code that is loaded
 * at BASE and entered as PVH says (flat 32-bit protected mode). It says `ready` and `done` in a control block at CONTROL;
 * probe.c checks that the numbers here are those of the ABI.
 */
#define BASE 0x100000
#define CONTROL 0x110000
#define STACK 0x118000
#define AT(label) (BASE + label - probe_guest)

#define STOP (CONTROL + 28)
#define STOP_READY 1
#define STOP_DONE 2
#define STOP_PANIC 3
#define STOP_PORT 0x505
#define LOOPS 1000000

	.section .rodata
	.globl probe_guest, probe_guest_end
	.balign 16
	.code32
probe_guest:
	cli
	cld
	mov $STACK, %esp
	lgdt AT(gdt_pointer)
	ljmp $8, $AT(flat)
flat:
	mov $16, %eax
	mov %eax, %ds
	mov %eax, %es
	mov %eax, %ss
	lidt AT(idt_pointer)

	movl $0x454e4d4b, CONTROL     /* magic, its two halves */
	movl $0x4c544344, CONTROL + 4
	movl $2, CONTROL + 8          /* version */
	movl $STOP_READY, STOP
	mov $STOP_PORT, %edx
	mov $1, %eax
	outb %al, %dx

	/* The run: one trap, which must come back, then the loop. */
	xor %ebx, %ebx
	int3
	cmp $1, %ebx
	jne wrong
	mov $LOOPS, %ecx
again:
	dec %ecx
	jnz again
	movl $STOP_DONE, STOP
	outb %al, %dx
wrong:
	movl $STOP_PANIC, STOP
	outb %al, %dx
halt:
	hlt
	jmp halt

trap:
	inc %ebx
	iret

	.balign 8
gdt:
	.quad 0
	.quad 0x00cf9b000000ffff      /* 8: code, 4 GiB */
	.quad 0x00cf93000000ffff      /* 16: data, 4 GiB */
gdt_pointer:
	.word gdt_pointer - gdt - 1
	.long AT(gdt)

	.balign 8
idt:
	.rept 4                       /* vectors 0 to 3: interrupt gates to `trap` */
	.word AT(trap) & 0xffff, 8, 0x8e00, BASE >> 16
	.endr
idt_pointer:
	.word idt_pointer - idt - 1
	.long AT(idt)
probe_guest_end:

	.section .note.GNU-stack, "", @progbits
