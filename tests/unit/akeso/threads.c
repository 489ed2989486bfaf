/*
 * Real threads, for the thread sanitizer and for what a lock order hides: each works in domains on memory that it shares with the others
 * under locks of their own. A fault stops all others first (4.4: all processors halt), as a kernel would. In the end
 * what the runtime remembers is nothing. A program of its own: Criterion does not start under that sanitizer.
 */
#include <pthread.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>

#include "akeso.h"

#define THREADS 4
#define ROUNDS 4000
#define CELLS 16

static struct akeso a;
static _Alignas(8) uint8_t log_memory[4096 * AKESO_ENTRY_BYTES];
static _Alignas(8) uint64_t cells[CELLS];
static pthread_mutex_t locks[CELLS];
static pthread_rwlock_t running = PTHREAD_RWLOCK_INITIALIZER; /* held for writing while a fault is handled */
static struct akeso_thread threads[THREADS];
static int place;

static void expect(int holds, const char *what)
{
	if (holds)
		return;
	fprintf(stderr, "akeso: %s\n", what);
	exit(1);
}

static void do_work(struct akeso_work *work)
{
	struct akeso_action action;

	while (akeso_next(&a, work, &action))
		if (action.kind == AKESO_RELEASE_LOCK)
			expect(0, "a lock is to be released, and none is held over a step");
	while (work->threads) {
		struct akeso_thread *t = work->threads;

		work->threads = t->next;
		t->listed = 0;
	}
}

/* One step under the cell's lock: read, or write. */
static void step(struct akeso_thread *t, uint64_t draw)
{
	unsigned i = draw % CELLS;

	pthread_mutex_lock(&locks[i]);
	if (draw >> 8 & 1) {
		akeso_write(&a, t, &cells[i], sizeof cells[i]);
		cells[i] = draw;
	} else {
		akeso_read(&a, t, &cells[i], sizeof cells[i]);
	}
	pthread_mutex_unlock(&locks[i]);
}

/* 1: the domain is gone, by a fault of its own or of another thread. */
static int landed(struct akeso_thread *t)
{
	int gone = t->landing != NULL;

	t->landing = NULL;
	return gone;
}

/* A thread that waits for its processor keeps the domains of all the others from committing: then there may be no slot. */
static void begin(struct akeso_thread *t, enum akeso_kind kind)
{
	for (;;) {
		int began;

		pthread_rwlock_rdlock(&running);
		t->landing = NULL;
		began = akeso_begin(&a, t, kind, 1, &place);
		pthread_rwlock_unlock(&running);
		if (began)
			return;
		sched_yield();
	}
}

static void one_domain(struct akeso_thread *t, uint64_t *x)
{
	struct akeso_work work = { 0 };

	begin(t, (*x >> 20) % 3 ? AKESO_BASIC : AKESO_TRANSPARENT);
	for (unsigned n = 0; n < 6; n++) {
		*x = *x * 6364136223846793005u + 1442695040888963407u;
		if ((*x >> 40) % 64 == 0) {
			pthread_rwlock_wrlock(&running);
			if (!landed(t)) {
				expect(akeso_fault(&a, t, &work) == AKESO_DONE, "a fault that cannot be rolled back");
				do_work(&work);
				landed(t);
			}
			pthread_rwlock_unlock(&running);
			return;
		}
		pthread_rwlock_rdlock(&running);
		if (landed(t)) {
			pthread_rwlock_unlock(&running);
			return;
		}
		step(t, *x >> 33);
		pthread_rwlock_unlock(&running);
	}
	pthread_rwlock_rdlock(&running);
	if (!landed(t))
		akeso_end(&a, t, NULL, &work);
	do_work(&work);
	pthread_rwlock_unlock(&running);
}

static void *run(void *context)
{
	struct akeso_thread *t = context;
	uint64_t x = (uint64_t)(t - threads) + 1;

	for (unsigned i = 0; i < ROUNDS; i++)
		one_domain(t, &x);
	return NULL;
}

int main(void)
{
	pthread_t ids[THREADS];

	akeso_init(&a, log_memory, sizeof log_memory, 1);
	for (unsigned i = 0; i < CELLS; i++)
		pthread_mutex_init(&locks[i], NULL);
	for (unsigned i = 0; i < THREADS; i++)
		expect(pthread_create(&ids[i], NULL, run, &threads[i]) == 0, "no thread");
	for (unsigned i = 0; i < THREADS; i++)
		pthread_join(ids[i], NULL);
	for (unsigned i = 0; i < THREADS; i++)
		expect(!threads[i].top && !threads[i].uncommitted, "a domain is left");
	expect(a.used == 0 && a.versions == 0, "an entry is left");
	expect(a.statistics.rollbacks > 0 && a.statistics.cross_thread > 0,
		"no rollback over threads: nothing was tried");
	expect(a.statistics.domains == a.statistics.committed + a.statistics.rolled_back,
		"a domain is not accounted for");
	printf("%llu domains, %llu rollbacks, %llu of them over threads, %llu domains rolled back\n",
		(unsigned long long)a.statistics.domains, (unsigned long long)a.statistics.rollbacks,
		(unsigned long long)a.statistics.cross_thread, (unsigned long long)a.statistics.rolled_back);
	return 0;
}
