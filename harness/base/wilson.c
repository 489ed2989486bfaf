/* Wilson score interval, 95 %. */
#include "harness/base/wilson.h"

#include <math.h>

#define Z95 1.959963984540054

struct kmend_rate kmend_wilson(uint64_t count, uint64_t total)
{
	struct kmend_rate rate = { 0, 0, 1 };
	double n = (double)total, z2 = Z95 * Z95, centre, half;

	if (total == 0)
		return rate;
	if (count > total)
		count = total;
	rate.value = (double)count / n;
	centre = (rate.value + z2 / (2 * n)) / (1 + z2 / n);
	half = Z95 / (1 + z2 / n) * sqrt(rate.value * (1 - rate.value) / n + z2 / (4 * n * n));
	/* At the ends the bound is the value itself; rounding must not put it on the wrong side. */
	rate.low = count == 0 ? 0 : fmin(fmax(centre - half, 0), rate.value);
	rate.high = count == total ? 1 : fmax(fmin(centre + half, 1), rate.value);
	return rate;
}
