/* Names of functions as they are shown. */
#ifndef KMEND_OUTCOME_NAMES_H
#define KMEND_OUTCOME_NAMES_H

#include "harness/outcome/crash.h"

/* The name without what a compiler appends to it (`.isra.0`, `.cold`, `.llvm.123`): bytes of `function` to show. */
size_t kmend_crash_base_name(const char *function);

/* The name to show: that, and one name for a system call (`__do_sys_X`, `__se_sys_X`, `__x64_sys_X` are `sys_X`). */
void kmend_crash_show_name(char name[KMEND_CRASH_FUNCTION], const char *function);

#endif
