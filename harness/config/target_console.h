/* `console:` in target.yaml: how a kernel without glue is understood (docs/target-yaml.md, harness/base/pattern.h). */
#ifndef KMEND_CONFIG_TARGET_CONSOLE_H
#define KMEND_CONFIG_TARGET_CONSOLE_H

#include <cyaml/cyaml.h>

#include "harness/base/pattern.h"

/* The mapping as it was written; NULL: no such key. */
struct kmend_target_console {
	char *of[KMEND_PATTERNS];
};

extern const cyaml_schema_field_t kmend_console_fields[];

/* From the mapping to compiled patterns. -1 with file and line of the first that is not good. */
int kmend_console_compile(
	struct kmend_patterns **out, const struct kmend_target_console *console, const char *path, const char *text);

#endif
