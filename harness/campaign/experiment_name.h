/* What an experiment is called besides its outcome: the signature and the place of a crash, and where it hung. */
#ifndef KMEND_CAMPAIGN_EXPERIMENT_NAME_H
#define KMEND_CAMPAIGN_EXPERIMENT_NAME_H

#include "harness/campaign/experiment_setting.h"
#include "harness/campaign/hang_place.h"
#include "harness/outcome/classify.h"

/* A run that is judged. */
struct experiment_named {
	struct crash_image *image;
	const struct experiment_setting *setting;
	uint32_t site; /* dense number */
	const struct machine_result *result;
	const struct kmend_verdict *verdict;
	const struct kmend_crash_known *known; /* of the golden run */
};

/* Crashes have a signature, and so does what a detector found and nobody recovered from: an oops that Linux survives. Others stay
 * empty. -1 only when out of memory. */
int experiment_crash(struct crash_text *text, const struct experiment_named *named);

/* "" for a run that was not ended from outside. */
void experiment_hang(char text[HANG_TEXT_MAX], struct crash_image *image, const struct experiment_setting *setting,
	uint32_t site, const struct machine_result *result);

#endif
