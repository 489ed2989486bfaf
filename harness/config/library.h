/*
 * The target's functions that allocate and release memory (`allocators:`, `releases:` in target.yaml): what the fault types dangling-pointer
 * and mem-leak change calls of. The build gets them as KMEND_ALLOCATORS and KMEND_RELEASES (inject/library.h reads them).
 */
#ifndef KMEND_CONFIG_LIBRARY_H
#define KMEND_CONFIG_LIBRARY_H

#include <stdint.h>

#define KMEND_LIBRARY_MAX 120     /* in one list: both fit into inject/library.h beside those of C */
#define KMEND_LIBRARY_ARGUMENT 15 /* the size is not further back */

/*
 * NULL when the list is good, else what is wrong in `why`, which is returned. Allocators are `name:size-argument`, the argument from 0 to
 * KMEND_LIBRARY_ARGUMENT; releases are names. Each once; `others` is the other list, in which none of them may be.
 */
const char *kmend_library_wrong(char *const *entries, uint64_t count, int allocators, char *const *others,
	uint64_t others_count, char *why, unsigned size);

/* The entries with commas between them: a new string of the caller, NULL when out of memory. */
char *kmend_library_join(char *const *entries, uint64_t count);

#endif
