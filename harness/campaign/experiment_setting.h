/* What all experiments of a policy have in common. */
#ifndef KMEND_CAMPAIGN_EXPERIMENT_SETTING_H
#define KMEND_CAMPAIGN_EXPERIMENT_SETTING_H

#include "harness/base/test_limits.h"
#include "harness/image/image.h"

/* What decides about a run, beside the plan: the same for all experiments of a policy. */
struct experiment_setting {
	const char *policy; /* its name, for the progress; must live as long as the run */
	uint64_t limit_ns;
	const struct kmend_test_limits *test_limits; /* of each test; must live as long as the order */
	uint32_t flags;                              /* KMEND_FLAG_... */
	uint64_t planned;                            /* tests of the golden run */
	const char *workload;                        /* must live as long as the order */
	/* What a crash is named with; NULL where nothing is stored. */
	const struct kmend_image *image;
	const char *image_path, *source_roots; /* source_roots: folders, one a line (kmend_build_roots()) */
};

#endif
