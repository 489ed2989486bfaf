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
static uint64_t seed, activations, turns, taken_bytes, released;
static uint64_t limit = -1ull; /* the fault acts no more than that often */

int kmend_is_protected(void)
{
	return 0;
}

uint32_t kmend_activate(void)
{
	return ++activations > limit ? KMEND_ACT_NONE : action;
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

void turn(void)
{
	turns++;
}

int give_back(char *p)
{
	(void)p;
	released++;
	return 4;
}

char *take_memory(int kind, unsigned long n)
{
	taken_bytes = n;
	return kind == 1 ? (char *)&taken_bytes : 0;
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
	turns = 0;
	EXPECT(again(3) == 0 && turns == 3);
	released = 0;
	EXPECT(drop(0) == 7 && released == 1 && get(40) && taken_bytes == 40);
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

/* How many bytes of an area of x are different after all, from its beginning on. */
static char area[64],
	text[64] = "abcdefghijkl"
		   "mnopqrstuvwxyz0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";

static void clean(void)
{
	for (unsigned i = 0; i < sizeof(area); i++)
		area[i] = 0x55;
}

static unsigned written(void)
{
	unsigned n = sizeof(area);

	while (n && area[n - 1] == 0x55)
		n--;
	return n;
}

#define WRITES(call, bytes)                   \
	do {                                  \
		clean();                      \
		activations = 0;              \
		call;                         \
		EXPECT(written() == (bytes)); \
	} while (0)

/* The calls as they are, with nothing that acts and with another candidate. */
static int check_calls(void)
{
	WRITES(copy(area, text, 12), 12);
	WRITES(copy_twelve(area, text), 12);
	WRITES(move(area, text, 9), 9);
	WRITES(set(area, 12), 12);
	WRITES(set_twelve(area), 12);
	WRITES(copy_string(area, "abc"), 4);
	WRITES(copy_string_part(area, "abc", 8), 8);
	return 0;
}

/* random is 16 + seed: 12 bytes become 12 + 1 + 16 mod 12. */
static int check_overflow(void)
{
	arm(KMEND_FAULT_BUFFER_OVERFLOW, 1, 0);
	EXPECT(check_calls() == 0);
	arm(KMEND_FAULT_BUFFER_OVERFLOW, 0, 0);
	WRITES(copy(area, text, 12), 17);
	EXPECT(area[16] == text[16]);
	WRITES(copy_twelve(area, text), 17);
	EXPECT(area[0] == text[0] && area[11] == text[11] && area[16] == text[16]);
	WRITES(move(area, text, 9), 9 + 1 + 7);
	WRITES(set(area, 12), 17);
	WRITES(set_twelve(area), 17);
	EXPECT(area[16] == 120);
	WRITES(copy_string(area, text + 32), 31 + 1 + 16);
	WRITES(copy_string_part(area, "abc", 8), 8 + 1);
	WRITES(copy(area, text, 0), 0);
	WRITES(move(area, text, 0), 0);
	WRITES(set(area, 0), 0);
	arm(KMEND_FAULT_BUFFER_OVERFLOW, 0, 11 - 4);
	WRITES(copy(area, text, 12), 24);
	return 0;
}

static int check_memory_of_the_heap(void)
{
	arm(KMEND_FAULT_MEM_LEAK, 0, 0);
	released = 0;
	EXPECT(drop(area) == 3 && released == 0);
	arm(KMEND_FAULT_MEM_LEAK, 1, 0);
	EXPECT(drop(area) == 7 && released == 1);
	arm(KMEND_FAULT_DANGLING_POINTER, 0, 0);
	EXPECT(get(40) && taken_bytes == 16);
	activations = 0;
	EXPECT(get(10) && taken_bytes == 6 && get(0) && taken_bytes == 0);
	return 0;
}

static int check_loops(void)
{
	arm(KMEND_FAULT_STUCK_AT_LOOP, 0, 0);
	limit = 30;
	turns = 0;
	again(1);
	limit = -1ull;
	EXPECT(turns > 5);
	return 0;
}

/* Each seed chooses one, and every other operation of the class is chosen by some. */
static int check_operators(void)
{
	static const int others[] = { 13 - 6, 13 * 6, 13 & 6, 13 | 6, 13 ^ 6 };
	unsigned seen = 0;

	for (uint64_t part = 0; part < 16; part++) {
		unsigned n = 0;
		int result;

		arm(KMEND_FAULT_CORRUPT_OPERATOR, 0, part << 60);
		result = add(13, 6); /* either way round: -7 too */
		EXPECT(add(13, 6) == result);
		while (n < 5 && others[n] != (result == -7 ? 7 : result))
			n++;
		EXPECT(n < 5);
		seen |= 1u << n;
	}
	EXPECT(seen == 31);
	return 0;
}

int check_faults(void)
{
	int line = check_pristine();

	line = line ? line : check_calls();

	arm(KMEND_FAULT_NONE, 1, 0);
	line = line ? line : check_pristine();
	line = line ? line : check_operations();
	line = line ? line : check_memory();
	line = line ? line : check_operators();
	line = line ? line : check_overflow();
	line = line ? line : check_memory_of_the_heap();
	line = line ? line : check_loops();
	return line ? line : check_branches();
}
