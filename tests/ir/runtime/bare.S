/* The test on a bare 32-bit machine (multiboot): the exit status of QEMU is 2 * line + 1, the line modulo 128. */
	.section .multiboot, "a"
	.balign 4
	.long 0x1badb002, 0, -0x1badb002
	.text
	.globl _start
_start:
	movl $stack, %esp
	call check_faults
	movl %eax, %ebx
	testl %ebx, %ebx
	jz 1f
	orl $1, %ebx
1:	movb %bl, %al
	movw $0xf4, %dx
	outb %al, %dx
2:	hlt
	jmp 2b
	.bss
	.balign 16
	.skip 16384
stack:
	.section .note.GNU-stack, "", @progbits
