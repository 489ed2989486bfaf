/*
 * The ways in and out that C has no words for: the slow path that keeps its caller's registers, the landing pad, the jump to
 * it, and the stack of its own that a rollback runs on.
 *
 * A landing holds what the C convention makes a function keep, the stack as it is after the return of __kmend_akeso_land(), and
 * its return address. The stack's contents need no copy: what the rolled-back code wrote into frames that were there
 * before it, it wrote through pointers, and that is in its log.
 */
#include "land.h"

#define ROLLBACK_STACK_BYTES 16384

__attribute__((used, aligned(16))) uint8_t kmend_akeso_stack[ROLLBACK_STACK_BYTES];

#define TEXT(name, body)                                                                                         \
	__asm__(".pushsection .text\n.globl " name "\n.type " name ", @function\n" name ":\n" body ".size " name \
		", . - " name "\n.popsection\n")

#ifdef __x86_64__
#define SLOW_PATH(name, told)                                                                  \
	TEXT(name,                                                                             \
		"	pushq %rbp\n	movq %rsp, %rbp\n	pushq %rax\n	pushq %rcx\n	pushq %rdx\n"       \
		"	pushq %r8\n	pushq %r9\n	pushq %r10\n	pushq %rdi\n	pushq %rsi\n	andq $-16, "  \
		"%rsp\n"                                                                       \
		"	call " told "\n"                                                       \
		"	leaq -64(%rbp), %rsp\n	popq %rsi\n	popq %rdi\n	popq %r10\n	popq %r9\n	popq " \
		"%r8\n"                                                                        \
		"	popq %rdx\n	popq %rcx\n	popq %rax\n	popq %rbp\n	ret\n")

TEXT("__kmend_akeso_land",
	"	popq %rdx\n"
	"	movq %rbx, (%rdi)\n	movq %rbp, 8(%rdi)\n	movq %r12, 16(%rdi)\n	movq %r13, 24(%rdi)\n"
	"	movq %r14, 32(%rdi)\n	movq %r15, 40(%rdi)\n	movq %rsp, 48(%rdi)\n	movq %rdx, 56(%rdi)\n"
	"	xorl %eax, %eax\n	jmpq *%rdx\n");

TEXT("kmend_akeso_jump",
	"	movq (%rdi), %rbx\n	movq 8(%rdi), %rbp\n	movq 16(%rdi), %r12\n	movq 24(%rdi), %r13\n"
	"	movq 32(%rdi), %r14\n	movq 40(%rdi), %r15\n	movq 48(%rdi), %rsp\n"
	"	movl $1, %eax\n	jmpq *56(%rdi)\n");

TEXT("kmend_akeso_fault",
	"	pushq %rbx\n	movq %rsp, %rbx\n	leaq kmend_akeso_stack+16384(%rip), %rsp\n"
	"	call kmend_akeso_roll_back\n"
	"	movq %rbx, %rsp\n	popq %rbx\n	ret\n");
#else
#define SLOW_PATH(name, told)                                                              \
	TEXT(name,                                                                         \
		"	pushl %ebp\n	movl %esp, %ebp\n	pushl %eax\n	pushl %ecx\n	pushl %edx\n"   \
		"	andl $-16, %esp\n	subl $4, %esp\n	pushl 16(%ebp)\n	pushl 12(%ebp)\n	"    \
		"pushl 8(%ebp)\n"                                                          \
		"	call " told "\n"                                                   \
		"	leal -12(%ebp), %esp\n	popl %edx\n	popl %ecx\n	popl %eax\n	popl %ebp\n	" \
		"ret\n")

TEXT("__kmend_akeso_land",
	"	movl 4(%esp), %ecx\n	popl %edx\n"
	"	movl %ebx, (%ecx)\n	movl %ebp, 4(%ecx)\n	movl %esi, 8(%ecx)\n	movl %edi, 12(%ecx)\n"
	"	movl %esp, 16(%ecx)\n	movl %edx, 20(%ecx)\n"
	"	xorl %eax, %eax\n	jmpl *%edx\n");

TEXT("kmend_akeso_jump",
	"	movl 4(%esp), %ecx\n"
	"	movl (%ecx), %ebx\n	movl 4(%ecx), %ebp\n	movl 8(%ecx), %esi\n	movl 12(%ecx), %edi\n"
	"	movl 16(%ecx), %esp\n	movl $1, %eax\n	jmpl *20(%ecx)\n");

TEXT("kmend_akeso_fault",
	"	pushl %ebx\n	movl %esp, %ebx\n	movl $kmend_akeso_stack+16384, %esp\n"
	"	call kmend_akeso_roll_back\n"
	"	movl %ebx, %esp\n	popl %ebx\n	ret\n");
#endif

SLOW_PATH("__kmend_akeso_read", "kmend_akeso_told_read");
SLOW_PATH("__kmend_akeso_write", "kmend_akeso_told_write");
