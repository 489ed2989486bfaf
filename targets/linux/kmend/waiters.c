// SPDX-License-Identifier: MIT
/*
 * Locks that are bits (of folios, of buffers, of inodes) are memory: a rollback clears the bit that its domain had set, and
 * wakes nobody. Who waits for such a bit is woken here, as if it had been released.
 */
#include <linux/pagemap.h>
#include <linux/wait.h>
#include <linux/wait_bit.h>

#include "kmend.h"

#define QUEUES 256 /* of each table: mm/filemap.c, kernel/sched/wait_bit.c */

extern wait_queue_head_t folio_wait_table[];
extern wait_queue_head_t bit_wait_table[];

static void wake_for_folio(wait_queue_entry_t *entry)
{
	struct wait_page_queue *waiter = container_of(entry, struct wait_page_queue, wait);
	struct wait_page_key key = {.folio = waiter->folio, .bit_nr = waiter->bit_nr};

	if (!test_bit(waiter->bit_nr, &waiter->folio->flags))
		entry->func(entry, TASK_NORMAL, 0, &key);
}

/* Bit -1: it waits for a value, and looks at it itself. */
static void wake_for_bit(wait_queue_entry_t *entry)
{
	struct wait_bit_queue_entry *waiter = container_of(entry, struct wait_bit_queue_entry, wq_entry);
	struct wait_bit_key key = waiter->key;

	if (key.bit_nr < 0 || !test_bit(key.bit_nr, key.flags))
		entry->func(entry, TASK_NORMAL, 0, &key);
}

static void look_at(wait_queue_head_t *table, void (*wake)(wait_queue_entry_t *entry))
{
	for (int i = 0; i < QUEUES; i++) {
		wait_queue_entry_t *entry, *next;
		unsigned long flags;

		spin_lock_irqsave(&table[i].lock, flags);
		list_for_each_entry_safe(entry, next, &table[i].head, entry)
			if (!(entry->flags & WQ_FLAG_BOOKMARK))
				wake(entry);
		spin_unlock_irqrestore(&table[i].lock, flags);
	}
}

void kmend_wake_waiters(void)
{
	look_at(folio_wait_table, wake_for_folio);
	look_at(bit_wait_table, wake_for_bit);
}
