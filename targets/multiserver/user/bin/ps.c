/* ps: the process table, one process a line. */
#include "tool.h"

int main(void)
{
	static const char state[] = "RWZS";
	struct pm_procinfo p;

	for (unsigned i = 0; i < NUSER && procinfo(i, &p) == 0; i++)
		dprintf(1, "%d %d %c %.16s\n", p.pid, p.ppid, p.state < 4 ? state[p.state] : '?', p.name);
	return 0;
}
