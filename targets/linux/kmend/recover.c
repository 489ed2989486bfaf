// SPDX-License-Identifier: MIT
/*
 * Recovery domains in Linux, on one processor: what recovery-rt/akeso needs of the kernel. A thread is given its state when it
 * enters its first domain; what softirqs do in domains has one of its own, because one softirq runs at a time. An exception in a domain is reported as
 * ever and then rolled back (detect.c asks), so the console shows an oops of a task that goes on.
 */
#include <linux/irqflags.h>
#include <linux/list.h>
#include <linux/memblock.h>
#include <linux/mm.h>
#include <linux/mutex.h>
#include <linux/preempt.h>
#include <linux/rcupdate.h>
#include <linux/rwsem.h>
#include <linux/sched/signal.h>
#include <linux/sched/task_stack.h>
#include <linux/slab.h>
#include <linux/vmalloc.h>
#include <linux/wait.h>
#include <linux/workqueue.h>
#include <asm/kdebug.h>
#include <asm/sections.h>
#include <asm/tlbflush.h>

#include "kmend.h"
#include "rt.h"
#include "switch.h"

void kmend_queue_again(struct work_struct *work);

#define THREADS 128
#define LOG_BYTES (16u << 20)
#define LOUD_REPORTS 50 /* recovered faults whose reports are on the console; after that it would be nothing else */
#define IN_AN_INTERRUPT (HARDIRQ_MASK | NMI_MASK | SOFTIRQ_OFFSET)

struct entry {
	struct task_struct *task; /* NULL: it is gone, or there is none */
	struct akeso_thread thread;
	const struct akeso_landing *landing; /* where it goes on when it runs next */
};

static struct entry entries[THREADS];
static struct entry softirq;
static struct entry *running; /* of the running task; NULL: it has none */
u32 kmend_akeso_interrupts =
	IN_AN_INTERRUPT; /* options.h: bits of the preempt count that are not of the domain that runs */
static u8 log_memory[LOG_BYTES] __aligned(8);
static bool in_report; /* of an oops that is being rolled back */
static u64 fault_ns;   /* when the runtime was asked to recover; 0: the thread of that fault has landed */
static u64 undone;     /* entries, up to that fault */

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

/* The running stack dies with the domain; the preempt count is restored by itself; users' memory is theirs. */
int kmend_akeso_is_memory(const void *address, uint64_t bytes)
{
	unsigned long at = (unsigned long)address;

	if (at - (unsigned long)_text < (unsigned long)(_end - _text))
		return at - (unsigned long)&__preempt_count >= sizeof(int);
	if (at >= PAGE_OFFSET && at < (unsigned long)high_memory)
		return 1;
	if (at >= VMEMMAP_START && at < (unsigned long)pfn_to_page(max_pfn)) /* what describes the pages: their locks, counts and marks */
		return 1;
	return at >= VMALLOC_START && at < VMALLOC_END && at - (unsigned long)task_stack_page(current) >= THREAD_SIZE;
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

void kmend_akeso_entering(struct akeso_landing *landing)
{
	landing->kernel[0] = preempt_count();
	landing->kernel[1] = rcu_preempt_depth();
	landing->kernel[2] = irqs_disabled();
}

static void say_counter(const char *name, u64 value)
{
	kmend_say_begin("counter");
	kmend_say_text("name", name);
	kmend_say_number("value", value);
	kmend_say_end();
}

/* What has been counted since the last time: said at once, because the kernel may be down before the end. */
static void say_new(const char *name, u64 value, u64 *said)
{
	if (value != *said)
		say_counter(name, value - *said);
	*said = value;
}

/* How long it has taken, and how many bytes of log were undone, the event of the thread that had the fault says: it lands first. */
static void say_landed(const struct akeso_statistics *s)
{
	u64 ns = fault_ns ? kmend_say_clock_ns() - fault_ns : 0;

	kmend_say_begin("recovery-end");
	kmend_say_text("component", "linux");
	kmend_say_text("action", "error-reply");
	if (fault_ns) {
		kmend_say_number("ns", ns);
		kmend_say_number("log", (s->undone - undone) * AKESO_ENTRY_BYTES);
	}
	kmend_say_end();
	fault_ns = 0;
}

/* The report is over: interrupts stay off. What it still writes to the console is no time of the recovery. */
static void end_report(void)
{
	u64 began = kmend_say_clock_ns();

	in_report = false;
	oops_end(X86_EFLAGS_FIXED, NULL, 0);
	if (fault_ns)
		fault_ns += kmend_say_clock_ns() - began;
}

/* Entered with interrupts off, or, in a task that was switched out when it was rolled back, at the end of the switch. */
void kmend_akeso_restore(const struct akeso_landing *landing)
{
	static u64 said_cross_thread, said_retries;
	const struct akeso_statistics *s = kmend_akeso_statistics();

	bool is_at_fault = in_report;

	local_irq_disable();
	if (in_report)
		end_report();
	if (!in_serving_softirq())
		__set_current_state(TASK_RUNNING);
	while (rcu_preempt_depth() > (int)landing->kernel[1])
		rcu_read_unlock();
	__flush_tlb_all();
	preempt_count_set(landing->kernel[0]);
	kmend_wake_waiters();
	if (is_at_fault) /* one for each fault: others that go with it are counted below */
		say_landed(s);
	say_new("cross-thread", s->cross_thread, &said_cross_thread);
	say_new("retries", s->retries, &said_retries);
	if (!landing->kernel[2])
		local_irq_enable();
}

/* The classes of targets/linux/domains. */
enum { CLASS_MUTEX, CLASS_SEMAPHORE, CLASS_WAITER = 3 };

#define WRITER_LOCKED 1 /* kernel/locking/rwsem.c */

static void release_semaphore(struct rw_semaphore *semaphore)
{
	if (atomic_long_read(&semaphore->count) & WRITER_LOCKED)
		up_write(semaphore);
	else
		up_read(semaphore);
}

void kmend_akeso_release(uintptr_t lock)
{
	void *at = (void *)(lock & ~7ul);
	wait_queue_entry_t *waiter = at;

	switch (lock & 7) {
	case CLASS_MUTEX:
		mutex_unlock(at);
		break;
	case CLASS_SEMAPHORE:
		release_semaphore(at);
		break;
	case CLASS_WAITER:
		if (!list_empty(&waiter->entry))
			list_del_init(&waiter->entry);
		break;
	}
}

enum { FREES_SLAB, FREES_PAGES, FREES_AREA };

/* A page's description is the page allocator's too from here on. */
static void freeing_pages(const struct page *page, unsigned int order)
{
	kmend_akeso_freed(page, sizeof(*page) << order);
	kmend_akeso_freed(page_address(page), PAGE_SIZE << order);
}

void kmend_akeso_freeing(uint32_t class, uintptr_t first, uintptr_t second, uintptr_t third)
{
	const struct vm_struct *area;

	switch (class) {
	case FREES_SLAB:
		kmend_akeso_freed((void *)second, kmem_cache_size((void *)first));
		break;
	case FREES_PAGES:
		freeing_pages((void *)first, second);
		break;
	case FREES_AREA:
		area = find_vm_area((void *)first);
		if (area)
			kmend_akeso_freed(area->addr, area->size);
		break;
	}
}

/* `lost` of work items (targets/linux/domains): it has returned, and what it did is gone. */
void kmend_queue_again(struct work_struct *work)
{
	say_counter("queued-again", 1);
	if (work) /* some are called without one, by who wants it done now */
		queue_work(system_wq, work);
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

	say_counter("killed", lost);
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

int kmend_is_protected(void)
{
	return kmend_akeso_is_recoverable_now();
}

/* Once it is silent, not even the report of a fault that turns out to be for good is shown: it was written before. Its event has the place. */
static void quieten(void)
{
	static int reports;

	if (++reports < LOUD_REPORTS)
		return;
	if (console_loglevel)
		pr_notice("kmend: further faults that are recovered from are in the event log only\n");
	console_loglevel = CONSOLE_LOGLEVEL_SILENT;
}

/* On the console, for people: whose domain it was that could not go, and why. */
static void say_obstacle(const struct akeso_obstacle *o)
{
	const struct akeso_landing *landing = o->landing;
	const char *who = o->is_other ? "another thread's domain" : "the domain";
	const char *what = o->lock ? "has released a lock for good" : "has done what cannot be undone";

	if (landing)
		pr_alert("kmend: not rolled back: %s of %pS %s\n", who,
			 (void *)landing->registers[AKESO_REGISTERS - 1], what);
	else
		pr_alert("kmend: not rolled back: %s, which has returned, %s\n", who, what);
}

void kmend_recover(void)
{
	bool open = kmend_akeso_is_recoverable_now();

	kmend_say_begin("recovery-begin");
	kmend_say_text("component", "linux");
	kmend_say_text("policy", "akeso");
	kmend_say_text("window", open ? "open" : "closed");
	kmend_say_end();
	if (open)
		quieten();
	in_report = true;
	undone = kmend_akeso_statistics()->undone;
	fault_ns = kmend_say_clock_ns();
	kmend_akeso_fault();
	in_report = false;
	fault_ns = 0;
	if (open)
		say_obstacle(kmend_akeso_obstacle());
	if (!console_loglevel)
		console_loglevel = CONSOLE_LOGLEVEL_DEFAULT;
	kmend_akeso_abandon(); /* the task dies, or all ends */
}

void kmend_recover_report(void)
{
	const struct akeso_statistics *s = kmend_akeso_statistics();

	say_counter("runtime-tables", sizeof(kmend_akeso_domains) + sizeof(entries));
	say_counter("runtime-log", sizeof(log_memory));
	say_counter("runtime-log-high", s->entries_high * AKESO_ENTRY_BYTES);
	say_counter("domains", s->domains);
	say_counter("committed", s->committed);
	say_counter("edges", s->edges);
	say_counter("entries-high", s->entries_high);
	say_counter("log-full", s->log_full);
	say_counter("domains-full", s->domains_full);
	say_counter("rollbacks", s->rollbacks);
	say_counter("unrecoverable", s->unrecoverable);
	say_counter("left-behind", s->left_behind);
	say_counter("voided", s->voided);
}

static int __init akeso_begin_all(void)
{
	kmend_akeso_init(log_memory, sizeof(log_memory), 0);
	return 0;
}
late_initcall_sync(akeso_begin_all);
