// SPDX-License-Identifier: MIT
/*
 * Audits of Linux's own state, when the suite is over and the fault is out of force, under every policy alike: what must fit
 * together by itself, or be as it was when the suite began. Each is one event. They look and change nothing, and take no lock that a
 * broken kernel may hold for ever: on one processor, with interrupts off, nobody else runs.
 *
 * A workload called `damage-NAME` plants what the audit of that name has to find: that is how tests see each of them at work.
 */
#include <linux/irqflags.h>
#include <linux/kallsyms.h>
#include <linux/mm.h>
#include <linux/mmzone.h>
#include <linux/printk.h>
#include <linux/sched/debug.h>
#include <linux/sched/signal.h>
#include <linux/sched/task.h>
#include <linux/string.h>
#include <linux/vmstat.h>

#include "../../mm/slab.h"

#include "kmend.h"

/* A report that has begun and not ended: the next one says too little, and the console is not woken. */
static bool reports_end(void)
{
	return oops_in_progress == 0;
}

/* Nobody who sleeps is in the middle of reading under RCU: no grace period would end any more. */
static bool readers_are_out(void)
{
	struct task_struct *task;

	for_each_process(task)
		if (task != current && task->rcu_read_lock_nesting && !task_is_running(task))
			return false;
	return true;
}

/*
 * init has killed everybody else: who is still there cannot be killed, mostly because it waits for a lock that nobody gives back. Where
 * the first one waits is said. One that waits in the middle of its own end has given its memory back already.
 */
static bool is_left(struct task_struct *task)
{
	return (task->mm || !(task->flags & PF_KTHREAD)) && !is_global_init(task) && !task->exit_state;
}

static unsigned long left_at;

static bool processes_are_gone(void)
{
	struct task_struct *task;

	for_each_process(task)
		if (is_left(task)) {
			left_at = get_wchan(task);
			return false;
		}
	return true;
}

/* For people, on the console: what those wait for that init has killed. */
void kmend_show_left(void)
{
	int loglevel = console_loglevel, shown = 0;
	struct task_struct *task;

	console_loglevel = CONSOLE_LOGLEVEL_DEFAULT;
	rcu_read_lock();
	for_each_process(task)
		if (is_left(task) && shown++ < 4)
			sched_show_task(task);
	rcu_read_unlock();
	console_loglevel = loglevel;
}

static bool area_fits(const struct free_area *area, unsigned int order)
{
	unsigned long count = 0;
	struct page *page;

	for (int type = 0; type < MIGRATE_TYPES; type++)
		list_for_each_entry(page, &area->free_list[type], buddy_list) {
			if (!PageBuddy(page) || page_private(page) != order || page_count(page))
				return false;
			if (++count > area->nr_free)
				return false;
		}
	return count == area->nr_free;
}

/* What the page allocator has is free, and as much as it says. */
static bool pages_fit(void)
{
	struct zone *zone;

	for_each_populated_zone(zone) {
		unsigned long pages = 0;

		for (unsigned int order = 0; order < MAX_ORDER; order++) {
			if (!area_fits(&zone->free_area[order], order))
				return false;
			pages += zone->free_area[order].nr_free << order;
		}
		if (pages != zone_page_state(zone, NR_FREE_PAGES))
			return false;
	}
	return true;
}

/* The free objects of a slab are a chain inside of it, as long as its books say. */
static bool slab_fits(const struct kmem_cache *cache, const struct slab *slab)
{
	unsigned long start = (unsigned long)slab_address(slab) + cache->red_left_pad;
	unsigned int count = 0;

	for (const void *free = slab->freelist; free; free = *(void **)((const char *)free + cache->offset)) {
		unsigned long at = (unsigned long)free - start;

		if (at >= (unsigned long)slab->objects * cache->size || at % cache->size ||
			++count + slab->inuse > slab->objects)
			return false;
	}
	return count + slab->inuse == slab->objects;
}

static bool cache_fits(struct kmem_cache *cache)
{
	struct kmem_cache_node *node;
	int nid;

	for_each_kmem_cache_node(cache, nid, node) {
		unsigned long count = 0;
		struct slab *slab;

		list_for_each_entry(slab, &node->partial, slab_list)
			if (slab->slab_cache != cache || !slab_fits(cache, slab) || ++count > node->nr_partial)
				return false;
		if (count != node->nr_partial)
			return false;
	}
	return true;
}

static bool slabs_fit(void)
{
	struct kmem_cache *cache;

	list_for_each_entry(cache, &slab_caches, list)
		if (!cache_fits(cache))
			return false;
	return true;
}

/* ---- planting ---- */

static void damage_reports(void)
{
	oops_in_progress++;
}

static void damage_readers(void)
{
	find_task_by_pid_ns(2, &init_pid_ns)->rcu_read_lock_nesting++;
}

/* A kernel thread that looks like a process. */
static void damage_processes(void)
{
	find_task_by_pid_ns(2, &init_pid_ns)->mm = &init_mm;
}

static void damage_pages(void)
{
	struct zone *zone;

	for_each_populated_zone(zone)
		zone->free_area[0].nr_free++;
}

/* An object that is freed twice. */
static void damage_slabs(void)
{
	struct kmem_cache *cache;
	struct kmem_cache_node *node;
	int nid;

	list_for_each_entry(cache, &slab_caches, list)
		for_each_kmem_cache_node(cache, nid, node)
			if (!list_empty(&node->partial)) {
				list_first_entry(&node->partial, struct slab, slab_list)->inuse--;
				return;
			}
}

static const struct {
	const char *name;
	bool (*is_right)(void);
	void (*damage)(void);
} audits[] = {
	{"reports", reports_end, damage_reports},       {"readers", readers_are_out, damage_readers},
	{"processes", processes_are_gone, damage_processes}, {"pages", pages_fit, damage_pages},
	{"slabs", slabs_fit, damage_slabs},
};

void kmend_audit(void)
{
	static const char prefix[] = "damage-";
	static char where[KSYM_SYMBOL_LEN];
	const char *workload = kmend_workload();
	bool right[ARRAY_SIZE(audits)];
	unsigned long flags;

	local_irq_save(flags);
	for (size_t i = 0; i < ARRAY_SIZE(audits); i++) {
		if (!strncmp(workload, prefix, sizeof(prefix) - 1) &&
			!strcmp(workload + sizeof(prefix) - 1, audits[i].name))
			audits[i].damage();
		right[i] = audits[i].is_right();
	}
	local_irq_restore(flags);
	for (size_t i = 0; i < ARRAY_SIZE(audits); i++) {
		kmend_say_begin("audit");
		kmend_say_text("name", audits[i].name);
		kmend_say_text("status", right[i] ? "ok" : "inconsistent");
		kmend_say_text("detail", right[i] ? "none" : audits[i].name);
		if (!right[i] && audits[i].is_right == processes_are_gone && left_at) {
			sprint_symbol(where, left_at - 1); /* a return address: the call is before it */
			kmend_say_text("at", where);
		}
		kmend_say_end();
	}
}
