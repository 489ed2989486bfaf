/* Source positions: what a person sees of a site. */
#ifndef KMEND_INJECT_WHERE_H
#define KMEND_INJECT_WHERE_H

#include <llvm-c/Core.h>

struct inject_where {
	char *file;    /* cleaned by inject_name_clean(); to be freed; never NULL on success */
	unsigned line; /* 0: unknown */
};

/*
 * The debug location that instructions put at FIRST should carry: that of FIRST or of the next instruction of its block
 * which has one, else the function's opening line. NULL when the function has no debug information.
 */
LLVMMetadataRef inject_where_location(LLVMValueRef first);

/* LOCATION (can be NULL) as file and line. -1: no memory. */
int inject_where_read(struct inject_where *where, const char *root, LLVMMetadataRef location);

#endif
