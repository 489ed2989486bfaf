/* A golden stage of one policy on one machine. */
#include "harness/campaign/survey.h"

#include "harness/base/error.h"
#include "harness/campaign/golden.h"
#include "harness/campaign/setup.h"

#define SURVEY_RUNS 3u

int survey_counts(struct kmend_count **counts, const struct kmend_target *target, const char *policy,
	const char *image_path, const struct kmend_image *image)
{
	struct pool_policy one = { .name = policy, .config = { .image_path = image_path, .image = image, .cpu = -1 } };
	struct golden golden = { 0 };
	struct pool *pool = NULL;
	char workload[SETUP_WORKLOAD_MAX];
	uv_loop_t loop;
	int result = -1;

	machine_config_target(&one.config, target);
	one.config.policy = policy;
	if (setup_workload(workload, target, NULL) < 0)
		return -1;
	if (uv_loop_init(&loop) < 0)
		return kmend_error("cannot make an event loop");
	if (pool_new(&pool, &loop, 1, &one, 1) == 0 &&
		golden_runs(&golden, pool, &one, 1, SURVEY_RUNS, workload, 0, 0) == 0) {
		*counts = golden.counts;
		golden.counts = NULL;
		result = 0;
	}
	pool_free(pool);
	uv_loop_close(&loop);
	golden_release(&golden);
	return result;
}
