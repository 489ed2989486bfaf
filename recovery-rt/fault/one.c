/* A kernel that is one component: everything about it is known to its linker. */
#include "control.h"
#include "fault.h"

extern __attribute__((weak)) uint8_t __stop_kmend_watch[];
extern __attribute__((weak)) const struct kmend_unit __start_kmend_units[], __stop_kmend_units[];

void kmend_one_component(uintptr_t shift)
{
	struct kmend_part part = { .name = "kernel", .watch = __start_kmend_watch };
	const struct kmend_unit *unit;

	part.watch_pa = (uintptr_t)__start_kmend_watch - shift;
	part.counts_pa = (uintptr_t)__start_kmend_counts - shift;
	part.nblocks = (uint32_t)(__stop_kmend_watch - __start_kmend_watch);
	for (unit = __start_kmend_units; unit < __stop_kmend_units; unit++)
		part.nsites += unit->nsites;
	kmend_component(&part);
}
