/*
 * At most one fault in a block: the candidate of it that was drawn first. The draw is a race of all candidates, in which a type's weight is
 * how fast it runs: so each wins its block by its share of the block's weight, and blocks come in the order of a draw without
 * replacement by the weights of all their candidates. The key of a candidate comes from its identity alone: the same fault is at the same
 * place whatever else a function or an image has.
 */
#include "harness/campaign/select/functions.h"

size_t select_one_per_block(struct select_site *sites, size_t count, uint32_t sample)
{
	size_t chosen = 0;

	for (size_t i = 0; i < count && (!sample || chosen < sample); i++)
		if (sites[i].leads)
			sites[chosen++] = sites[i];
	return chosen;
}
