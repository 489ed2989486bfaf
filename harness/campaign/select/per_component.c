/* The same number of sites from each component, or all where it has fewer. */
#include "harness/campaign/select/functions.h"
#include "kmend/abi.h"

size_t select_per_component(struct select_site *sites, size_t count, uint32_t sample)
{
	uint32_t taken[KMEND_MAX_COMPONENTS] = { 0 };
	size_t chosen = 0;

	for (size_t i = 0; i < count; i++)
		if (taken[sites[i].component] < sample) {
			taken[sites[i].component]++;
			sites[chosen++] = sites[i];
		}
	return chosen;
}
