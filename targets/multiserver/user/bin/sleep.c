/* sleep MS: milliseconds. */
#include "stdlib.h"
#include "tool.h"

int main(int argc, char **argv)
{
	return argc > 1 && sleep_ms((unsigned)atoi(argv[1])) < 0;
}
