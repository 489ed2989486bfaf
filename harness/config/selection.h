/*
 * How a campaign chooses among the sites that are eligible. The list is the only place that names the selections; what one
 * does is harness/campaign/select/SYMBOL.c.
 */
#ifndef KMEND_CONFIG_SELECTION_H
#define KMEND_CONFIG_SELECTION_H

/* number, constant, symbol, text, `sample`: 0 has no place, 1 must be there, 2 may be */
#define KMEND_SELECTIONS(X)                                    \
	X(0, ALL, all, "all", 0)                               \
	X(1, SAMPLE, sample, "sample", 1)                      \
	X(2, PER_COMPONENT, per_component, "per-component", 1) \
	X(3, ONE_PER_BLOCK, one_per_block, "one-per-block", 2)

enum kmend_select {
#define KMEND_X(number, name, symbol, text, sampled) KMEND_SELECT_##name = (number),
	KMEND_SELECTIONS(KMEND_X)
#undef KMEND_X
};

/* The text of a selection, and whether it needs, and whether it takes, a number of sites. */
const char *kmend_selection_text(enum kmend_select select);
int kmend_selection_needs_sample(enum kmend_select select);
int kmend_selection_takes_sample(enum kmend_select select);

#endif
