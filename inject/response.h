/* Response files: an argument @FILE stands for the arguments written in FILE. */
#ifndef KMEND_INJECT_RESPONSE_H
#define KMEND_INJECT_RESPONSE_H

/*
 * Expands response files in OLD (COUNT arguments) into *OUT, a NULL-terminated list, and returns the new count; -1: no
 * memory. A file that cannot be read stays as it is, as compilers do. The list and what was read live until the end.
 */
int inject_response_expand(char ***out, char **old, int count);

#endif
