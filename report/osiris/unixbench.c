#include "report/osiris/unixbench.h"

#include <stdio.h>
#include <string.h>

#include "report/mean.h"
#include "report/osiris/measures.h"
#include "report/osiris/paper.h"

/* UnixBench's reference (its file index.base) in its units, and how many units of ours make one of its. */
static const struct reference {
	const char *benchmark;
	double per_second, units;
} references[] = {
	{ "dhry2reg", 116700, 1 },
	{ "whetstone-double", 55.0, 1000 }, /* millions of Whetstone instructions; ours are thousands */
	{ "execl", 43.0, 1 },
	{ "fstime", 3960, 1 }, /* KB */
	{ "fsbuffer", 1655, 1 },
	{ "fsdisk", 5800, 1 },
	{ "pipe", 12440, 1 },
	{ "context1", 4000, 1 },
	{ "spawn", 126, 1 },
	{ "syscall", 15000, 1 },
	{ "shell1", 42.4 / 60, 1 }, /* loops a minute */
	{ "shell8", 6.0 / 60, 1 },
};

enum { REFERENCES = sizeof(references) / sizeof(references[0]), REFERENCE_SCORE = 10 };

const char *osiris_test(char out[OSIRIS_TEST_MAX], const char *benchmark)
{
	snprintf(out, OSIRIS_TEST_MAX, "ub_%.50s", benchmark);
	for (char *at = out; *at; at++)
		if (*at == '-')
			*at = '_';
	return out;
}

double osiris_score_of(const char *benchmark, double work, double ns)
{
	for (size_t i = 0; i < REFERENCES; i++)
		if (strcmp(references[i].benchmark, benchmark) == 0 && work >= 0 && ns > 0)
			return work / references[i].units / (ns / 1e9) / references[i].per_second * REFERENCE_SCORE;
	return -1;
}

double osiris_work(const struct kmend_summary *summary, size_t policy, const char *benchmark)
{
	char test[OSIRIS_TEST_MAX], counter[OSIRIS_TEST_MAX + 8];

	snprintf(counter, sizeof(counter), "%s.work", osiris_test(test, benchmark));
	return osiris_measured(summary, policy, KMEND_MEASURE_COUNTER, counter);
}

double osiris_score(const struct kmend_summary *summary, size_t policy, const char *benchmark)
{
	return osiris_score_of(
		benchmark, osiris_work(summary, policy, benchmark), osiris_benchmark_ns(summary, policy, benchmark));
}

double osiris_index(const struct kmend_summary *summary, size_t policy)
{
	struct kmend_mean mean = { 0 };

	for (size_t i = 0; i < REFERENCES; i++)
		kmend_mean_add(&mean, osiris_score(summary, policy, references[i].benchmark));
	return kmend_mean_geometric(&mean);
}
