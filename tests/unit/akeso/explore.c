/*
 * Runtime against model: every interleaving of small scripts, and long ones in orders drawn by chance. Both ways of entering writes
 * into the table of versions.
 */
#include <criterion/criterion.h>
#include <stdio.h>

#include "script.h"

static void explore(unsigned threads, unsigned ops, uint64_t scripts)
{
	struct script script;
	uint64_t runs = 0;

	for (uint64_t seed = 1; seed <= scripts; seed++) {
		script_random(&script, seed * 1000 + threads * 100 + ops, threads, ops);
		runs += script_explore(&script, 1, UINT64_MAX);
		runs += script_explore(&script, 0, UINT64_MAX);
	}
	fprintf(stderr, "%llu orders of %llu scripts of %u threads with %u operations each\n", (unsigned long long)runs,
		(unsigned long long)scripts, threads, ops);
}

Test(explore, one_thread)
{
	explore(1, 16, 4000);
}

Test(explore, two_threads)
{
	explore(2, 6, 150);
}

Test(explore, three_threads)
{
	explore(3, 3, 60);
}

Test(explore, long_scripts)
{
	struct script script;
	uint8_t order[SCRIPT_THREADS * SCRIPT_OPS], choices[SCRIPT_THREADS * SCRIPT_OPS];
	uint64_t x = 7;

	for (uint64_t seed = 1; seed <= 20000; seed++) {
		script_random(&script, seed, 1 + seed % SCRIPT_THREADS, 8 + seed % (SCRIPT_OPS - 8));
		for (unsigned i = 0; i < sizeof order; i++)
			order[i] = (uint8_t)((x = x * 6364136223846793005u + 1442695040888963407u) >> 56);
		script_play(&script, order, sizeof order, choices, seed & 1);
	}
}
