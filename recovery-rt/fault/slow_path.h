/* What the two slow paths, block.c and builtin.c, share: the fault that acts, and the way in. For these two files only. */
#ifndef KMEND_SLOW_PATH_H
#define KMEND_SLOW_PATH_H

#include <kmend/abi.h>

/* The hang fault: the component never gives the processor back by itself; the timer still takes it away. */
static _Noreturn void spin(void)
{
	for (;;)
		__asm__ volatile("");
}

/* The armed fault, an enum kmend_fault_type. Returns what the block is to do, an enum KMEND_ACT_... */
static uint32_t act(uint32_t type)
{
	switch (type) {
	case KMEND_FAULT_FAIL_STOP:
		return KMEND_ACT_FAIL_STOP;
	case KMEND_FAULT_HANG:
		spin();
	default:
		return KMEND_ACT_NONE;
	}
}

/*
 * __kmend_block() is SLOW_PATH_ENTRY(its assembler directives) in front of `SLOW_PATH uint32_t SLOW_PATH_NAME(uint8_t *)`.
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
