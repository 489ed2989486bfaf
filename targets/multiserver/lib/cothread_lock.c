/* The readers-writer lock of cooperative threads (cothread.h). */
#include "cothread.h"

#include "server.h"

/* Hands the lock to those who wait, as far as it goes. The woken threads own it already. */
static void lock_grant(struct cothread_lock *lock)
{
	struct cothread *t;

	while ((t = lock->waiting.first) != NULL) {
		if (lock->writer)
			return;
		if (lock->wants_write[t->index]) {
			if (lock->readers)
				return;
			lock->writer = 1;
		} else {
			lock->readers++;
		}
		cothread_wake_one(&lock->waiting);
	}
}

/* The one who hands the lock over takes it for us. */
static int lock_wait(struct cothread_lock *lock, uint32_t wants_write)
{
	int error;

	lock->wants_write[cothread_current()->index] = wants_write;
	error = cothread_sleep(&lock->waiting);
	if (error)
		cothread_unlock(lock);
	return error;
}

int cothread_lock_shared(struct cothread_lock *lock)
{
	if (lock->writer || lock->waiting.first)
		return lock_wait(lock, 0);
	lock->readers++;
	return 0;
}

int cothread_lock_exclusive(struct cothread_lock *lock)
{
	if (lock->writer || lock->readers || lock->waiting.first)
		return lock_wait(lock, 1);
	lock->writer = 1;
	return 0;
}

void cothread_unlock(struct cothread_lock *lock)
{
	ms_assert(lock->writer || lock->readers);
	if (lock->writer)
		lock->writer = 0;
	else
		lock->readers--;
	lock_grant(lock);
}
