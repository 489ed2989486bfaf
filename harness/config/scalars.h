/* What libcyaml lets pass and a person did not mean: see scalars.c. */
#ifndef KMEND_CONFIG_SCALARS_H
#define KMEND_CONFIG_SCALARS_H

#include <stddef.h>

#include <cyaml/cyaml.h>

/* Checks the text of every value against the type that the schema gives it. `path` is for messages only. -1 with
 * "path:line: key: ..." for the first one that is not of its type, and for a second document. */
int kmend_yaml_scalars_check(const cyaml_schema_value_t *schema, const char *path, const char *text, size_t size);

/* -1 with "path:line: ..." in our words when the text is not YAML at all; else 0. */
int kmend_yaml_syntax_check(const char *path, const char *text, size_t size);

#endif
