/* `kmend explain`: why the outcome is what it is, which tests and services it cost. */
#ifndef KMEND_CLI_EXPLAIN_VERDICT_H
#define KMEND_CLI_EXPLAIN_VERDICT_H

#include "harness/store/story.h"

/* Prints it, in safe form, to stdout. `reason` is that of the result. */
void explain_verdict(const char *reason, const struct kmend_story *story);

#endif
