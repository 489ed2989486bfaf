/* UnixBench's execl: a process becomes the same program again and again, counting down in its argument. The program is as large as it is:
 * UnixBench's is padded. */
#include "ub.h"

UB_MAIN
{
	int left = argc > 1 ? atoi(argv[1]) : UB_EXECS;
	char text[16];

	UB_CHECK(left >= 0 && left <= UB_EXECS);
	if (left == 0)
		return 0;
	snprintf(text, sizeof(text), "%d", left - 1);
	ub_become("ub_execl", text);
	UB_CHECK(0);
	return 1;
}
