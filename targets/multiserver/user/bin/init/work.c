/* How much work the programs of the UnixBench-like suite have done, for a report that divides it by their time. */
#include "../../../../unixbench/work.h"
#include "init.h"
#include "string.h"

void work_counters(char names[][TEST_NAME_MAX], size_t n)
{
	static const struct {
		const char *name;
		unsigned amount;
	} works[] = {
#define UB_X(name, amount) { #name, amount },
		UB_WORK(UB_X)
#undef UB_X
	};

	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; k < sizeof(works) / sizeof(works[0]); k++)
			if (!strcmp(names[i], works[k].name))
				event("counter name=%s.work value=%u", works[k].name, works[k].amount);
}
