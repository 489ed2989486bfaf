/* All recovery runtimes, made from the list of the ABI. */
#ifndef KMEND_INJECT_RUNTIMES_H
#define KMEND_INJECT_RUNTIMES_H

#include "inject/runtime.h"

/* The runtime of this number, which the settings have checked. */
const struct inject_runtime *inject_runtime_find(uint32_t number);

#endif
