/* What progress says, as text: one line, or all that a terminal has room for. */
#ifndef KMEND_CAMPAIGN_PROGRESS_TEXT_H
#define KMEND_CAMPAIGN_PROGRESS_TEXT_H

#include "harness/campaign/progress_state.h"

/* "82/150 experiments, 7.3/s, 9 s left: pass 3 fail 18". */
void progress_line(struct kmend_buf *out, const struct progress *progress, uint64_t now_ns);

/* The bar, a line for each policy, crashes that are new; lines with '\n' between them. 0: the terminal is too small for it. */
int progress_block(struct kmend_buf *out, const struct progress *progress, uint64_t now_ns);

#endif
