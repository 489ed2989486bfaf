/*
 * Functions that allocate and release memory, by name: `malloc` and `free`, and those of the kernel that is built
 * (KMEND_ALLOCATORS, KMEND_RELEASES; the target names them). No LLVM in it.
 */
#ifndef KMEND_INJECT_LIBRARY_H
#define KMEND_INJECT_LIBRARY_H

#include <stddef.h>

#define INJECT_MAX_LIBRARY 256u  /* functions in all */
#define INJECT_MAX_ARGUMENT 15u  /* the size of an allocator is not further back */
#define INJECT_LIBRARY_NAME 128u /* bytes of a name, its end included */

struct inject_library {
	struct inject_library_function {
		char name[INJECT_LIBRARY_NAME];
		int size; /* an allocator: its argument that is the size, from 0 on; a release: -1 */
	} functions[INJECT_MAX_LIBRARY];
	unsigned n;
};

/*
 * Fills LIBRARY from ALLOCATORS, `name:size-argument`, and RELEASES, `name`, both separated by commas and "" when there are none. -1 after a
 * message on stderr: what is written differently, is there twice, or is more than fits.
 */
int inject_library_read(struct inject_library *library, const char *allocators, const char *releases);

/* The argument that is the size when NAME allocates; -1: it does not. */
int inject_library_allocates(const struct inject_library *library, const char *name);

/* 1: NAME releases. */
int inject_library_releases(const struct inject_library *library, const char *name);

#endif
