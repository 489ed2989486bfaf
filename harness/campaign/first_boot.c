#include "harness/campaign/first_boot.h"

#include "harness/machine/clock.h"

int first_boot_accepts(struct first_boot *first, const char *log, size_t size, uint64_t clock_ns)
{
	uint64_t ticks = clock_last_ticks(log, size);

	if (clock_ns <= ticks + FIRST_BOOT_LAG_NS)
		return 1;
	if (!first->tries++ || clock_ns < first->least_ns)
		first->least_ns = clock_ns;
	return first->tries >= FIRST_BOOT_TRIES && clock_ns == first->least_ns;
}
