#include "harness/config/selection.h"

const char *kmend_selection_text(enum kmend_select select)
{
	static const char *const texts[] = {
#define KMEND_X(number, name, symbol, text, sampled) [number] = text,
		KMEND_SELECTIONS(KMEND_X)
#undef KMEND_X
	};

	return texts[select];
}

int kmend_selection_needs_sample(enum kmend_select select)
{
	static const int rows[] = {
#define KMEND_X(number, name, symbol, text, sampled) [number] = (sampled) == 1,
		KMEND_SELECTIONS(KMEND_X)
#undef KMEND_X
	};

	return rows[select];
}

int kmend_selection_takes_sample(enum kmend_select select)
{
	static const int rows[] = {
#define KMEND_X(number, name, symbol, text, sampled) [number] = (sampled) != 0,
		KMEND_SELECTIONS(KMEND_X)
#undef KMEND_X
	};

	return rows[select];
}
