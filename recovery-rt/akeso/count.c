/*
 * Table 3 of the paper: reads and writes by whether the code that makes them is in a logged domain. Code compiled at the level `counted`
 * (inject/akeso/count.c) calls __kmend_akeso_count() in each block that makes any. It keeps all registers, as the slow paths of land.c do; each
 * number grows by one instruction, or with its carry, so an interrupt in between adds its own and nothing is lost. One processor.
 */
#include "count.h"

__attribute__((used)) uint64_t kmend_akeso_counts[AKESO_COUNTS][2];

_Static_assert(AKESO_LOGGED == 1, "compared below");
_Static_assert(sizeof(kmend_akeso_counts[0]) == 16, "shifted below");

#define TEXT(name, body)                                                                                         \
	__asm__(".pushsection .text\n.globl " name "\n.type " name ", @function\n" name ":\n" body ".size " name \
		", . - " name "\n.popsection\n")

/* An interrupt is in no domain, whoever it has interrupted. */
#ifdef AKESO_INTERRUPTED
#define IN_AN_INTERRUPT AKESO_INTERRUPTED "	jne 1f\n"
#else
#define IN_AN_INTERRUPT
#endif

/* The row: AKESO_COUNT_OUTSIDE, or in a domain AKESO_COUNT_TRUSTED, one more if it is told. */
#ifdef __x86_64__
TEXT("__kmend_akeso_count",
	"	pushq %rax\n	xorl %eax, %eax\n	cmpb $1, kmend_akeso_mode(%rip)\n	jne "
	"1f\n" IN_AN_INTERRUPT "	leal 1(%rdx), %eax\n"
	"1:	shll $4, %eax\n	leaq kmend_akeso_counts(%rip), %r11\n	addq %rax, %r11\n"
	"	addq %rdi, (%r11)\n	addq %rsi, 8(%r11)\n	popq %rax\n	ret\n");
#else
/* Three arguments of 64 bits on the stack, of which the lower halves say all. */
TEXT("__kmend_akeso_count",
	"	pushl %eax\n	pushl %ecx\n	xorl %eax, %eax\n	cmpb $1, kmend_akeso_mode\n	jne 1f\n"
	"	movl 28(%esp), %eax\n	incl %eax\n"
	"1:	shll $4, %eax\n	movl 12(%esp), %ecx\n	addl %ecx, kmend_akeso_counts(%eax)\n	adcl $0, "
	"kmend_akeso_counts+4(%eax)\n"
	"	movl 20(%esp), %ecx\n	addl %ecx, kmend_akeso_counts+8(%eax)\n	adcl $0, kmend_akeso_counts+12(%eax)\n"
	"	popl %ecx\n	popl %eax\n	ret\n");
#endif
