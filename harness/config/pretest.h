/* `pretest:` of target.yaml: where each component is crashed on purpose before a campaign starts, as COMPONENT:FUNCTION. */
#ifndef KMEND_CONFIG_PRETEST_H
#define KMEND_CONFIG_PRETEST_H

#include <stddef.h>

#include "harness/config/target.h"

#define KMEND_PRETEST_MAX 16       /* places */
#define KMEND_PRETEST_COMPONENT 16 /* bytes of a component's name, NUL included */

/* The two halves of a place that kmend_pretest_wrong() has found right; the function points into `text`. */
const char *kmend_pretest_split(char component[KMEND_PRETEST_COMPONENT], const char *text);

/* 1, and `why` says what is wrong with the target's list; 0: nothing. */
int kmend_pretest_wrong(const struct kmend_target *target, char *why, size_t size);

#endif
