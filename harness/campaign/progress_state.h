/* What is known of a campaign that runs: counted by progress.c, put into words by progress_text.c. */
#ifndef KMEND_CAMPAIGN_PROGRESS_STATE_H
#define KMEND_CAMPAIGN_PROGRESS_STATE_H

#include <stddef.h>
#include <stdint.h>

#include "harness/base/outcome.h"
#include "harness/campaign/screen.h"

#define PROGRESS_SIGNATURES 1024 /* that are told apart; later ones are not new */

struct progress_policy {
	const char *name; /* of the caller */
	uint64_t outcomes[KMEND_OUTCOME_COUNT];
};

struct progress {
	/* of the caller, before the start */
	uint64_t planned;
	struct progress_policy *policies;
	size_t npolicies;
	/* its own; zero before */
	uint64_t done; /* of the whole campaign */
	uint64_t outcomes[KMEND_OUTCOME_COUNT];
	uint64_t here; /* done since progress_start() */
	uint64_t started_ns, shown_ns;
	int terminal;
	char *signatures[PROGRESS_SIGNATURES]; /* in the order in which they came */
	size_t nsignatures, nknown;            /* known: from before the start */
	struct screen screen;
};

#endif
