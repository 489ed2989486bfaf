#include "harness/config/target_console.h"

#include <string.h>

#include "harness/config/yaml.h"

const cyaml_schema_field_t kmend_console_fields[] = {
#define KMEND_X(name, text, group)                                                                          \
	CYAML_FIELD_STRING_PTR(text, CYAML_FLAG_POINTER | CYAML_FLAG_OPTIONAL, struct kmend_target_console, \
		of[KMEND_PATTERN_##name], 0, 4096),
	KMEND_PATTERN_KINDS(KMEND_X)
#undef KMEND_X
		CYAML_FIELD_END,
};

int kmend_console_compile(
	struct kmend_patterns **out, const struct kmend_target_console *console, const char *path, const char *text)
{
	*out = NULL;
	if (!console->of[KMEND_PATTERN_READY])
		return kmend_yaml_complain(path, text, "console",
			"`ready` is needed: a line of the console that says "
			"that the kernel has booted");
	if (kmend_patterns_new(out, path) < 0)
		return -1;
	for (int i = 0; i < KMEND_PATTERNS; i++)
		if (console->of[i] &&
			kmend_patterns_set(*out, i, console->of[i],
				kmend_yaml_line_below(text, "console", kmend_pattern_name(i))) < 0) {
			kmend_patterns_free(*out);
			*out = NULL;
			return -1;
		}
	return 0;
}
