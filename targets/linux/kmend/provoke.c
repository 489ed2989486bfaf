// SPDX-License-Identifier: MIT
/*
 * A workload called `provoke-CAUSE` sets one detector off at once: that is how tests see each of them fire. Nothing else
 * in the kernel behaves differently because this is here. Each way is a function of its own, so that the place that is
 * reported can be checked; the loops do not `pause`, which an emulator takes for a reason to look around.
 */
#include <linux/bug.h>
#include <linux/compiler.h>
#include <linux/panic.h>
#include <linux/preempt.h>
#include <linux/rcupdate.h>
#include <linux/sched.h>
#include <linux/string.h>

#include "kmend.h"

static noinline void page_fault(void)
{
	*(volatile int *)8 = 0;
}

static noinline void general_protection(void)
{
	*(volatile int *)0xdead000000000000 = 0;
}

static noinline void invalid_opcode(void)
{
	asm volatile("ud2");
}

static noinline void divide_error(void)
{
	unsigned int zero = 0;

	asm volatile("divl %0" : "+r"(zero) : : "rax", "rdx");
}

/* No stack: the first exception cannot be delivered. */
static noinline void double_fault(void)
{
	asm volatile("xor %%esp, %%esp\n push %%rax" : : : "memory");
}

static noinline void bug(void)
{
	BUG();
}

static noinline void plain_panic(void)
{
	panic("provoked");
}

static noinline void hung_task(void)
{
	set_current_state(TASK_UNINTERRUPTIBLE);
	schedule();
}

static noinline void soft_lockup(void)
{
	preempt_disable();
	for (;;)
		barrier();
}

static noinline void rcu_stall(void)
{
	rcu_read_lock();
	for (;;)
		barrier();
}

static const struct {
	const char *cause;
	void (*act)(void);
} ways[] = {
	{"page-fault", page_fault},
	{"general-protection", general_protection},
	{"invalid-opcode", invalid_opcode},
	{"divide-error", divide_error},
	{"double-fault", double_fault},
	{"bug", bug},
	{"panic", plain_panic},
	{"hung-task", hung_task},
	{"soft-lockup", soft_lockup},
	{"rcu-stall", rcu_stall},
};

void kmend_provoke(const char *workload)
{
	static const char prefix[] = "provoke-";

	if (strncmp(workload, prefix, sizeof(prefix) - 1))
		return;
	for (size_t i = 0; i < ARRAY_SIZE(ways); i++)
		if (!strcmp(workload + sizeof(prefix) - 1, ways[i].cause))
			ways[i].act();
}
