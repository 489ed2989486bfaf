#include "harness/campaign/cores.h"

#include <sched.h>

unsigned cores_count(void)
{
	cpu_set_t set;
	int count;

	if (sched_getaffinity(0, sizeof set, &set) < 0)
		return 1;
	count = CPU_COUNT(&set);
	return count < 1 ? 1 : (unsigned)count;
}

unsigned cores_jobs(unsigned cores, unsigned most)
{
	return cores < 1 ? 1 : cores > most ? most : cores;
}

int cores_number(unsigned n)
{
	cpu_set_t set;

	n %= cores_count();
	if (sched_getaffinity(0, sizeof set, &set) < 0)
		return -1;
	for (int cpu = 0; cpu < CPU_SETSIZE; cpu++)
		if (CPU_ISSET(cpu, &set) && n-- == 0)
			return cpu;
	return -1;
}
