/* The test as a process. */
#include <stdio.h>

int check_domains(void);

int main(void)
{
	int line = check_domains();

	if (line)
		printf("check.c:%d does not hold\n", line);
	return line != 0;
}
