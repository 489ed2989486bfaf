/* Lines that all begin alike, so that a pattern which wants something else at their beginning never matches. */
#ifndef KMEND_CLI_CHECK_PREFIX_H
#define KMEND_CLI_CHECK_PREFIX_H

#include "harness/cli/check.h"

#define CHECK_PREFIX_MAX 48

/*
 * 1: the pattern of that kind begins with ^ and a character that no line of this console begins with, because they begin with a time
 * stamp or with words that are the same in all of them; one of these beginnings is in `prefix`.
 */
int check_prefix_hides(char prefix[CHECK_PREFIX_MAX], const struct check *check, enum kmend_pattern_kind kind);

#endif
