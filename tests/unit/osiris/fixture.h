/* A component of the host kind: an array for its data, another that is said to be its main stack. */
#ifndef TEST_OSIRIS_FIXTURE_H
#define TEST_OSIRIS_FIXTURE_H

#include <criterion/criterion.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "state.h"

#define DATA_BYTES (512u * 1024u)
#define STACK_BYTES 4096u
#define LOG_BYTES 262144

/* Data, stack, data again, so that ranges can stick out of the stack on both sides. */
struct component {
	uint8_t data[DATA_BYTES];
	uint8_t stack[STACK_BYTES];
	uint8_t more[4096];
};

extern struct component component;
extern struct kmend_header component_layout;

void component_setup(enum kmend_policy policy);                 /* random data, fresh runtime */
void component_store(void *to, const void *from, size_t bytes); /* what instrumented code does */
void component_scribble(void *to, size_t bytes);                /* the same with random bytes */
uint32_t component_random(void);

#endif
