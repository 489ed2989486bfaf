/*
 * How far a campaign is, on stderr. On a terminal a few lines that stay in place: a bar with rate and time left, the outcomes of each
 * policy with their intervals, the crash signatures that nobody had seen before. One line where the terminal is small; elsewhere
 * a line every few seconds. The size of the terminal is asked for each time, so it can change meanwhile.
 */
#ifndef KMEND_CAMPAIGN_PROGRESS_H
#define KMEND_CAMPAIGN_PROGRESS_H

#include "harness/campaign/progress_state.h"

/* An experiment that an earlier session did, before the start. `signature`: of a crash, else "" or NULL. */
void progress_before(struct progress *progress, size_t policy, enum kmend_outcome outcome, const char *signature);
void progress_start(struct progress *progress);
/* One more experiment under this policy. */
void progress_step(struct progress *progress, size_t policy, enum kmend_outcome outcome, const char *signature);
/* Shows it as it is now. */
void progress_show(struct progress *progress);
/* Shows the end. */
void progress_end(struct progress *progress);
/* Frees what is its own; can be called twice, and when it was never started. */
void progress_release(struct progress *progress);

#endif
