/* A result file that is thrown away: results are stored as in a campaign, so that storing them can be measured. */
#ifndef KMEND_BENCH_SCRATCH_H
#define KMEND_BENCH_SCRATCH_H

#include "harness/image/image.h"
#include "harness/store/store.h"

struct scratch {
	struct kmend_store *store;
	char *dir, *path;
};

/* Makes the file in a new folder below $TMPDIR or /var/tmp, with a plan of `count` experiments on the first site. */
int scratch_new(struct scratch *scratch, const struct kmend_image *image, const char *policy, unsigned count);
/* Closes and removes it. Fine after a failed scratch_new(). */
void scratch_free(struct scratch *scratch);

#endif
