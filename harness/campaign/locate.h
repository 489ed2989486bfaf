/*
 * Where a kernel without glue is ready. Its console is seen from outside, at no exact moment; an experiment needs an exact
 * place to begin at. So the `ready` stop is a number of counted blocks: the smallest at which the console holds a line that the
 * pattern `ready` matches. It is searched by booting again and again, and depends on the image and the machine alone.
 */
#ifndef KMEND_CAMPAIGN_LOCATE_H
#define KMEND_CAMPAIGN_LOCATE_H

#include <uv.h>

#include "harness/machine/machine.h"

/*
 * Sets *block. `config` is that of the policy's machines. *stopped (can change while the loop runs): give up. -1 with file and
 * line of the pattern when it never matches, or with what is wrong with the boot.
 */
int locate_ready(uint64_t *block, uv_loop_t *loop, const struct machine_config *config, const int *stopped);

#endif
