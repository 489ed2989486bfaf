// SPDX-License-Identifier: MIT
/*
 * A fault in a recovery domain: an exception is reported as ever and then rolled back (detect.c asks), so the console shows an oops of a task that
 * goes on. What the runtime needs of the kernel's threads, memory and locks: recover_threads.c, recover_memory.c.
 */
#include <linux/irqflags.h>
#include <linux/preempt.h>
#include <linux/printk.h>
#include <linux/rcupdate.h>
#include <linux/sched.h>
#include <linux/workqueue.h>
#include <asm/kdebug.h>
#include <asm/tlbflush.h>

#include "kmend.h"
#include "recover.h"
#include "rt.h"

void kmend_queue_again(struct work_struct *work);

#define LOG_BYTES (16u << 20)
#define LOUD_REPORTS 50 /* recovered faults whose reports are on the console; after that it would be nothing else */

static u8 log_memory[LOG_BYTES] __aligned(8);
static bool in_report; /* of an oops that is being rolled back */
static u64 fault_ns;   /* when the runtime was asked to recover; 0: the thread of that fault has landed */
static u64 undone;     /* entries, up to that fault */

void kmend_akeso_entering(struct akeso_landing *landing)
{
	landing->kernel[0] = preempt_count();
	landing->kernel[1] = rcu_preempt_depth();
	landing->kernel[2] = irqs_disabled();
}

void kmend_say_counter(const char *name, u64 value)
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
		kmend_say_counter(name, value - *said);
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

/* `lost` of work items (targets/linux/domains): it has returned, and what it did is gone. */
void kmend_queue_again(struct work_struct *work)
{
	kmend_say_counter("queued-again", 1);
	if (work) /* some are called without one, by who wants it done now */
		queue_work(system_wq, work);
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

	kmend_say_counter("runtime-tables", sizeof(kmend_akeso_domains) + kmend_threads_bytes());
	kmend_say_counter("runtime-log", sizeof(log_memory));
	kmend_say_counter("runtime-log-high", s->entries_high * AKESO_ENTRY_BYTES);
	kmend_say_counter("domains", s->domains);
	kmend_say_counter("committed", s->committed);
	kmend_say_counter("edges", s->edges);
	kmend_say_counter("entries-high", s->entries_high);
	kmend_say_counter("log-full", s->log_full);
	kmend_say_counter("domains-full", s->domains_full);
	kmend_say_counter("rollbacks", s->rollbacks);
	kmend_say_counter("unrecoverable", s->unrecoverable);
	kmend_say_counter("left-behind", s->left_behind);
	kmend_say_counter("voided", s->voided);
}

static int __init akeso_begin_all(void)
{
	kmend_akeso_init(log_memory, sizeof(log_memory), 0);
	return 0;
}
late_initcall_sync(akeso_begin_all);
