/* Between windows.c, instrumented, and the host, which opens and closes windows in the middle of it. */
#ifndef TEST_WINDOWS_H
#define TEST_WINDOWS_H

#include <stdint.h>

struct part {
	uint32_t number;
	uint16_t small[5];
	struct part *next;
	char text[24];
};

#define PARTS 64

struct state {
	uint64_t steps;
	struct part parts[PARTS];
	struct part *free;
	uint8_t bytes[300];
};

extern struct state state;

/* The host's, not instrumented: opens or closes the window, or neither, as its seed says. */
void turn(void);
void (*turn_later(void))(void);

/* Changes `state` in ways that SEED chooses, and calls turn() from everywhere. */
void wander(uint32_t seed);

/* Beside the state: three words that nobody else writes. Nothing is called: one group. */
void three(uint32_t *to, uint32_t value);

/* Pointers to this reach the same function as calls. */
typedef void (*setter)(struct part *part, uint32_t value);
extern const setter setters[2];

#endif
