/* Folders that the names of units are relative to. */
#ifndef KMEND_BUILD_UNIT_ROOTS_H
#define KMEND_BUILD_UNIT_ROOTS_H

#include <stddef.h>

/*
 * FOLDERS as a value of KMEND_UNIT_ROOT: one a line, each also by the name that it has when symbolic links are followed,
 * which is the one that some compilers are started in. New string of the caller; NULL and a message on error.
 */
char *build_unit_roots(const char *const *folders, size_t n);

#endif
