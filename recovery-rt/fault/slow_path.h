/* The way into the two slow paths, block.c and builtin.c. For these two files only. */
#ifndef KMEND_SLOW_PATH_H
#define KMEND_SLOW_PATH_H

#include <stdint.h>

/*
 * Slow path of the check at the top of a block whose watch byte is not zero. Never called on the pristine path. Keeps every
 * general register but its result, so that the block pays nothing for the call it does not make.
 */
__attribute__((preserve_most)) uint32_t __kmend_block(uint8_t *watch);

/*
 * It is SLOW_PATH_ENTRY(its assembler directives) in front of `SLOW_PATH uint32_t SLOW_PATH_NAME(uint8_t *)`.
 *
 * clang 19 calls a preserve_most function rightly on i386, but defines one wrongly: the result is lost on the way back. So
 * the registers are kept by hand there, around an ordinary function. The argument is on the stack, also with -mregparm.
 */
#ifdef __i386__
#define SLOW_PATH __attribute__((used, regparm(0))) static
#define SLOW_PATH_NAME kmend_block_slow
#define SLOW_PATH_ENTRY(directives)                                                  \
	__asm__(".pushsection .text\n" directives ".type __kmend_block, @function\n" \
		"__kmend_block:\n"                                                   \
		"	pushl %ebp\n	movl %esp, %ebp\n	pushl %ecx\n	pushl %edx\n"          \
		"	andl $-16, %esp\n	subl $12, %esp\n	pushl 8(%ebp)\n"                \
		"	call kmend_block_slow\n"                                           \
		"	leal -8(%ebp), %esp\n	popl %edx\n	popl %ecx\n	popl %ebp\n	ret\n"   \
		".size __kmend_block, . - __kmend_block\n"                           \
		".popsection\n")
#else
#define SLOW_PATH __attribute__((preserve_most))
#define SLOW_PATH_NAME __kmend_block
#define SLOW_PATH_ENTRY(directives) _Static_assert(1, "")
#endif

#endif
