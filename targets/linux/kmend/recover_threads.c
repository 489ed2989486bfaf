// SPDX-License-Identifier: MIT
/*
 * The threads that are in recovery domains, on one processor. A task is given its state when it enters its first domain; what softirqs do in
 * domains has one of its own, because one softirq runs at a time.
 */
#include <linux/irqflags.h>
#include <linux/preempt.h>
#include <linux/sched/signal.h>
#include <linux/sched/task_stack.h>
#include <linux/vmalloc.h>

#include "kmend.h"
#include "recover.h"
#include "rt.h"
#include "switch.h"

#define THREADS 128
#define IN_AN_INTERRUPT (HARDIRQ_MASK | NMI_MASK | SOFTIRQ_OFFSET)

struct entry {
	struct task_struct *task; /* NULL: it is gone, or there is none */
	struct akeso_thread thread;
	const struct akeso_landing *landing; /* where it goes on when it runs next */
};

static struct entry entries[THREADS];
static struct entry softirq;
static struct entry *running; /* of the running task; NULL: it has none */
u32 kmend_akeso_interrupts = IN_AN_INTERRUPT; /* options.h: bits of the preempt count that are not of the domain that runs */

static struct entry *find(const struct task_struct *task)
{
	for (int i = 0; i < THREADS; i++)
		if (entries[i].task == task)
			return &entries[i];
	return NULL;
}

static bool is_idle(const struct entry *e)
{
	return akeso_is_free(&e->thread) && !e->landing;
}

/* NULL: none is free; what the task does is in no domain. */
static struct entry *get_entry(struct task_struct *task)
{
	struct entry *free = NULL;

	for (int i = 0; i < THREADS; i++) {
		if (entries[i].task == task)
			return &entries[i];
		if (is_idle(&entries[i]))
			free = &entries[i];
	}
	if (free) {
		memset(free, 0, sizeof(*free));
		free->task = task;
	}
	return free;
}

struct akeso_thread *kmend_akeso_current(int begins)
{
	if (in_hardirq() || in_nmi())
		return NULL;
	if (in_serving_softirq())
		return &softirq.thread;
	if (!running && begins)
		running = get_entry(current);
	return running ? &running->thread : NULL;
}

struct akeso_thread *kmend_akeso_interrupted(void)
{
	if (!(preempt_count() & IN_AN_INTERRUPT))
		return NULL;
	if (softirq.thread.top)
		return &softirq.thread;
	return running ? &running->thread : NULL;
}

void kmend_akeso_runs(const struct akeso_thread *thread)
{
	kmend_akeso_interrupts = thread == &softirq.thread ? IN_AN_INTERRUPT & ~SOFTIRQ_OFFSET : IN_AN_INTERRUPT;
}

uintptr_t kmend_akeso_enter(void)
{
	unsigned long flags;

	local_irq_save(flags);
	return flags;
}

void kmend_akeso_leave(uintptr_t entered)
{
	local_irq_restore(entered);
}

struct akeso_thread *kmend_akeso_stack_owner(const void *address)
{
	unsigned long at = (unsigned long)address;

	if (at < VMALLOC_START || at >= VMALLOC_END)
		return NULL;
	for (int i = 0; i < THREADS; i++)
		if (entries[i].task && entries[i].task != current &&
		    at - (unsigned long)task_stack_page(entries[i].task) < THREAD_SIZE)
			return &entries[i].thread;
	return NULL;
}

static struct entry *entry_of(struct akeso_thread *thread)
{
	return container_of(thread, struct entry, thread);
}

void kmend_akeso_redirect(struct akeso_thread *thread, const struct akeso_landing *landing)
{
	struct entry *e = entry_of(thread);

	e->landing = landing;
	wake_up_process(e->task);
}

void kmend_akeso_lost(struct akeso_thread *thread, uint32_t lost)
{
	struct entry *e = entry_of(thread);

	kmend_say_counter("killed", lost);
	if (e->task)
		send_sig(SIGKILL, e->task, 1);
}

/* The task that FROM was is gone when it was switched out for the last time; what of it is not committed may stay. */
void kmend_switched(struct task_struct *from)
{
	struct entry *before = running;

	running = find(current);
	kmend_akeso_switch(before ? &before->thread : NULL, running ? &running->thread : NULL);
	if (before && READ_ONCE(from->__state) == TASK_DEAD)
		before->task = NULL;
}

void kmend_switch_done(void)
{
	const struct akeso_landing *landing;

	if (!running || !running->landing)
		return;
	local_irq_disable();
	landing = running->landing;
	running->landing = NULL;
	kmend_akeso_jump(landing);
}

size_t kmend_threads_bytes(void)
{
	return sizeof(entries);
}
