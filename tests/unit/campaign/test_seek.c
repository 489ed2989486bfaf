/* The search for the end of a workload, against a model of a guest. */
#include <criterion/criterion.h>

#include "harness/campaign/seek.h"

/* Prints `done` after block `said`; `blocks` run in all; a free run is stopped after `seen`. */
static struct seek search(uint64_t said, uint64_t blocks, uint64_t seen, unsigned *runs)
{
	struct seek seek = SEEK_INIT;

	for (*runs = 0; seek.phase != SEEK_OVER && *runs < 100; ++*runs) {
		struct seek_run run = { .done = 1, .blocks = seen };

		if (seek.phase != SEEK_FREE) {
			run.at_block = seek.try_at <= blocks;
			run.blocks = run.at_block ? seek.try_at : blocks;
			run.done = run.blocks > said || !run.at_block;
			run.stopped_ns = run.blocks * 10;
		}
		cr_assert_eq(seek_step(&seek, &run), 0);
	}
	return seek;
}

Test(seek, finds_the_first_block_behind_the_line)
{
	for (uint64_t said = 1; said < 300; said += 7)
		for (uint64_t seen = said; seen < said + 40; seen += 3) {
			unsigned runs;
			struct seek seek = search(said, 1000, seen, &runs);

			cr_assert_eq(
				seek.stop_at, said + 1, "said %d seen %d: %d", (int)said, (int)seen, (int)seek.stop_at);
			cr_assert_eq(seek.end_ns, (said + 1) * 10);
			cr_assert_lt(runs, 16);
		}
}

Test(seek, no_block_behind_the_line)
{
	unsigned runs;
	struct seek seek = search(50, 50, 50, &runs);

	cr_assert_eq(seek.stop_at, 0);
	cr_assert_eq(seek.end_ns, 500, "the clock at the last block");
}

Test(seek, runs_that_contradict_each_other)
{
	struct seek seek = SEEK_INIT;

	cr_assert_eq(seek_step(&seek, &(struct seek_run){ .blocks = 9 }), -1, "never done");
	seek = (struct seek)SEEK_INIT;
	cr_assert_eq(seek_step(&seek, &(struct seek_run){ .done = 1, .blocks = 9 }), 0);
	cr_assert_eq(seek_step(&seek, &(struct seek_run){ .blocks = 5 }), -1, "9 blocks ran before");
}
