#include "harness/machine/limit.h"

#include <stdio.h>

#define WATCHDOG_MAX_S 30u /* writing N to the port arms 30 - 2 * N seconds */
#define LIMIT_MAX_S 86400u

void limit_set(struct limit *limit, uint64_t limit_ns, uint32_t last_s)
{
	uint64_t seconds = limit_ns / 1000000000u + (limit_ns % 1000000000u != 0);

	seconds = (seconds + 1) / 2 * 2;
	limit->left_s = seconds < 2 ? 2 : seconds > LIMIT_MAX_S ? LIMIT_MAX_S : (uint32_t)seconds;
	limit->left_s += last_s;
	limit->last_s = last_s;
	limit->step_s = 0;
	limit->whole_ns = limit->left_s * UINT64_C(1000000000);
}

void limit_step_set(struct limit *limit, uint32_t step_s)
{
	limit->step_s = step_s;
}

void limit_none(struct limit *limit)
{
	*limit = (struct limit){ 0 };
}

int limit_grant(struct limit *limit, char command[LIMIT_COMMAND_MAX])
{
	uint32_t part_s = limit->left_s;
	uint32_t most_s = limit->step_s && limit->step_s < WATCHDOG_MAX_S ? limit->step_s : WATCHDOG_MAX_S;

	if (!part_s)
		return 0;
	if (part_s > limit->last_s)
		part_s -= limit->last_s;
	limit->part_s = part_s < most_s ? part_s : most_s;
	snprintf(command, LIMIT_COMMAND_MAX, "o/b 0x443 %u", (WATCHDOG_MAX_S - limit->part_s) / 2);
	return 1;
}

uint64_t limit_used_ns(const struct limit *limit)
{
	return limit->whole_ns - limit->left_s * UINT64_C(1000000000);
}

enum limit_left limit_used(struct limit *limit)
{
	limit->left_s -= limit->part_s;
	limit->part_s = 0;
	if (!limit->left_s)
		return LIMIT_OVER;
	return limit->left_s == limit->last_s ? LIMIT_LAST : LIMIT_MORE;
}
