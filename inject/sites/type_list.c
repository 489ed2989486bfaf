/* The list of fault types. */
#include "inject/sites/type_list.h"

#define KMEND_X(number, name, symbol, text) extern const struct inject_type inject_type_##symbol;
KMEND_FAULT_TYPES(KMEND_X)
#undef KMEND_X

const struct inject_type *const inject_types[] = {
#define KMEND_X(number, name, symbol, text) &inject_type_##symbol,
	KMEND_FAULT_TYPES(KMEND_X)
#undef KMEND_X
};

const size_t inject_types_count = sizeof(inject_types) / sizeof(inject_types[0]);
