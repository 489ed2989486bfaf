/* Functions that a window opens and closes under: in a callee, in a callee's callee, in a loop, through a pointer, in the middle of stores. */
#include "windows.h"

#include <string.h>

struct state state;
static uint32_t seed;

static uint32_t next(void)
{
	seed = seed * 1664525 + 1013904223;
	return seed >> 9;
}

static __attribute__((noinline)) void leaf(struct part *p, uint32_t value)
{
	p->number = value;
	p->small[value % 5] = (uint16_t)value;
}

static __attribute__((noinline)) void deep(struct part *p, uint32_t depth)
{
	p->small[0]++;
	if (depth == 0)
		turn();
	else
		deep(&state.parts[next() % PARTS], depth - 1);
	p->small[1]++; /* perhaps in another window than small[0] */
	p->number ^= depth;
}

static void straight(struct part *p)
{
	p->number = next();
	turn();
	p->small[2] = (uint16_t)next();
	p->small[3] = (uint16_t)next();
	p->next = &state.parts[next() % PARTS];
	turn_later()();
	memcpy(p->text, state.bytes + next() % 100, sizeof(p->text));
	p->text[3] = 'x';
}

static __attribute__((noinline)) void loops(void)
{
	for (uint32_t i = next() % 20; i-- > 0;) {
		struct part *p = &state.parts[next() % PARTS];

		state.steps++;
		leaf(p, i);
		if (next() % 4 == 0)
			turn();
		p->next = state.free;
		state.free = p;
		state.bytes[next() % sizeof(state.bytes)] = (uint8_t)i;
	}
}

static __attribute__((noinline)) struct part take(uint32_t which)
{
	struct part copy = state.parts[which % PARTS];

	copy.number++;
	turn();
	state.parts[which % PARTS] = copy;
	return copy;
}

static void set_number(struct part *part, uint32_t value)
{
	part->number = value;
}

static void set_and_turn(struct part *part, uint32_t value)
{
	part->number = value;
	turn();
	part->number++;
}

const setter setters[2] = { set_number, set_and_turn };

void three(uint32_t *to, uint32_t value)
{
	to[0] = value;
	to[2] = value + 1;
	to[7] = value + 2;
}

void wander(uint32_t start)
{
	seed = start;
	for (uint32_t step = 0; step < 40; step++) {
		struct part *p = &state.parts[next() % PARTS];

		switch (next() % 6) {
		case 0:
			deep(p, next() % 5);
			break;
		case 1:
			straight(p);
			break;
		case 2:
			loops();
			break;
		case 3:
			*p = take(next());
			break;
		case 4:
			setters[next() % 2](p, next());
			break;
		default:
			three((uint32_t *)(void *)(state.bytes + next() % 200), next());
			leaf(p, step);
			break;
		}
	}
}
