/*
 * The list that KMEND_UNITS names: which units get sites, to which component they belong, and what in them is left
 * alone. For kernels that are large and whose build is one command (docs/fault-sites.md, "Choosing units").
 */
#ifndef KMEND_INJECT_UNITS_H
#define KMEND_INJECT_UNITS_H

struct inject_units;

/*
 * Reads the list at PATH. -1 after a message on stderr: no such file, or a line that cannot be understood (with its
 * number). To be released with inject_units_free().
 */
int inject_units_read(struct inject_units **out, const char *path);
void inject_units_free(struct inject_units *units);

/* The component of UNIT (a clean name), or NULL: the unit gets no sites. */
const char *inject_units_component(const struct inject_units *units, const char *unit);

/* 1: FUNCTION of UNIT, in SECTION (NULL: the usual one), gets no sites. */
int inject_units_excludes(
	const struct inject_units *units, const char *unit, const char *function, const char *section);

#endif
