/*
 * Where Linux's linker script puts what the compiler left in the objects: watch bytes, counters and unit numbers of one
 * component after the other, and the site table, which is not loaded. Included once, after the writable data.
 */
#include "components.h"

#define KMEND_WATCH(name) __kmend_watch_##name = .; *(kmend_watch.name)
#define KMEND_COUNTS(name) __kmend_counts_##name = .; *(kmend_counts.name)
#define KMEND_UNITS(name) __kmend_units_##name = .; *(kmend_units.name)
#define KMEND_SITES(name) *(.kmend.component.name) *(.kmend.sites.name)

	. = ALIGN(PAGE_SIZE);
	kmend_watch : AT(ADDR(kmend_watch) - LOAD_OFFSET) {
		KMEND_LINUX_COMPONENTS(KMEND_WATCH)
		__kmend_watch_end = .;
	} :data
	kmend_counts : AT(ADDR(kmend_counts) - LOAD_OFFSET) {
		KMEND_LINUX_COMPONENTS(KMEND_COUNTS)
	}
	kmend_units : AT(ADDR(kmend_units) - LOAD_OFFSET) {
		KMEND_LINUX_COMPONENTS(KMEND_UNITS)
		__kmend_units_end = .;
	}
	.kmend.sites 0 : { KMEND_LINUX_COMPONENTS(KMEND_SITES) }

#undef KMEND_WATCH
#undef KMEND_COUNTS
#undef KMEND_UNITS
#undef KMEND_SITES
