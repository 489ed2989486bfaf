// SPDX-License-Identifier: MIT
/*
 * A workload called `provoke-CAUSE` sets one detector off at once: that is how tests see each of them fire. Nothing
 * else in the kernel behaves differently because this is here.
 */
#include <linux/bug.h>
#include <linux/panic.h>
#include <linux/preempt.h>
#include <linux/rcupdate.h>
#include <linux/sched.h>
#include <linux/string.h>
#include <asm/processor.h>

#include "kmend.h"

static void page_fault(void)
{
	*(volatile int *)8 = 0;
}

static void general_protection(void)
{
	*(volatile int *)0xdead000000000000 = 0;
}

static void stack_segment(void)
{
	asm volatile("mov %%rbp, %%rax\n mov %0, %%rbp\n mov (%%rbp), %%rcx\n mov %%rax, %%rbp"
		     :
		     : "r"(0xdead000000000000)
		     : "rax", "rcx", "memory");
}

static void invalid_opcode(void)
{
	asm volatile("ud2");
}

static void divide_error(void)
{
	unsigned int zero = 0;

	asm volatile("divl %0" : "+r"(zero) : : "rax", "rdx");
}

/* No stack: the first exception cannot be delivered. */
static void double_fault(void)
{
	asm volatile("xor %%esp, %%esp\n push %%rax" : : : "memory");
}

static void bug(void)
{
	BUG();
}

static void plain_panic(void)
{
	panic("provoked");
}

static void hung_task(void)
{
	set_current_state(TASK_UNINTERRUPTIBLE);
	schedule();
}

static void soft_lockup(void)
{
	preempt_disable();
	for (;;)
		cpu_relax();
}

static void rcu_stall(void)
{
	rcu_read_lock();
	for (;;)
		cpu_relax();
}

static const struct {
	const char *cause;
	void (*act)(void);
} ways[] = {
	{"page-fault", page_fault},
	{"general-protection", general_protection},
	{"stack-segment", stack_segment},
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
