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

Test(seek, finds_the_last_block_before_the_end_of_the_line)
{
	for (uint64_t said = 1; said < 300; said += 7)
		for (uint64_t seen = said; seen < said + 40; seen += 3) {
			unsigned runs;
			struct seek seek = search(said, 1000, seen, &runs);

			cr_assert_eq(
				seek.stop_at, said, "said %d seen %d: %d", (int)said, (int)seen, (int)seek.stop_at);
			cr_assert_eq(seek.end_ns, (said + 1) * 10);
			cr_assert_lt(runs, 16);
		}
}

Test(seek, no_block_behind_the_line)
{
	unsigned runs;
	struct seek seek = search(50, 50, 50, &runs);

	cr_assert_eq(seek.stop_at, 50);
	cr_assert_eq(seek.end_ns, 500, "the clock at the last block");
}

Test(seek, a_line_before_any_block)
{
	struct seek seek = SEEK_INIT;
	int result = 0;

	for (unsigned runs = 0; seek.phase != SEEK_OVER && runs < 30 && result == 0; runs++)
		result = seek_step(&seek,
			&(struct seek_run){
				.done = 1, .at_block = seek.phase != SEEK_FREE, .blocks = 9, .stopped_ns = 90 });
	cr_assert_eq(result, -1, "nothing is left to plan");
	seek = (struct seek)SEEK_INIT;
	cr_assert_eq(seek_step(&seek, &(struct seek_run){ .done = 1 }), 0, "no block at all");
	cr_assert_eq(seek.phase, SEEK_OVER);
	cr_assert_eq(seek.stop_at, 0);
}

Test(seek, runs_that_contradict_each_other)
{
	struct seek seek = SEEK_INIT;

	cr_assert_eq(seek_step(&seek, &(struct seek_run){ .blocks = 9 }), -1, "never done");
	seek = (struct seek)SEEK_INIT;
	cr_assert_eq(seek_step(&seek, &(struct seek_run){ .done = 1, .blocks = 9 }), 0);
	cr_assert_eq(seek_step(&seek, &(struct seek_run){ .blocks = 5 }), -1, "9 blocks ran before");
}

/* Asks for power-off in block `said`; the free run goes on for `late` blocks, any other run for another number of them. */
Test(seek, the_last_block_before_a_power_off)
{
	for (uint64_t said = 1; said < 5000; said += 617)
		for (uint64_t late = 0; late < 4000; late += 499) {
			struct seek seek = SEEK_INIT;
			unsigned runs = 0;

			for (; seek.phase != SEEK_OVER && runs < 100; runs++) {
				struct seek_run run = { .done = 1, .power_off = 1, .blocks = said + late };

				if (seek.phase != SEEK_FREE) {
					run.at_block = seek.try_at <= said + late * runs % 7;
					run.power_off = seek.try_at > said;
					run.done = run.power_off && !run.at_block;
					run.stopped_ns = run.at_block ? seek.try_at * 10 : 0;
				}
				cr_assert_eq(seek_step(&seek, &run), 0);
			}
			cr_assert_eq(seek.is_power_off, 1);
			cr_assert_eq(
				seek.stop_at, said, "said %d late %d: %d", (int)said, (int)late, (int)seek.stop_at);
			cr_assert_eq(seek.end_ns, said * 10);
			cr_assert_lt(runs, 30);
		}
}

Test(seek, a_line_and_then_a_power_off)
{
	struct seek seek = SEEK_INIT;

	cr_assert_eq(seek_step(&seek, &(struct seek_run){ .done = 1, .blocks = 90 }), 0);
	for (unsigned runs = 0; seek.phase != SEEK_OVER && runs < 30;
		runs++) { /* `done` after block 50, no power after 60 */
		struct seek_run run = { .at_block = seek.try_at <= 60,
			.done = seek.try_at > 50,
			.power_off = seek.try_at > 60,
			.stopped_ns = seek.try_at };

		cr_assert_eq(seek_step(&seek, &run), 0);
	}
	cr_assert_eq(seek.phase, SEEK_OVER);
	cr_assert_eq(seek.stop_at, 50);
}
