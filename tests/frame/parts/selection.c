/* dummy: the first site that was drawn. */
#include "harness/campaign/select/functions.h"

size_t select_dummy(struct select_site *sites, size_t count, uint32_t sample)
{
	(void)sites;
	(void)sample;
	return count ? 1 : 0;
}
