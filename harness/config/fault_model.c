#include "harness/config/fault_model.h"

#include <string.h>

#include "harness/base/error.h"
#include "harness/base/fault.h"
#include "harness/base/file.h"
#include "kmend/abi.h"

#define BIT(name) KMEND_FAULT_BIT(KMEND_FAULT_##name)

static const struct kmend_fault_model models[] = {
	{ "fail-stop", BIT(FAIL_STOP) },
	{ "hang", BIT(HANG) },
	/* The sixteen of EDFI: everything but the hang, which is ours. */
	{ "edfi",
		BIT(FAIL_STOP) | BIT(SWAP) | BIT(NO_LOAD) | BIT(RANDOM_LOAD) | BIT(NO_STORE) | BIT(FLIP_BRANCH) |
			BIT(FLIP_BOOL) | BIT(CORRUPT_POINTER) | BIT(CORRUPT_INDEX) | BIT(CORRUPT_INTEGER) |
			BIT(CORRUPT_OPERATOR) | BIT(STUCK_AT_BRANCH) | BIT(STUCK_AT_LOOP) | BIT(BUFFER_OVERFLOW) |
			BIT(MEM_LEAK) | BIT(DANGLING_POINTER) },
};
enum { MODELS = sizeof(models) / sizeof(models[0]) };

/* Every type has its bit. */
#define KMEND_X(number, name, symbol, text) _Static_assert((number) < 64, "a set of fault types has 64 bits");
KMEND_FAULT_TYPES(KMEND_X)
#undef KMEND_X

const struct kmend_fault_model *kmend_fault_model_find(const char *name)
{
	for (size_t i = 0; i < MODELS; i++)
		if (strcmp(models[i].name, name) == 0)
			return &models[i];
	return NULL;
}

const struct kmend_fault_model *kmend_fault_model_at(size_t index)
{
	return index < MODELS ? &models[index] : NULL;
}

char *kmend_fault_types_text(uint64_t types)
{
	struct kmend_buf text = KMEND_BUF_INIT;
	int result = kmend_buf_append(&text, "", 0);

	for (uint32_t type = 1; type < 64 && result == 0; type++)
		if (types & KMEND_FAULT_BIT(type))
			result = kmend_buf_printf(&text, "%s%s", text.size ? "," : "", kmend_fault_type_text(type));
	if (result)
		kmend_buf_release(&text);
	return text.data;
}
