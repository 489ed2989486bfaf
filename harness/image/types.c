/* Names of fault types, from the ABI's list. */
#include <string.h>

#include "harness/image/image.h"

static const struct {
	uint32_t number;
	const char *text;
} types[] = {
#define KMEND_X(number, name, text) { (number), (text) },
	KMEND_FAULT_TYPES(KMEND_X)
#undef KMEND_X
};

const char *kmend_image_type_text(uint32_t type)
{
	for (size_t i = 0; i < sizeof(types) / sizeof(types[0]); i++)
		if (types[i].number == type)
			return types[i].text;
	return "unknown";
}

uint32_t kmend_image_type_number(const char *text)
{
	for (size_t i = 0; i < sizeof(types) / sizeof(types[0]); i++)
		if (strcmp(types[i].text, text) == 0)
			return types[i].number;
	return KMEND_FAULT_NONE;
}
