/* What the fuzzers share. */
#ifndef KMEND_TESTS_FUZZ_REQUIRE_H
#define KMEND_TESTS_FUZZ_REQUIRE_H

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "harness/base/error.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Ends the program, which is what a fuzzing engine looks for. */
static inline void require(int holds, const char *what)
{
	if (holds)
		return;
	fprintf(stderr, "does not hold: %s (%s)\n", what, kmend_error_text());
	abort();
}

static inline void require_printable(const char *text, const char *what)
{
	for (; *text; text++)
		require((unsigned char)*text >= 0x20 && *text != 0x7f, what);
}

/* A new text of exactly these bytes. */
static inline char *text_of(const void *bytes, size_t size)
{
	char *text = malloc(size + 1);

	require(text != NULL, "memory");
	if (size)
		memcpy(text, bytes, size);
	text[size] = 0;
	return text;
}

static inline void write_whole(const char *path, const void *bytes, size_t size)
{
	FILE *file = fopen(path, "wb");

	require(file && fwrite(bytes, 1, size, file) == size && fclose(file) == 0, "the file is written");
}

#endif
