/* What went wrong in a build, out of thousands of lines. */
#ifndef KMEND_BUILD_FIRST_ERROR_H
#define KMEND_BUILD_FIRST_ERROR_H

#include <stddef.h>

/*
 * The line of TEXT (SIZE bytes) that says why a build failed: the first error of a compiler, a linker or a script, failed
 * assertion or full disk; else the first complaint of make's own; else the line before the first command that make saw fail;
 * else the last line. *LENGTH is that of the line, 0 when there is none.
 */
const char *build_first_error(const char *text, size_t size, size_t *length);

#endif
