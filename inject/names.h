/*
 * Names of units and files: part of a site's identity, so they must not depend on the machine, on the folder the build
 * ran in, or on how the build system spelled a path.
 */
#ifndef KMEND_INJECT_NAMES_H
#define KMEND_INJECT_NAMES_H

/*
 * ROOTS, folders with a newline between them, as absolute, normalised paths without a slash at the end ("" stays ""). Several:
 * a build may copy its sources. To be freed; NULL: no memory.
 */
char *inject_name_root(const char *roots);

/*
 * PATH (relative to DIRECTORY, or to the current folder when DIRECTORY is NULL) as it is shown and stored: without
 * "." and ".." steps, and without the longest of ROOT (as inject_name_root() returns them) that it lies below. With ROOT "" a relative path
 * stays relative, and so does one whose DIRECTORY is "" or ".": the compiler has mapped it to the root already.
 * Written as inject_name_encode() does. To be freed; NULL: no memory.
 */
char *inject_name_clean(const char *root, const char *directory, const char *path);

/* NAME with %XX for bytes that are not printable, and for space % : , ". To be freed; NULL: no memory. */
char *inject_name_encode(const char *name);

#endif
