/* How much a regular expression grows when it is compiled: regcomp() writes out what is repeated, so that a short one can take
 * gigabytes. Internal to harness/base. */
#ifndef KMEND_BASE_PATTERN_COST_H
#define KMEND_BASE_PATTERN_COST_H

#define PATTERN_COST_MAX 4096u

/* About how many characters the POSIX extended expression matches when each {n,m} is written out m times and each + twice; never more than
 * PATTERN_COST_MAX + 1. One that is not well-formed has some cost, too. */
unsigned pattern_cost(const char *text);

#endif
