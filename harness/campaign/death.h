/*
 * An emulator that ended itself under its guest. When a machine that was booted for it does the same with the same order, down
 * to the last byte of the event log, the guest has done it, and that is an outcome. Else nobody knows.
 */
#ifndef KMEND_CAMPAIGN_DEATH_H
#define KMEND_CAMPAIGN_DEATH_H

#include "harness/machine/result.h"

/* What identifies this death; never 0. Of an end that is none: 0. */
uint64_t death_mark(const struct machine_result *result);

/* As what this end is to be judged: a death that is not the same as the one before (`before`: its mark, 0 when there was none) is a
 * failure of the emulator. Everything else stays what it is. */
enum machine_end death_end(const struct machine_result *result, uint64_t before);

#endif
