/* The pipe through which the guest's console is typed on. Knows no machine. */
#ifndef KMEND_MACHINE_INPUT_H
#define KMEND_MACHINE_INPUT_H

#include "harness/config/input.h"

struct input {
	int from, to; /* ends of the pipe: the emulator's and ours; -1: nothing is typed */
	char bytes[KMEND_INPUT_MAX];
	size_t size;
};

#define INPUT_INIT { .from = -1, .to = -1 }

/* `text` as in target.yaml; "" or NULL: no pipe. Release in every case. */
int input_new(struct input *input, const char *text);
void input_release(struct input *input);

/* Types it. The emulator takes it while its guest stands still, too. */
int input_put(const struct input *input);
/* Bytes that the emulator has not taken yet; -1 on error. */
int input_left(const struct input *input);

#endif
