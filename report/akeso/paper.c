#include "report/akeso/paper.h"

#include <string.h>

#define NOT AKESO_NOT_SAID

/* Table 4 has no figures of find; 70B, 37M, 130M, 63M as Table 3 rounds them. */
const struct akeso_workload akeso_workloads[] = {
	{ "postmark", "bench-postmark", 70e9, 0.96, 0.01, 0.02, 0.01, 0.97, 0.90, 124, 178, 1004, 1.6 },
	{ "find", "bench-find", 37e6, 0.46, 0.18, 0.27, 0.09, 0.64, 0.75, NOT, NOT, NOT, NOT },
	{ "compiler", "bench-tcc", 130e6, 0.23, 0.08, 0.52, 0.17, 0.31, 0.75, 23, 23, 29, 1.15 },
	{ "bzip2", "bench-bzip2", 63e6, 0.24, 0.10, 0.49, 0.17, 0.34, 0.75, 13, 12, 13, 1.03 },
	{ "test suite", NULL, NOT, NOT, NOT, NOT, NOT, NOT, 0.75, NOT, NOT, NOT, NOT },
};
const size_t akeso_workloads_count = sizeof(akeso_workloads) / sizeof(akeso_workloads[0]);

int akeso_is_of_suite(const char *test)
{
	return *test && strncmp(test, "bench-", 6) != 0 && strncmp(test, "ub_", 3) != 0;
}
