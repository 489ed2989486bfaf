/* Address 0, as the processor translates it while the guest stands still: the one place that asks. */
#ifndef KMEND_MACHINE_ZERO_H
#define KMEND_MACHINE_ZERO_H

#include "harness/machine/qmp.h"
#include "harness/machine/result.h"

/* The answer comes as the error of `answered`, because the monitor answers in text. It changes nothing in the guest. */
int zero_ask(struct qmp *qmp, qmp_reply answered);

/* What that text says; NULL: nothing. */
enum machine_zero zero_of(const char *answer);

#endif
