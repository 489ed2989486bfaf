#include "harness/base/fault.h"

#include <string.h>

#include "kmend/abi.h"

struct row {
	uint32_t number;
	const char *text;
};

static const struct row types[] = {
#define KMEND_X(number, name, symbol, text) { (number), text },
	KMEND_FAULT_TYPES(KMEND_X)
#undef KMEND_X
};
enum { TYPES = sizeof(types) / sizeof(types[0]) };

uint32_t kmend_fault_type_find(const char *text)
{
	for (size_t i = 0; i < TYPES; i++)
		if (strcmp(types[i].text, text) == 0)
			return types[i].number;
	return KMEND_FAULT_NONE;
}

const char *kmend_fault_type_text(uint32_t number)
{
	for (size_t i = 0; i < TYPES; i++)
		if (types[i].number == number)
			return types[i].text;
	return NULL;
}

const char *kmend_fault_type_at(size_t index)
{
	return index < TYPES ? types[index].text : NULL;
}

const char *kmend_fault_types_all(void)
{
	static const char all[] =
#define KMEND_X(number, name, symbol, text) "," text
		KMEND_FAULT_TYPES(KMEND_X)
#undef KMEND_X
		;

	return all + 1;
}

int kmend_fault_type_uses_null(const char *text)
{
	return kmend_fault_type_find(text) == KMEND_FAULT_FAIL_STOP;
}
