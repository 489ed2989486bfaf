#include "harness/campaign/select.h"

size_t select_sites(enum kmend_select select, struct select_site *sites, size_t count, uint32_t sample)
{
	static size_t (*const selections[])(struct select_site *, size_t, uint32_t) = {
#define KMEND_X(number, name, symbol, text, sampled) [number] = select_##symbol,
		KMEND_SELECTIONS(KMEND_X)
#undef KMEND_X
	};

	return selections[select](sites, count, sample);
}
