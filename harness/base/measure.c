#include "harness/base/measure.h"

#include <string.h>

static const char *const names[] = {
#define KMEND_X(name, text) [KMEND_MEASURE_##name] = text,
	KMEND_MEASURES(KMEND_X)
#undef KMEND_X
};

const char *kmend_measure_name(enum kmend_measure measure)
{
	return names[measure];
}

enum kmend_measure kmend_measure_find(const char *text)
{
	unsigned i = 0;

	while (i < KMEND_MEASURE_COUNT && strcmp(names[i], text) != 0)
		i++;
	return (enum kmend_measure)i;
}
