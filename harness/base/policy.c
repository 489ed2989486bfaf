#include "harness/base/policy.h"

#include <string.h>

#include "kmend/abi.h"

/* A runtime can wait for its first policy. */
#define KMEND_X(number, name, symbol, text) __attribute__((unused)) static const char runtime_##name[] = text;
KMEND_RUNTIMES(KMEND_X)
#undef KMEND_X

static const struct kmend_policy_row rows[] = {
#define KMEND_X(number, name, symbol, text, runtime, protects, orderly) \
	{ (number), text, runtime_##runtime, (protects), (orderly) },
	KMEND_POLICIES(KMEND_X)
#undef KMEND_X
};

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
