/*
 * One boot of an image without a snapshot, an armed fault or a counted block, at full speed: what a person looks at before the
 * first campaign. It needs less than a machine (machine.h): no fault site, no place of `ready` that was searched for, and not even
 * a kernel that comes to its `ready`.
 */
#ifndef KMEND_MACHINE_TRIAL_H
#define KMEND_MACHINE_TRIAL_H

#include "harness/machine/config.h"
#include "harness/machine/trial_seen.h"

/*
 * Boots the image of `config` and runs it to its end; nobody else may use the calling thread meanwhile. Release in every case.
 * -1 when there is no such machine, or the emulator failed; a guest that fails is no error.
 */
int machine_trial(struct trial *trial, const struct machine_config *config, const struct trial_order *order);
void machine_trial_release(struct trial *trial);

#endif
