/*
 * Ways in and out of ring 3. Every entry leaves a struct regs (cpu.h). From ring 3 it lies in the current process's
 * own struct: TSS.rsp0 points at its end, and the syscall entry uses the same pointer. Then C runs on the one kernel
 * stack and never comes back here: it leaves through cpu_resume. An entry from ring 0 is the timer in the idle loop, or a bug.
 */
#include "layout.h"

	.macro SAVE
	pushq %rax
	pushq %rcx
	pushq %rdx
	pushq %rbx
	pushq %rbp
	pushq %rsi
	pushq %rdi
	pushq %r8
	pushq %r9
	pushq %r10
	pushq %r11
	pushq %r12
	pushq %r13
	pushq %r14
	pushq %r15
	.endm

	.text
	.globl cpu_syscall_entry
cpu_syscall_entry:
	movq %rsp, syscall_rsp(%rip)
	movq cpu_tss+4(%rip), %rsp
	pushq $SELECTOR_USER_DATA
	pushq syscall_rsp(%rip)
	pushq %r11
	pushq $SELECTOR_USER_CODE
	pushq %rcx
	pushq $0
	pushq $VECTOR_SYSCALL
	SAVE
	leaq kernel_stack_top(%rip), %rsp
	xorl %ebp, %ebp
	cld
	call exception_syscall
	ud2

common:
	SAVE
	cld
	movq %rsp, %rdi
	testb $3, 0x90(%rsp) /* cs */
	jz 1f
	leaq kernel_stack_top(%rip), %rsp
	xorl %ebp, %ebp
	call exception_user
	ud2
1:	andq $-16, %rsp
	call exception_kernel
	ud2

	/* void cpu_resume(struct regs *): into ring 3. */
	.globl cpu_resume
cpu_resume:
	movq %rdi, %rsp
	popq %r15
	popq %r14
	popq %r13
	popq %r12
	popq %r11
	popq %r10
	popq %r9
	popq %r8
	popq %rdi
	popq %rsi
	popq %rbp
	popq %rbx
	popq %rdx
	popq %rcx
	popq %rax
	addq $16, %rsp
	iretq

	/* void cpu_idle(void): waits for an interrupt on an empty stack. */
	.globl cpu_idle
cpu_idle:
	leaq kernel_stack_top(%rip), %rsp
	xorl %ebp, %ebp
1:	sti
	hlt
	jmp 1b

	/* void cpu_restart(void (*)(void)): calls a function that does not return on an empty stack. */
	.globl cpu_restart
cpu_restart:
	leaq kernel_stack_top(%rip), %rsp
	xorl %ebp, %ebp
	call *%rdi
	ud2

	/* One 16-byte stub for each vector; those whose exception has no error code push a zero. */
	.balign 16
	.globl cpu_vectors
cpu_vectors:
	.set vector, 0
	.rept 256
	.balign 16
	.if (vector == 8) || (vector >= 10 && vector <= 14) || (vector == 17) || (vector == 21)
	.else
	pushq $0
	.endif
	.if vector < 128
	pushq $vector
	.else
	pushq $(vector - 256) /* sign-extended imm8; the low byte is the vector */
	.endif
	jmp common
	.set vector, vector + 1
	.endr

	.section .bss
	.balign 8
syscall_rsp:
	.skip 8
