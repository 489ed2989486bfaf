/* Between the instrumented half of the test and its host. */
#ifndef TEST_TORTURE_H
#define TEST_TORTURE_H

#include <stdint.h>

#define TORTURE_BYTES 4096

/* Writes P[0 .. TORTURE_BYTES) in ways that SEED chooses. */
void torture(unsigned char *p, uint32_t seed);

/* Something with a loop and a branch, for counting blocks. */
int blocks_of_this(int n);

#endif
