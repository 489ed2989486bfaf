/* The loops of a function. In C++ (surgery.h says why), with C linkage. */
#ifndef KMEND_INJECT_SITES_LOOPS_H
#define KMEND_INJECT_SITES_LOOPS_H

#include <llvm-c/Types.h>

#ifdef __cplusplus
extern "C" {
#endif

struct inject_loops;

/* To be freed before FUNCTION is changed. */
struct inject_loops *inject_loops_new(LLVMValueRef function);
void inject_loops_free(struct inject_loops *loops);

/* Which way of BRANCH, which has two, leads to the header of the innermost loop that it is in: 0 or 1; -1: neither, or both. */
int inject_loops_way_back(const struct inject_loops *loops, LLVMValueRef branch);

#ifdef __cplusplus
}
#endif

#endif
