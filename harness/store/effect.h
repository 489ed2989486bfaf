/*
 * Faults that did nothing. A fault that is an access to address 0 (fail-stop) needs a kernel where that access faults; in one that
 * maps page 0 the broken block runs as if nothing were, and the experiment counts as survived although nothing was to be
 * survived.
 */
#ifndef KMEND_STORE_EFFECT_H
#define KMEND_STORE_EFFECT_H

#include "harness/store/store.h"

#define KMEND_EFFECT_META \
	"address_zero" /* in meta: what address 0 is where the workload begins; see kmend_effect_zero_word() */
#define KMEND_EFFECT_SILENT \
	64 /* activations that nobody noticed, from which on a fault counts as one that did nothing */

enum kmend_effect_zero { KMEND_EFFECT_ZERO_UNKNOWN, KMEND_EFFECT_ZERO_FAULTS, KMEND_EFFECT_ZERO_MAPPED };

/* "unknown", "faults", "mapped"; and back (NULL and everything else are unknown). */
const char *kmend_effect_zero_word(enum kmend_effect_zero zero);
enum kmend_effect_zero kmend_effect_zero_read(const char *word);

/*
 * 1: the fault of this experiment acted and did nothing: it needs address 0 to fault, the run survived, and nothing was detected or
 * recovered in it. Where address 0 is mapped one activation is enough; else it takes KMEND_EFFECT_SILENT, because a kernel may
 * end a task and go on without a word.
 */
int kmend_effect_is_missing(const struct kmend_store_row *row, enum kmend_effect_zero zero);

#endif
