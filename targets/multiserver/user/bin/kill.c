/* kill [-SIGNAL] PID...: signals by number; 15 when none is given. */
#include "signal.h"
#include "stdlib.h"
#include "tool.h"

int main(int argc, char **argv)
{
	int failed = 0, first = 1, signal = SIGTERM;

	if (argc > 1 && argv[1][0] == '-')
		signal = atoi(argv[first++] + 1);
	for (int i = first; i < argc; i++)
		if (kill(atoi(argv[i]), signal) < 0)
			failed = tool_error("kill", argv[i]);
	return failed;
}
