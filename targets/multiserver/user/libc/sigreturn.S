/*
 * Way back from a signal handler. The kernel pushed, from low to high addresses: the address of this code (popped by
 * the handler's ret), the mask to restore, r15 .. rax, the flags, and the stack pointer at which it left the
 * interrupted rip. PM restores the mask; the registers are ours to restore, so no kernel call is needed.
 */
	.text
	.globl __sig_restorer
__sig_restorer:
	movq	(%rsp), %rdi
	movq	%rsp, %rbx
	andq	$-16, %rsp
	call	__sig_return
	movq	%rbx, %rsp
	addq	$8, %rsp
	popq	%r15
	popq	%r14
	popq	%r13
	popq	%r12
	popq	%r11
	popq	%r10
	popq	%r9
	popq	%r8
	popq	%rdi
	popq	%rsi
	popq	%rbp
	popq	%rbx
	popq	%rdx
	popq	%rcx
	popq	%rax
	popfq
	popq	%rsp
	ret
	.section .note.GNU-stack, "", @progbits
