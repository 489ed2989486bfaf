#include "harness/campaign/death.h"

#include <string.h>

/* FNV-1a. */
static uint64_t mix(uint64_t mark, const char *bytes, size_t size)
{
	for (size_t i = 0; i < size; i++)
		mark = (mark ^ (unsigned char)bytes[i]) * UINT64_C(0x100000001b3);
	return mark;
}

uint64_t death_mark(const struct machine_result *result)
{
	uint64_t mark = UINT64_C(0xcbf29ce484222325);

	if (result->end != MACHINE_END_DIED)
		return 0;
	mark = mix(mark, result->died, strlen(result->died));
	mark = mix(mark, result->events, result->events_size);
	return mark ? mark : 1;
}

enum machine_end death_end(const struct machine_result *result, uint64_t before)
{
	if (result->end != MACHINE_END_DIED || death_mark(result) == before)
		return result->end;
	return MACHINE_END_EMULATOR;
}
