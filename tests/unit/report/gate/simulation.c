/*
 * The table of docs/statistics.md, "What the gate promises": how many of many drawn pairs of results turn the gate red.
 *   gate_simulation [PAIRS [SEED]]
 */
#include <stdio.h>
#include <stdlib.h>

#include "draw.h"

int main(int argc, char **argv)
{
	static const size_t faults[] = { 75, 150, 300, 500, 800, 1200, 2000 };
	static const double changing[] = { 0, 0.05, 0.10, 0.20 };
	const size_t pairs = argc > 1 ? strtoul(argv[1], NULL, 10) : 200;
	const uint64_t seed = argc > 2 ? strtoull(argv[2], NULL, 10) : 1;

	printf("%zu pairs of results each, seed %llu; five policies, preset rules, 5 %% of the faults in edited code; "
	       "loss: one policy loses 5 points\n\n",
		pairs, (unsigned long long)seed);
	puts("| faults | change anyway | no loss: red | no loss: cannot tell | loss: red | loss: "
	     "cannot tell |");
	puts("|---|---|---|---|---|---|");
	for (size_t i = 0; i < sizeof(faults) / sizeof(faults[0]); i++)
		for (size_t k = 0; k < sizeof(changing) / sizeof(changing[0]); k++) {
			struct draw draw = {
				.faults = faults[i], .changing = changing[k], .edited = 0.05, .state = seed
			};
			struct draw_counts none = draw_many(&draw, pairs), loss;

			draw.loss = 0.05;
			loss = draw_many(&draw, pairs);
			printf("| %zu | %.0f %% | %.1f %% | %.1f %% | %.1f %% | %.1f %% |\n", faults[i],
				100 * changing[k], 100.0 * (double)none.red / (double)pairs,
				100.0 * (double)none.unknown / (double)pairs, 100.0 * (double)loss.red / (double)pairs,
				100.0 * (double)loss.unknown / (double)pairs);
			fflush(stdout);
		}
	return 0;
}
