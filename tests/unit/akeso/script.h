/* What the threads of an exploration do, as data, and playing it on the runtime and on the model side by side. */
#ifndef KMEND_TEST_AKESO_SCRIPT_H
#define KMEND_TEST_AKESO_SCRIPT_H

#include <stdint.h>

#define SCRIPT_THREADS 3
#define SCRIPT_OPS 24
#define SCRIPT_BYTES \
	32 /* of shared memory: three words, so that words and parts of them meet, and one of two counters */
#define SCRIPT_COUNTERS 24u /* each of 4 bytes: added to, read and written as a whole */
#define SCRIPT_LOCKS 2
#define SCRIPT_OBJECTS 2 /* numbered from 1; each lies in shared memory */
#define SCRIPT_OBJECT_BYTES 8u
#define SCRIPT_OBJECT_AT(object) (8u * (unsigned)(object))

enum op_code { OP_BEGIN, OP_END, OP_READ, OP_WRITE, OP_BITS, OP_ADD, OP_FAULT, OP_LOCK, OP_UNLOCK, OP_DEFER };

struct op {
	enum op_code code;
	int kind, root; /* OP_BEGIN: enum akeso_kind */
	int call;       /* OP_DEFER, OP_END with an inverse: its number, never 0 */
	int object;     /* OP_DEFER: what it frees; OP_END: what it has acquired; 0: nothing */
	unsigned at,
		size; /* OP_READ, OP_WRITE, OP_BITS, OP_ADD: bytes of shared memory; OP_LOCK, OP_UNLOCK: at is the lock */
	uint64_t bits; /* OP_BITS: those of the value are changed */
};

struct script {
	struct op ops[SCRIPT_THREADS][SCRIPT_OPS];
	unsigned count[SCRIPT_THREADS];
	unsigned threads;
};

/* From a seed: threads with at most `most` operations each, domains of all kinds, well nested. */
void script_random(struct script *script, uint64_t seed, unsigned threads, unsigned most);

/*
 * Plays the threads in the order given: at each step at which several can go on, the next number of `order`, modulo how many
 * they are, says which one does; the first one when there are no more numbers. Runtime and model must agree after every step, or the
 * running test fails. Returns the number of such steps; choices[i] is how many threads there were to choose from.
 */
unsigned script_play(const struct script *script, const uint8_t *order, unsigned norder, uint8_t *choices, int eager);

/* Plays every order. Returns how many there are. */
uint64_t script_explore(const struct script *script, int eager, uint64_t most);

#endif
