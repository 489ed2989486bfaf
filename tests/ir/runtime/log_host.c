/*
 * Instrumented code on the real runtime, as an ordinary program: whatever it did since the window opened, a rollback restores the state
 * byte for byte, while windows open and close in the middle of its functions. `log_host stray`: a store into the runtime's region is
 * stopped, in an open and in a closed window.
 */
#include <setjmp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "state.h"
#include "torture.h"
#include "windows.h"

/* What a linker script does for a component. */
__asm__(".bss\n.balign 16\n.globl __kmend_log_start, __kmend_log_end\n"
	"__kmend_log_start:\n.zero 131072\n__kmend_log_end:\n.zero 512\n.text\n");

static struct kmend_header layout;
static struct state saved;
static _Alignas(64) unsigned char memory[TORTURE_BYTES + 8], before[TORTURE_BYTES + 8];
static uint32_t turns, opened;
static sigjmp_buf back;

uint32_t kmend_activate(void)
{
	return KMEND_ACT_NONE;
}

uint64_t __kmend_seed(void)
{
	return 0;
}

uint64_t __kmend_random(void)
{
	return 0;
}

static void open_window(void)
{
	osiris_checkpoint(1, 1, OSIRIS_ANSWER);
	memcpy(&saved, &state, sizeof(state));
	opened++;
}

void turn(void)
{
	turns = turns * 1664525 + 1013904223;
	switch (turns >> 13 & 3) {
	case 0:
		open_window();
		break;
	case 1:
		osiris_close();
		break;
	default:
		break;
	}
}

void (*turn_later(void))(void)
{
	return turn;
}

static int fail(const char *why, uint32_t seed)
{
	printf("seed %u: %s\n", seed, why);
	return 1;
}

static int test_windows(void)
{
	uint32_t rollbacks = 0;

	for (uint32_t seed = 1; seed <= 3000; seed++) {
		turns = seed;
		if (seed % 2)
			open_window();
		else
			osiris_close();
		wander(seed);
		if (!osiris_rt()->window)
			continue;
		if (osiris_rollback() != 0)
			return fail("the log is damaged", seed);
		if (memcmp(&saved, &state, sizeof(state)) != 0)
			return fail("the rollback misses a store", seed);
		rollbacks++;
	}
	return rollbacks < 1000 || opened < 5000 ? fail("hardly any window was open at the end", 0) : 0;
}

static int test_torture(void)
{
	for (uint32_t seed = 1; seed <= 400; seed++) {
		for (size_t i = 0; i < sizeof(memory); i++)
			memory[i] = (unsigned char)(rand() >> 7);
		memcpy(before, memory, sizeof(memory));
		open_window();
		torture(memory, seed);
		if (!osiris_rt()->window || memcmp(before, memory, sizeof(memory)) == 0)
			return fail("nothing was written", seed);
		if (osiris_rollback() != 0 || memcmp(before, memory, sizeof(memory)) != 0)
			return fail("the rollback does not restore", seed);
	}
	return 0;
}

/* A full log: duplicates go, and what is too much closes the window instead of writing beyond the end. */
static int test_full(void)
{
	static uint32_t words[32768];

	open_window();
	memcpy(before, memory, sizeof(memory));
	for (uint32_t i = 0; i < 100000; i++)
		three((uint32_t *)(void *)memory + i % 16, i);
	if (!osiris_rt()->window || osiris_rt()->overflows)
		return fail("duplicates fill the log", 0);
	if (osiris_rollback() != 0 || memcmp(before, memory, sizeof(memory)) != 0)
		return fail("the rollback after a full log does not restore", 0);
	open_window();
	for (uint32_t i = 0; i + 8 < 32768; i++)
		three(words + i, i);
	return osiris_rt()->window || osiris_rt()->overflows != 1 ? fail("the log takes more than it has room", 0) : 0;
}

static void on_trap(int number)
{
	(void)number;
	siglongjmp(back, 1);
}

static int stopped(void *to)
{
	signal(SIGILL, on_trap);
	if (sigsetjmp(back, 1))
		return 1;
	three(to, 1);
	return 0;
}

static int test_stray(void)
{
	uint8_t *region = (uint8_t *)&__kmend_osiris;

	for (int open = 0; open < 2; open++) {
		uint8_t copy[64];

		if (open)
			open_window();
		else
			osiris_close();
		memcpy(copy, region + 200, sizeof(copy));
		if (!stopped(region + 200) || !stopped(region - 28) || !stopped(region + sizeof(__kmend_osiris) - 4))
			return fail("a stray write is not stopped", (uint32_t)open);
		if (memcmp(copy, region + 200, sizeof(copy)) != 0)
			return fail("a stray write came through", (uint32_t)open);
		if (stopped(memory))
			return fail("a good write is stopped", (uint32_t)open);
	}
	return osiris_rt()->stray_writes == 6 ? 0 : fail("not all were counted", 0);
}

int main(void)
{
	layout = (struct kmend_header){ .data_start = (uint64_t)&state,
		.data_end = (uint64_t)(&state + 1),
		.stack_low = (uint64_t)__builtin_frame_address(0) - (1u << 20),
		.stack_high = (uint64_t)__builtin_frame_address(0) + 4096,
		.runtime_start = (uint64_t)&__kmend_osiris,
		.runtime_end = (uint64_t)(&__kmend_osiris + 1) };
	osiris_init(&layout, KMEND_POLICY_ENHANCED);
	return test_windows() || test_torture() || test_full() || test_stray();
}
