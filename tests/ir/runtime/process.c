/* The test as a process. */
#include <stdio.h>

#include "faults.h"

int main(void)
{
	int line = check_faults();

	if (line)
		printf("check.c:%d does not hold\n", line);
	return line != 0;
}
