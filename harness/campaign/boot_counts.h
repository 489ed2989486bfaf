/* How often each block runs before the guest is ready: one boot that counts, on a machine of its own. */
#ifndef KMEND_CAMPAIGN_BOOT_COUNTS_H
#define KMEND_CAMPAIGN_BOOT_COUNTS_H

#include <uv.h>

#include "harness/machine/machine.h"

/*
 * *counts is a new array of the caller, by dense block number of the image in `config`, which is that of the policy's machines.
 * *stopped (can change while the loop runs): give up.
 */
int boot_counts(struct kmend_count **counts, uv_loop_t *loop, const struct machine_config *config, const int *stopped);

#endif
