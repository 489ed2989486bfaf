#include "harness/base/policy.h"

#include <string.h>

#include "kmend/abi.h"

#ifdef KMEND_RUNTIMES

#define KMEND_X(number, name, symbol, text) static const char runtime_##name[] = text;
KMEND_RUNTIMES(KMEND_X)
#undef KMEND_X

static const struct kmend_policy_row rows[] = {
#define KMEND_X(number, name, symbol, text, runtime, protects, orderly) \
	{ (number), text, runtime_##runtime, (protects), (orderly) },
	KMEND_POLICIES(KMEND_X)
#undef KMEND_X
};

#else /* version 1 of the ABI names the policies and says nothing about them */

static const struct kmend_policy_row rows[] = {
	{ KMEND_POLICY_NONE, "none", "none", 0, 0 },
	{ KMEND_POLICY_STATELESS, "stateless", "none", 0, 0 },
	{ KMEND_POLICY_NAIVE, "naive", "none", 0, 0 },
	{ KMEND_POLICY_PESSIMISTIC, "pessimistic", "osiris", 1, 1 },
	{ KMEND_POLICY_ENHANCED, "enhanced", "osiris", 1, 1 },
};

#endif

enum { ROWS = sizeof(rows) / sizeof(rows[0]) };

const struct kmend_policy_row *kmend_policy_find(const char *text)
{
	for (size_t i = 0; i < ROWS; i++)
		if (strcmp(rows[i].text, text) == 0)
			return &rows[i];
	return NULL;
}

const struct kmend_policy_row *kmend_policy_by_number(uint32_t number)
{
	for (size_t i = 0; i < ROWS; i++)
		if (rows[i].number == number)
			return &rows[i];
	return NULL;
}

const struct kmend_policy_row *kmend_policy_at(size_t index)
{
	return index < ROWS ? &rows[index] : NULL;
}

const struct kmend_policy_row *kmend_policy_baseline(void)
{
	return kmend_policy_by_number(KMEND_POLICY_NONE);
}
