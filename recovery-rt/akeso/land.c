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
/*
 * The slow path of a read or a write: the runtime, with all registers kept but r11, which the convention of the call lets go.
 */
#define SLOW_PATH(name, sort, told)                                                                 \
	TEXT(name,                                                                                  \
		sort "9:	pushq %rbp\n	movq %rsp, %rbp\n	pushq %rax\n	pushq %rcx\n	pushq %rdx\n"     \
		     "	pushq %r8\n	pushq %r9\n	pushq %r10\n	pushq %rdi\n	pushq %rsi\n	andq $-16, "  \
		     "%rsp\n"                                                                       \
		     "	call " told "\n"                                                            \
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
/* The arguments of the longest: an address and two numbers of 64 bits. */
#define SLOW_PATH(name, sort, told)                                                             \
	TEXT(name,                                                                              \
		sort "	pushl %ebp\n	movl %esp, %ebp\n	pushl %eax\n	pushl %ecx\n	pushl %edx\n"   \
		     "	andl $-16, %esp\n	subl $12, %esp\n	pushl 24(%ebp)\n	pushl 20(%ebp)\n"    \
		     "	pushl 16(%ebp)\n	pushl 12(%ebp)\n	pushl 8(%ebp)\n"                       \
		     "	call " told "\n"                                                        \
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

/*
 * Most of what is told needs nothing, and these instructions say so; they do what the first lines of akeso_read() and akeso_write() do, for
 * accesses within one word. Position-independent code (tests on the host) and 32 bits go without.
 */
#if defined(__x86_64__) && !defined(__PIC__)
#define TEXT_OF_(number) #number
#define TEXT_OF(number) TEXT_OF_(number)
#define BUCKETS "kmend_akeso_domains"
#define KEPT BUCKETS "+4*" TEXT_OF(AKESO_BUCKETS)
#define TOUCHED KEPT "+16*" TEXT_OF(AKESO_KEPT)
#define STAMP TOUCHED "+4*" TEXT_OF(AKESO_TOUCHED)
#define EPOCH STAMP "+4"

_Static_assert(__builtin_offsetof(struct akeso, kept) == 4 * AKESO_BUCKETS, "KEPT");
_Static_assert(sizeof(struct akeso_kept) == 16, "KEPT");
_Static_assert(__builtin_offsetof(struct akeso, touched) == 4 * AKESO_BUCKETS + 16 * AKESO_KEPT, "TOUCHED");
_Static_assert(__builtin_offsetof(struct akeso, stamp) == __builtin_offsetof(struct akeso, touched) + 4 * AKESO_TOUCHED,
	"STAMP");
_Static_assert(__builtin_offsetof(struct akeso, epoch) == __builtin_offsetof(struct akeso, stamp) + 4, "EPOCH");

/* From the address to the place of its word in a table. */
#define PLACE(size) "	movq %rdi, %r11\n	shrq $3, %r11\n	andl $" TEXT_OF(size) "-1, %r11d\n"
/* To 9 if the bytes are not in one word. */
#define ONE_WORD "	leaq -1(%rdi,%rsi), %r11\n	xorq %rdi, %r11\n	cmpq $7, %r11\n	ja 9f\n"

/* Nobody has a version there. */
#define SORT_READ PLACE(AKESO_BUCKETS) "	cmpl $0, " BUCKETS "(,%r11,4)\n	jne 9f\n" ONE_WORD "	ret\n"

#ifdef AKESO_STACK_BYTES
#define ON_THE_STACK                                                             \
	"	movq %rdi, %r11\n	xorq %rsp, %r11\n	cmpq $" TEXT_OF( \
		AKESO_STACK_BYTES) ", %r11\n	jae 1f\n"                           \
				   "	ret\n1:\n"
#else
#define ON_THE_STACK
#endif
#ifdef AKESO_NEVER
#define NEVER "	cmpq $" AKESO_NEVER ", %rdi\n	jne 1f\n	ret\n1:\n"
#else
#define NEVER
#endif
#ifdef AKESO_INTERRUPTED
#define IN_AN_INTERRUPT AKESO_INTERRUPTED "	jne 2f\n"
#else
#define IN_AN_INTERRUPT
#endif

/* In a domain: the same write was kept before. Else: nobody's speculative value is overwritten. */
#define SORT_WRITE                                                                                                   \
	ON_THE_STACK NEVER                                                                                           \
		"	cmpb $1, kmend_akeso_mode(%rip)\n	ja 9f\n	jb 2f\n" IN_AN_INTERRUPT                     \
		"	pushq %rax\n	movl %edi, %eax\n	shll $1, %eax\n	andl $16*(" TEXT_OF(                 \
			AKESO_KEPT) "-1), %eax\n"                                                                    \
				    "	cmpq %rdi, " KEPT "(%rax)\n	jne 3f\n"                                        \
				    "	movl " KEPT "+8(%rax), %r11d\n	cmpq %r11, %rsi\n	ja 3f\n"                    \
				    "	movl " KEPT "+12(%rax), %r11d\n	cmpl " STAMP "(%rip), %r11d\n	jne 3f\n"      \
				    "	popq %rax\n	ret\n"                                                             \
				    "3:	popq %rax\n	jmp 9f\n"                                                        \
				    "2:\n" PLACE(                                                                    \
					    AKESO_BUCKETS) "	cmpl $0, " BUCKETS                                   \
							   "(,%r11,4)\n	jne 9f\n" PLACE(                             \
								   AKESO_TOUCHED) "	movl " TOUCHED               \
										  "(,%r11,4), %r11d\n	cmpl " EPOCH \
										  "(%rip), %r11d\n	je "              \
										  "9f\n" ONE_WORD "	ret\n"
#else
#define SORT_READ
#define SORT_WRITE
#endif

SLOW_PATH("__kmend_akeso_read", SORT_READ, "kmend_akeso_told_read");
SLOW_PATH("__kmend_akeso_write", SORT_WRITE, "kmend_akeso_told_write");
SLOW_PATH("__kmend_akeso_add", SORT_WRITE, "kmend_akeso_told_add");
SLOW_PATH("__kmend_akeso_bits", SORT_WRITE, "kmend_akeso_told_bits");
