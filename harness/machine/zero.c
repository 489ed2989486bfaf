/* The monitor walks the page tables, and answers `gpa: 0x0` or `Unmapped`. */
#include "harness/machine/zero.h"

#include <string.h>

int zero_ask(struct qmp *qmp, qmp_reply answered)
{
	return qmp_monitor(qmp, "gva2gpa 0", answered);
}

enum machine_zero zero_of(const char *answer)
{
	if (answer && strncmp(answer, "gpa:", 4) == 0)
		return MACHINE_ZERO_MAPPED;
	return answer && strncmp(answer, "Unmapped", 8) == 0 ? MACHINE_ZERO_FAULTS : MACHINE_ZERO_UNKNOWN;
}
