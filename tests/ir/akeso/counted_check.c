/* What counted.c does is counted where it ran: in its domains, in what it calls, outside of all, and in an interrupt. */
#include <stdio.h>

#include "count.h"
#include "counted.h"

int interrupted; /* fixed.h looks at it too */
static struct akeso_thread thread;
static _Alignas(8) uint8_t log_memory[256 * AKESO_ENTRY_BYTES];

struct akeso_thread *kmend_akeso_current(int begins)
{
	(void)begins;
	return interrupted ? 0 : &thread;
}

struct akeso_thread *kmend_akeso_interrupted(void)
{
	return interrupted ? &thread : 0;
}

int kmend_akeso_is_memory(const void *address, uint64_t bytes)
{
	(void)address, (void)bytes;
	return 1;
}

struct akeso_thread *kmend_akeso_stack_owner(const void *address)
{
	(void)address;
	return 0;
}

uintptr_t kmend_akeso_enter(void)
{
	return 0;
}

/* Nothing is rolled back here. */
#define NOTHING(name, ...)     \
	void name(__VA_ARGS__) \
	{                      \
	}
#pragma clang diagnostic ignored "-Wunused-parameter"
NOTHING(kmend_akeso_runs, const struct akeso_thread *runs)
NOTHING(kmend_akeso_leave, uintptr_t entered)
NOTHING(kmend_akeso_entering, struct akeso_landing *landing)
NOTHING(kmend_akeso_restore, const struct akeso_landing *landing)
NOTHING(kmend_akeso_freeing, uint32_t class, uintptr_t first, uintptr_t second, uintptr_t third)
NOTHING(kmend_akeso_release, uintptr_t lock)
NOTHING(kmend_akeso_redirect, struct akeso_thread *other, const struct akeso_landing *landing)
NOTHING(kmend_akeso_lost, struct akeso_thread *other, uint32_t lost)

static void interrupt(void)
{
	interrupted = 1;
	plain_look();
	interrupted = 0;
}

static int failed;

static void row(const char *what, int number, uint64_t reads, uint64_t writes)
{
	uint64_t *counts = kmend_akeso_counts[number];

	if (counts[AKESO_COUNT_READS] != reads || counts[AKESO_COUNT_WRITES] != writes) {
		printf("%s, place %d: %llu reads, %llu writes\n", what, number,
			(unsigned long long)counts[AKESO_COUNT_READS], (unsigned long long)counts[AKESO_COUNT_WRITES]);
		failed = 1;
	}
	counts[AKESO_COUNT_READS] = counts[AKESO_COUNT_WRITES] = 0;
}

static void rows(
	const char *what, uint64_t logged, uint64_t trusted_reads, uint64_t outside_reads, uint64_t outside_writes)
{
	row(what, AKESO_COUNT_LOGGED, logged, logged);
	row(what, AKESO_COUNT_TRUSTED, trusted_reads, 0);
	row(what, AKESO_COUNT_OUTSIDE, outside_reads, outside_writes);
}

int main(void)
{
	kmend_akeso_init(log_memory, sizeof(log_memory), 0);
	request(1000, 0);
	rows("a domain", 1000, 0, 0, 0);
	request(7, plain_look);
	rows("untold code in a domain", 7, 1, 0, 0);
	request(7, device);
	rows("an unlogged domain in it", 7, 0, 0, 2);
	device();
	plain_look();
	rows("no domain", 0, 0, 1, 2);
#ifdef AKESO_INTERRUPTED
	request(7, interrupt);
	rows("an interrupt", 7, 0, 1, 0);
#else
	(void)interrupt;
#endif
	return failed;
}
