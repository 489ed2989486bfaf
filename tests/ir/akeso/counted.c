#include "counted.h"

static volatile int cell;

/* A read and a write each time, in a logged domain. */
int request(int times, void (*then)(void))
{
	for (int i = 0; i < times; i++)
		cell++;
	if (then)
		then();
	return 0;
}

/* Two writes, in an unlogged one. */
void device(void)
{
	cell = 0;
	cell = 1;
}

/* A read that is not told. */
void plain_look(void)
{
	(void)cell;
}
