/* YAML against a schema through libcyaml, with errors of one line: file:line: what. */
#ifndef KMEND_CONFIG_YAML_H
#define KMEND_CONFIG_YAML_H

#include <stddef.h>

#include <cyaml/cyaml.h>

/*
 * Loads `size` bytes of `text` by `schema` into *out (free with kmend_yaml_free and the same schema). `path` is for
 * messages only. Unknown keys, wrong types and missing fields are errors.
 */
int kmend_yaml_load(void **out, const cyaml_schema_value_t *schema, const char *path, const char *text, size_t size);
void kmend_yaml_free(void *data, const cyaml_schema_value_t *schema);

/* The line of the first top-level `key:` in the text, or 1: for checks that the schema cannot express. */
int kmend_yaml_line(const char *text, const char *key);

/* The line of `key:` inside the top-level mapping `parent:`; that of the parent when it is not on a line of its own. */
int kmend_yaml_line_below(const char *text, const char *parent, const char *key);

/* 1 when the text has a top-level `key:`: a zero that somebody wrote is not a default. */
int kmend_yaml_has(const char *text, const char *key);

/* Sets the message "path:line: key: ..." for a value that the schema lets pass. Always returns -1. */
int kmend_yaml_complain(const char *path, const char *text, const char *key, const char *format, ...)
	__attribute__((format(printf, 4, 5)));

#endif
