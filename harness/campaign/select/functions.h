/*
 * What each selection of the list in harness/config/selection.h does: one function in SYMBOL.c here, pure. The sites come in the order
 * of their draw; it moves those it takes to the front and returns how many.
 */
#ifndef KMEND_CAMPAIGN_SELECT_FUNCTIONS_H
#define KMEND_CAMPAIGN_SELECT_FUNCTIONS_H

#include <stddef.h>
#include <stdint.h>

#include "harness/config/selection.h"

struct select_site {
	uint64_t key;       /* the hash of its identity */
	uint32_t number;    /* dense number of the site */
	uint32_t component; /* below KMEND_MAX_COMPONENTS */
	uint32_t block;
	int leads;   /* of the sites of its block it was drawn first */
	double rank; /* of the draw: the smallest first, then the smallest key */
};

#define KMEND_X(number, name, symbol, text, sampled) \
	size_t select_##symbol(struct select_site *sites, size_t count, uint32_t sample);
KMEND_SELECTIONS(KMEND_X)
#undef KMEND_X

#endif
