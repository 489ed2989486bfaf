/*
 * The slow path of a block: counts its executions in a golden run, activates the armed fault otherwise. Compiled without
 * sites and without recovery instrumentation: it must not disturb what it watches.
 */
#include "fault.h"

static void count(struct kmend_count *c)
{
	const struct kmend_rt *rt = kmend_rt_state ? kmend_rt_state() : 0;

	kmend_count_up(rt && rt->window ? &c->in_window : &c->outside);
}

/* The hang fault: the component never gives the processor back by itself; the timer still takes it away. */
static _Noreturn void spin(void)
{
	for (;;)
		__asm__ volatile("");
}

static uint32_t activate(void)
{
	switch (kmend_activated()) {
	case KMEND_FAULT_FAIL_STOP:
		return KMEND_ACT_FAIL_STOP;
	case KMEND_FAULT_HANG:
		spin();
	default:
		return KMEND_ACT_NONE;
	}
}

#ifdef __i386__
/*
 * clang 19 calls a preserve_most function rightly on i386, but defines one wrongly: the result is lost on the way back. So
 * the registers are kept by hand around an ordinary function. The argument is on the stack, also with -mregparm.
 */
#define SLOW_PATH __attribute__((used, regparm(0))) static
#define SLOW_PATH_NAME kmend_block_slow

__asm__(".pushsection .text\n"
	".globl __kmend_block\n.type __kmend_block, @function\n"
	"__kmend_block:\n"
	"	pushl %ebp\n	movl %esp, %ebp\n	pushl %ecx\n	pushl %edx\n"
	"	andl $-16, %esp\n	subl $12, %esp\n	pushl 8(%ebp)\n"
	"	call kmend_block_slow\n"
	"	leal -8(%ebp), %esp\n	popl %edx\n	popl %ecx\n	popl %ebp\n	ret\n"
	".size __kmend_block, . - __kmend_block\n"
	".popsection\n");
#else
#define SLOW_PATH __attribute__((preserve_most))
#define SLOW_PATH_NAME __kmend_block
#endif

SLOW_PATH uint32_t SLOW_PATH_NAME(uint8_t *watch)
{
	uint8_t bits = *(volatile uint8_t *)watch;

	if (bits & KMEND_WATCH_COUNT)
		count(&__start_kmend_counts[watch - __start_kmend_watch]);
	return bits & KMEND_WATCH_ARMED ? activate() : KMEND_ACT_NONE;
}
