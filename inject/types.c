/* The table of fault types, in the order of their numbers: the order of sites inside a block. */
#include "inject/types.h"

const struct inject_type *const inject_types[] = {
	&inject_type_fail_stop,
	&inject_type_hang,
};

const size_t inject_types_count = sizeof(inject_types) / sizeof(inject_types[0]);
