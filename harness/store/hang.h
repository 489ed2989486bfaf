/* Where a kernel hung, as a result keeps it: a word, then a line for each look at its processor. */
#ifndef KMEND_STORE_HANG_H
#define KMEND_STORE_HANG_H

#include <stddef.h>

#define KMEND_HANG_WORDS(X)                                                     \
	X(HALTED, "halted", "halted with its interrupts off: nothing wakes it") \
	X(WAITS, "waits", "halted: it waits for an interrupt")                  \
	X(STUCK, "stuck", "each look finds it in the same function")            \
	X(SLOW, "slow", "it was in several functions: a long way, or a loop through all of them")

enum kmend_hang {
#define KMEND_X(upper, word, meaning) KMEND_HANG_##upper,
	KMEND_HANG_WORDS(KMEND_X)
#undef KMEND_X
		KMEND_HANGS
};

const char *kmend_hang_name(enum kmend_hang hang);

/* What a stored text says. */
struct kmend_hang_look {
	const char *place; /* inside the text, not ended */
	size_t size;
	unsigned count; /* looks in a row that found it there */
};
/* The meaning of the word that the text begins with, NULL: not one of ours. */
const char *kmend_hang_meaning(const char *text);
/* Reads the looks from *at on, which is 0 at first; looks in a row that say the same are one. 0: there is none left. */
int kmend_hang_next(struct kmend_hang_look *look, const char *text, size_t *at);
/* All of it in one line, "stuck in spin kernel.c:7", for lists: at most `size` bytes with the NUL. "" for "". */
void kmend_hang_line(char *line, size_t size, const char *text);

#endif
