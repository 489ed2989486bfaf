/* All fault types, made from the list of the ABI. */
#ifndef KMEND_INJECT_SITES_TYPE_LIST_H
#define KMEND_INJECT_SITES_TYPE_LIST_H

#include <stddef.h>

#include "inject/sites/type.h"

/* In the order of their numbers: the order of sites inside a block. */
extern const struct inject_type *const inject_types[];
extern const size_t inject_types_count;

#endif
