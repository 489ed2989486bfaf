/* What libcyaml and libyaml complain about, in words for whoever wrote the file. Pure: their words in, ours out. */
#ifndef KMEND_CONFIG_YAML_WORDS_H
#define KMEND_CONFIG_YAML_WORDS_H

#include <stddef.h>

#include <cyaml/cyaml.h>

#define YAML_WORDS_MAX 512

/*
 * Fills OUT with what is wrong. `raw` is the first error of libcyaml; `field` the key whose value it is about, NULL: none;
 * `schema` that of the whole file, for keys that are near an unknown one.
 */
void yaml_words(char out[YAML_WORDS_MAX], const char *raw, const char *field, const cyaml_schema_value_t *schema);

/* The same for a problem of the YAML itself, as libyaml names it; NULL: none is named. */
const char *yaml_syntax_words(const char *problem);

#endif
