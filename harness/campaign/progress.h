/* How far a campaign is, on stderr: one line that is written over on a terminal, a line every few seconds elsewhere. */
#ifndef KMEND_CAMPAIGN_PROGRESS_H
#define KMEND_CAMPAIGN_PROGRESS_H

#include <stdint.h>

#include "harness/base/outcome.h"

struct progress {
	uint64_t planned, done; /* of the whole campaign */
	uint64_t outcomes[KMEND_OUTCOME_COUNT];
	uint64_t here; /* done since progress_start() */
	uint64_t started_ns, shown_ns;
	int terminal;
};

/* planned, done and outcomes are the caller's to fill before. */
void progress_start(struct progress *progress);
/* One more experiment with this outcome. */
void progress_step(struct progress *progress, enum kmend_outcome outcome);
/* The last line. */
void progress_end(struct progress *progress);

#endif
