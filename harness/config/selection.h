/*
 * How a campaign chooses among the sites that are eligible. The list is the only place that names the selections; what one
 * does is harness/campaign/select/SYMBOL.c.
 */
#ifndef KMEND_CONFIG_SELECTION_H
#define KMEND_CONFIG_SELECTION_H

/* number, constant, symbol, text, whether it needs `sample` */
#define KMEND_SELECTIONS(X)               \
	X(0, ALL, all, "all", 0)          \
	X(1, SAMPLE, sample, "sample", 1) \
	X(2, PER_COMPONENT, per_component, "per-component", 1)

enum kmend_select {
#define KMEND_X(number, name, symbol, text, sampled) KMEND_SELECT_##name = (number),
	KMEND_SELECTIONS(KMEND_X)
#undef KMEND_X
};

/* The text of a selection, and whether it needs a number of sites. */
const char *kmend_selection_text(enum kmend_select select);
int kmend_selection_needs_sample(enum kmend_select select);

#endif
