/*
 * First instruction of every user program. The stack holds argc, the argument pointers and two NULLs (SysV shape).
 * The program's exit status is what main returns. ebx: repeat requests on which a server crashed (crash_again of trap.h).
 */
	.section .text.start, "ax"
	.globl _start
_start:
	xorl	%ebp, %ebp
	movl	%ebx, crash_again(%rip)
	movq	(%rsp), %rdi
	leaq	8(%rsp), %rsi
	andq	$-16, %rsp
	call	main
	movl	%eax, %edi
	call	_exit
	ud2
	.section .note.GNU-stack, "", @progbits
