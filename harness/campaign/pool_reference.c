#include "harness/campaign/pool_reference.h"

#include <stdlib.h>
#include <string.h>

#include "harness/base/error.h"

int reference_set(struct pool_reference *reference, const void *boot_log, size_t size, uint64_t clock_ns)
{
	char *copy = malloc(size + 1);

	if (!copy)
		return kmend_error_memory();
	memcpy(copy, boot_log, size);
	free(reference->log);
	reference->log = copy;
	reference->size = size;
	reference->clock_ns = clock_ns;
	return 0;
}

int reference_accepts(struct pool_reference *reference, const struct machine *machine,
	const struct machine_result *result, enum machine_accel accel, int no_snapshot)
{
	uint64_t clock_ns = machine_clock_ns(machine);

	if (accel != MACHINE_TCG)
		return 1;
	if (no_snapshot)
		return !reference->log ||
			(reference->size == result->boot_size &&
				!memcmp(reference->log, result->events, reference->size));
	if (!machine_is_exact(machine))
		return 0;
	if (!reference->log)
		return first_boot_accepts(&reference->first, result->events, result->boot_size, clock_ns) &&
			reference_set(reference, result->events, result->boot_size, clock_ns) == 0;
	return reference->clock_ns == clock_ns && reference->size == result->boot_size &&
		!memcmp(reference->log, result->events, reference->size);
}
