/* The suite on Linux: `ub NAME [ARGUMENT]`. The build renames the main function of each program to the program's name. */
#include <stdio.h>
#include <string.h>

#include "work.h"

#define UB_X(name, amount) int name(int argc, char **argv);
UB_WORK(UB_X)
#undef UB_X

int main(int argc, char **argv)
{
	static const struct {
		const char *name;
		int (*run)(int argc, char **argv);
	} programs[] = {
#define UB_X(name, amount) { #name, name },
		UB_WORK(UB_X)
#undef UB_X
	};

	for (size_t i = 0; argc > 1 && i < sizeof(programs) / sizeof(programs[0]); i++)
		if (strcmp(programs[i].name, argv[1]) == 0)
			return programs[i].run(argc - 1, argv + 1);
	fprintf(stderr, "usage: ub NAME\n");
	return 2;
}
