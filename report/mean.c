#include "report/mean.h"

#include <math.h>

void kmend_mean_add(struct kmend_mean *mean, double value)
{
	if (value <= 0)
		return;
	mean->sum += log(value);
	mean->count++;
}

double kmend_mean_geometric(const struct kmend_mean *mean)
{
	return mean->count ? exp(mean->sum / (double)mean->count) : -1;
}
