#include "report/akeso/survival.h"

#include <math.h>

#define NORMAL_95 1.959963984540054

/* Of those that met fault number `fault`: how many there are, and how many died of it. */
static void at_fault(const struct akeso_life *lives, size_t count, uint64_t fault, double *met, double *died)
{
	*met = *died = 0;
	for (size_t i = 0; i < count; i++) {
		*met += lives[i].faults >= fault;
		*died += lives[i].died && lives[i].faults == fault;
	}
}

/* The lowest number of a fault above `fault` that somebody died of; 0: none. */
static uint64_t next_death(const struct akeso_life *lives, size_t count, uint64_t fault)
{
	uint64_t next = 0;

	for (size_t i = 0; i < count; i++)
		if (lives[i].died && lives[i].faults > fault && (!next || lives[i].faults < next))
			next = lives[i].faults;
	return next;
}

static double between_0_and_1(double value)
{
	return fmin(1, fmax(0, value));
}

struct kmend_rate akeso_survival(const struct akeso_life *lives, size_t count, uint64_t faults)
{
	double share = 1, variance = 0, met, died, reach;
	uint64_t fault = 0;

	while ((fault = next_death(lives, count, fault)) != 0 && fault <= faults) {
		at_fault(lives, count, fault, &met, &died);
		share *= 1 - died / met;
		if (met > died)
			variance += died / (met * (met - died));
	}
	at_fault(lives, count, faults, &met, &died);
	if (met == 0 && share > 0)
		return (struct kmend_rate){ -1, -1, -1 };
	reach = NORMAL_95 * share * sqrt(variance);
	return (struct kmend_rate){ share, between_0_and_1(share - reach), between_0_and_1(share + reach) };
}
