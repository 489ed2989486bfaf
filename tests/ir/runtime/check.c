/*
 * Every watch byte is armed, and the slow path orders one candidate of one type: all blocks that have it act. Freestanding, so
 * that it runs as a process and on a bare machine.
 */
#include "faults.h"

#include "fault.h"

extern uint8_t __stop_kmend_watch[];
uint64_t __kmend_seed(void);
uint64_t __kmend_random(void);

static const int numbers[] = { 10, 11, 12, 13 };
static const int *taken;
static uint32_t action;
static uint64_t seed, activations;

int kmend_is_protected(void)
{
	return 0;
}

uint32_t kmend_activate(void)
{
	activations++;
	return action;
}

uint64_t __kmend_seed(void)
{
	return seed;
}

uint64_t __kmend_random(void)
{
	return seed + (activations << 4);
}

int next_int(void)
{
	return 2;
}

const int *next_pointer(void)
{
	return numbers;
}

int way(int which)
{
	return 100 + which;
}

int other_way(int which)
{
	return 200 + which;
}

int take(const int *p)
{
	taken = p;
	return 0;
}

static void arm(enum kmend_fault_type type, uint32_t candidate, uint64_t with_seed)
{
	action = KMEND_ACTION(type, candidate);
	seed = with_seed;
	activations = 0;
	for (uint8_t *w = __start_kmend_watch; w < __stop_kmend_watch; w++)
		*w = KMEND_WATCH_ARMED;
}

#define EXPECT(what)                     \
	do {                             \
		if (!(what))             \
			return __LINE__; \
	} while (0)

/* Nothing acts: every copy does what its block does. */
static int check_pristine(void)
{
	int value = 3;

	EXPECT(subtract(9, 2) == 7 && shift(3, 2) == 12 && add(9, 2) == 11 && load(numbers) == 10);
	EXPECT(choose(9) == 101 && choose(1) == 202 && less(1, 2) == 1 && less(2, 1) == 0 && pass() == 2);
	EXPECT(pick(numbers) == 12 && jump(0) == 36 && jump(1) == 107 && jump(2) == 207);
	store(&value);
	EXPECT(value == 5);
	taken = 0;
	point();
	EXPECT(taken == numbers && loop(6) == 1956);
	return 0;
}

static int check_operations(void)
{
	arm(KMEND_FAULT_SWAP, 0, 0);
	EXPECT(subtract(9, 2) == -7 && shift(3, 2) == 16 && add(9, 2) == 11);
	arm(KMEND_FAULT_SWAP, 1, 0);
	EXPECT(subtract(9, 2) == 7);
	arm(KMEND_FAULT_CORRUPT_OPERATOR, 0, 0);
	EXPECT(subtract(9, 2) == 11 && add(2, 2) == 0 && shift(12, 2) == 3);
	arm(KMEND_FAULT_CORRUPT_INTEGER, 0, 0);
	EXPECT(pass() == 1);
	arm(KMEND_FAULT_CORRUPT_INTEGER, 0, 2);
	EXPECT(pass() == 3);
	arm(KMEND_FAULT_FLIP_BOOL, 0, 0);
	EXPECT(less(1, 2) == 0 && less(2, 1) == 1);
	return 0;
}

static int check_memory(void)
{
	int value = 3;

	arm(KMEND_FAULT_NO_LOAD, 0, 0);
	EXPECT(load(numbers) == 0);
	arm(KMEND_FAULT_RANDOM_LOAD, 0, 0x1234567800000000);
	EXPECT(load(numbers) == 16 && load(numbers) == 32 && activations == 2);
	arm(KMEND_FAULT_NO_STORE, 0, 0);
	store(&value);
	EXPECT(value == 3);
	arm(KMEND_FAULT_NO_STORE, 1, 0);
	store(&value);
	EXPECT(value == 5);
	arm(KMEND_FAULT_CORRUPT_INDEX, 0, 0);
	EXPECT(pick(numbers) == 11);
	arm(KMEND_FAULT_CORRUPT_INDEX, 0, 2);
	EXPECT(pick(numbers) == 13);
	arm(KMEND_FAULT_CORRUPT_POINTER, 0, 0x5000);
	point();
	EXPECT(taken == (const int *)0x5010);
	return 0;
}

static int check_branches(void)
{
	arm(KMEND_FAULT_FLIP_BRANCH, 0, 0);
	EXPECT(choose(9) == 202 && choose(1) == 101);
	arm(KMEND_FAULT_STUCK_AT_BRANCH, 0, 1);
	EXPECT((choose(9) == 101 && choose(1) == 101) || (choose(9) == 202 && choose(1) == 202));
	return 0;
}

int check_faults(void)
{
	int line = check_pristine();

	arm(KMEND_FAULT_NONE, 1, 0);
	line = line ? line : check_pristine();
	line = line ? line : check_operations();
	line = line ? line : check_memory();
	return line ? line : check_branches();
}
