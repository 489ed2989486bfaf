/*
 * Runs instrumented code as an ordinary program. `host log`: whatever torture() writes, rolling the log back restores it
 * byte for byte. `host count`: counters count. `host fail-stop|hang|none`: the armed block does that. `host copies`: what faulty
 * copies in which nothing acts do is what the blocks do, however both are mixed.
 */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "fault.h"
#include "torture.h"

extern uint8_t __stop_kmend_watch[];
void __kmend_log_store(void *address, uint64_t bytes);
void __kmend_log_room(void *address, uint64_t room);
uint64_t __kmend_seed(void);
uint64_t __kmend_random(void);

static _Alignas(64) unsigned char memory[TORTURE_BYTES], before[TORTURE_BYTES], after[TORTURE_BYTES];
static struct {
	unsigned char *address;
	uint64_t bytes;
	unsigned char *old;
} undo[1 << 16];
static unsigned undos;
static int window;
static uint32_t action;
static int mixing;
static int activations;

void __kmend_log_store(void *address, uint64_t bytes)
{
	unsigned char *p = address;

	if (!window || p + bytes <= memory || p >= memory + sizeof(memory))
		return;
	if (undos == sizeof(undo) / sizeof(undo[0]) || bytes > sizeof(memory))
		abort();
	undo[undos].address = p;
	undo[undos].bytes = bytes;
	undo[undos].old = malloc(bytes + 1);
	memcpy(undo[undos++].old, p, bytes);
}

void __kmend_log_room(void *address, uint64_t room)
{
	__kmend_log_store(address, room);
}

int kmend_is_protected(void)
{
	return window;
}

uint32_t kmend_activate(void)
{
	activations++;
	if (mixing && rand() & 4096)
		return KMEND_ACT_NONE;
	return action;
}

/* Nothing draws here: no candidate acts that would. */
uint64_t __kmend_seed(void)
{
	return 0;
}

uint64_t __kmend_random(void)
{
	return 0;
}

static int fail(const char *why, uint32_t seed)
{
	printf("seed %u: %s\n", seed, why);
	return 1;
}

static int test_log(void)
{
	for (uint32_t seed = 1; seed <= 400; seed++) {
		for (size_t i = 0; i < sizeof(memory); i++)
			memory[i] = (unsigned char)(rand() >> 7);
		memcpy(before, memory, sizeof(memory));
		window = 1;
		undos = 0;
		torture(memory, seed);
		window = 0;
		memcpy(after, memory, sizeof(memory));
		while (undos) {
			undos--;
			memcpy(undo[undos].address, undo[undos].old, undo[undos].bytes);
			free(undo[undos].old);
		}
		if (memcmp(before, after, sizeof(memory)) == 0)
			return fail("nothing was written", seed);
		for (size_t i = 0; i < sizeof(memory); i++)
			if (memory[i] != before[i]) {
				printf("byte %zu: %02x, was %02x, written %02x\n", i, memory[i], before[i], after[i]);
				return fail("rollback does not restore", seed);
			}
	}
	return 0;
}

static void watch_all(uint8_t bits)
{
	for (uint8_t *w = __start_kmend_watch; w < __stop_kmend_watch; w++)
		*w = bits;
}

static uint32_t total(int protected)
{
	uint32_t sum = 0;

	for (long i = 0; i < __stop_kmend_watch - __start_kmend_watch; i++)
		sum += protected ? __start_kmend_counts[i].protected_runs : __start_kmend_counts[i].unprotected_runs;
	return sum;
}

static int test_count(void)
{
	uint32_t once;

	if (blocks_of_this(9) != 13 || total(0) || total(1))
		return fail("counted without being asked", 0);
	watch_all(KMEND_WATCH_COUNT);
	if (blocks_of_this(9) != 13 || !(once = total(0)) || total(1))
		return fail("does not count outside a window", 0);
	window = 1;
	if (blocks_of_this(9) != 13 || total(1) != once || total(0) != once)
		return fail("does not count inside a window", 0);
	return activations ? fail("activated without being armed", 0) : 0;
}

static void on_fault(int number, siginfo_t *info, void *context)
{
	(void)context;
	_exit(number == SIGSEGV && info->si_addr == NULL && activations == 1 ? 42 : 43);
}

static void on_alarm(int number)
{
	(void)number;
	_exit(activations == 1 ? 44 : 45);
}

/* No type has this number, so no candidate acts. */
static int test_copies(void)
{
	action = KMEND_ACTION(0x7fff, 0);
	for (uint32_t seed = 1; seed <= 400; seed++) {
		for (size_t i = 0; i < sizeof(memory); i++)
			before[i] = (unsigned char)(rand() >> 7);
		memcpy(memory, before, sizeof(memory));
		watch_all(0);
		torture(memory, seed);
		memcpy(after, memory, sizeof(memory));
		memcpy(memory, before, sizeof(memory));
		mixing = seed % 4 != 0;
		watch_all(KMEND_WATCH_ARMED);
		torture(memory, seed);
		if (memcmp(memory, after, sizeof(memory)) != 0)
			return fail("a copy does something else than its block", seed);
	}
	return activations ? 0 : fail("no block was armed", 0);
}

static int test_fault(uint32_t type)
{
	struct sigaction handler = { .sa_sigaction = on_fault, .sa_flags = SA_SIGINFO };

	sigaction(SIGSEGV, &handler, NULL);
	signal(SIGALRM, on_alarm);
	alarm(1);
	action = type ? KMEND_ACTION(type, 0) : KMEND_ACT_NONE;
	watch_all(KMEND_WATCH_ARMED);
	return blocks_of_this(9) == 13 && activations > 1 ? 46 : 47;
}

int main(int argc, char **argv)
{
	const char *what = argc > 1 ? argv[1] : "";

	if (strcmp(what, "log") == 0)
		return test_log();
	if (strcmp(what, "copies") == 0)
		return test_copies();
	if (strcmp(what, "count") == 0)
		return test_count();
	if (strcmp(what, "fail-stop") == 0)
		return test_fault(KMEND_FAULT_FAIL_STOP);
	if (strcmp(what, "hang") == 0)
		return test_fault(KMEND_FAULT_HANG);
	return test_fault(KMEND_FAULT_NONE);
}
