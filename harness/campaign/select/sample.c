#include "harness/campaign/select/functions.h"

size_t select_sample(struct select_site *sites, size_t count, uint32_t sample)
{
	(void)sites;
	return count < sample ? count : sample;
}
