// SPDX-License-Identifier: MIT
/*
 * Where a crash is that no exception points to: the code that a hang detector's interrupt came into, the task that is
 * blocked, the caller of panic(). Runs while the fault sleeps (control.c); all loops are bounded.
 */
#include <linux/jiffies.h>
#include <linux/kallsyms.h>
#include <linux/panic.h>
#include <linux/rcupdate.h>
#include <linux/sched/signal.h>
#include <linux/sched/sysctl.h>
#include <asm/irq_regs.h>
#include <asm/ptrace.h>

#include "kmend.h"

#define FRAMES_MAX 16

unsigned long kmend_where_interrupted(void)
{
	struct pt_regs *regs = get_irq_regs();

	return regs && !user_mode(regs) ? instruction_pointer(regs) : 0;
}

/* What the hung-task detector goes by (kernel/hung_task.c): blocked, and not switched to for longer than allowed. */
static bool is_hung(struct task_struct *task)
{
	return READ_ONCE(task->__state) == TASK_UNINTERRUPTIBLE &&
	       task->nvcsw + task->nivcsw == task->last_switch_count &&
	       !time_is_after_jiffies(task->last_switch_time + sysctl_hung_task_timeout_secs * HZ);
}

unsigned long kmend_where_hung(void)
{
	struct task_struct *process, *task;
	unsigned long at = 0;

	rcu_read_lock();
	for_each_process_thread(process, task) {
		if (is_hung(task)) {
			at = get_wchan(task); /* a return address: the call is before it */
			goto out;
		}
	}
out:
	rcu_read_unlock();
	return at ? at - 1 : 0;
}

static bool is_in_panic(unsigned long address)
{
	unsigned long size, offset;

	return kallsyms_lookup_size_offset(address, &size, &offset) && address - offset == (unsigned long)panic;
}

/*
 * By the chain of frame pointers: each frame begins with the address of the next one, the return address after
 * it. One less is inside the call: panic() never comes back, and what follows the call can be another function.
 */
unsigned long kmend_where_panic(void)
{
	const unsigned long *frame = __builtin_frame_address(0);
	bool found = false;

	for (int i = 0; i < FRAMES_MAX; i++) {
		const unsigned long *next = (const unsigned long *)frame[0];

		if (found)
			return frame[1] - 1;
		found = is_in_panic(frame[1] - 1);
		if (next <= frame || next >= frame + THREAD_SIZE / sizeof(*frame))
			break;
		frame = next;
	}
	return 0;
}
