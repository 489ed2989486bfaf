/* The list of runtimes. */
#include "inject/runtimes.h"

#include <stdlib.h>

#define KMEND_X(number, name, symbol, text) extern const struct inject_runtime inject_runtime_##symbol;
KMEND_RUNTIMES(KMEND_X)
#undef KMEND_X

const struct inject_runtime inject_runtime_none = { .number = KMEND_RUNTIME_NONE };

static const struct inject_runtime *const runtimes[] = {
#define KMEND_X(number, name, symbol, text) &inject_runtime_##symbol,
	KMEND_RUNTIMES(KMEND_X)
#undef KMEND_X
};

const struct inject_runtime *inject_runtime_find(uint32_t number)
{
	for (size_t i = 0; i < sizeof(runtimes) / sizeof(runtimes[0]); i++)
		if (runtimes[i]->number == number)
			return runtimes[i];
	abort();
}
