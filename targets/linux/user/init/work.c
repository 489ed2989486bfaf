/* How much work the programs of the UnixBench-like suite have done, for a report that divides it by their time. */
#include <string.h>

#include "../../../unixbench/work.h"
#include "init.h"

void work_counters(const struct test *tests, int count, const char *patterns)
{
	static const struct {
		const char *name;
		unsigned amount;
	} works[] = {
#define UB_X(name, amount) { #name, amount },
		UB_WORK(UB_X)
#undef UB_X
	};

	for (int i = 0; i < count; i++)
		for (size_t k = 0; k < sizeof(works) / sizeof(works[0]); k++)
			if (strcmp(tests[i].name, works[k].name) == 0 && list_wanted(&tests[i], patterns))
				event_send("counter name=%s.work value=%u", works[k].name, works[k].amount);
}
