/* From target.yaml to a target: schema, checks, defaults. */
#include "harness/config/target.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "harness/base/error.h"
#include "harness/base/fault.h"
#include "harness/base/file.h"
#include "harness/base/installation.h"
#include "harness/base/policy.h"
#include "harness/config/detectors.h"
#include "harness/config/fault_model.h"
#include "harness/config/library.h"
#include "harness/config/pretest.h"
#include "harness/config/target_console.h"
#include "harness/config/target_limits.h"
#include "harness/config/target_units.h"
#include "harness/config/yaml.h"

static const cyaml_schema_value_t string_entry = { CYAML_VALUE_STRING(CYAML_FLAG_POINTER, char, 1, 127) };

#define STRING(key, flags, member) CYAML_FIELD_STRING_PTR(key, flags, struct kmend_target, member, 1, 4096)
#define STRINGS(key, flags, member) \
	CYAML_FIELD_SEQUENCE_COUNT( \
		key, (flags) | CYAML_FLAG_POINTER, struct kmend_target, member, member##_count, &string_entry, 0, 256)

#define NEEDED 0
#define OPTIONAL CYAML_FLAG_OPTIONAL

static const cyaml_schema_field_t fields[] = {
	STRING("name", CYAML_FLAG_POINTER, name),
	STRING("description", CYAML_FLAG_POINTER | CYAML_FLAG_OPTIONAL, description),
	STRING("build", CYAML_FLAG_POINTER, build),
	STRING("prepare", CYAML_FLAG_POINTER | CYAML_FLAG_OPTIONAL, prepare),
	STRINGS("sources", CYAML_FLAG_OPTIONAL, sources),
	CYAML_FIELD_UINT("boot_seconds", CYAML_FLAG_OPTIONAL, struct kmend_target, boot_seconds),
	CYAML_FIELD_UINT("golden_seconds", CYAML_FLAG_OPTIONAL, struct kmend_target, golden_seconds),
	CYAML_FIELD_UINT("experiment_seconds", CYAML_FLAG_OPTIONAL, struct kmend_target, experiment_seconds),
	CYAML_FIELD_UINT("test_seconds", CYAML_FLAG_OPTIONAL, struct kmend_target, test_seconds),
	STRINGS("test_limits", CYAML_FLAG_OPTIONAL, test_limits),
	CYAML_FIELD_FLOAT("time_factor", CYAML_FLAG_OPTIONAL, struct kmend_target, time_factor),
	CYAML_FIELD_MAPPING_PTR("console", CYAML_FLAG_POINTER | CYAML_FLAG_OPTIONAL, struct kmend_target, console_texts,
		kmend_console_fields),
	STRINGS("components", CYAML_FLAG_OPTIONAL, components),
	STRINGS("units", CYAML_FLAG_OPTIONAL, units),
	STRINGS("exclude", CYAML_FLAG_OPTIONAL, exclude),
	STRINGS("policies", CYAML_FLAG_DEFAULT, policies),
	STRINGS("tests", CYAML_FLAG_OPTIONAL, tests),
	STRINGS("fault_types", CYAML_FLAG_OPTIONAL, fault_types),
	STRINGS("detectors", CYAML_FLAG_OPTIONAL, detectors),
	STRINGS("golden_reports", CYAML_FLAG_OPTIONAL, golden_reports),
	STRINGS("allocators", CYAML_FLAG_OPTIONAL, allocators),
	STRINGS("releases", CYAML_FLAG_OPTIONAL, releases),
	STRINGS("pretest", CYAML_FLAG_OPTIONAL, pretest),
	STRINGS("pretest_tests", CYAML_FLAG_OPTIONAL, pretest_tests),
#define KMEND_X(key, needed, shortest, longest, ...) \
	CYAML_FIELD_STRING_PTR(                      \
		#key, CYAML_FLAG_POINTER | (needed), struct kmend_target, settings.key, shortest, longest),
	KMEND_MACHINE_TEXTS(KMEND_X)
#undef KMEND_X
#define KMEND_X(key, needed, ...) \
	CYAML_FIELD_UINT(#key, CYAML_FLAG_DEFAULT | (needed), struct kmend_target, settings.key),
		KMEND_MACHINE_NUMBERS(KMEND_X)
#undef KMEND_X
			CYAML_FIELD_END,
};
static const cyaml_schema_value_t schema = { CYAML_VALUE_MAPPING(CYAML_FLAG_POINTER, struct kmend_target, fields) };

/* A relative path that does not climb. */
static int is_below(const char *path)
{
	if (path[0] == '/')
		return 0;
	for (const char *part = path; part; part = strchr(part, '/') ? strchr(part, '/') + 1 : NULL)
		if (strncmp(part, "..", 2) == 0 && (part[2] == '/' || !part[2]))
			return 0;
	return 1;
}

#define COMPLAIN(key, ...) return kmend_yaml_complain(path, text, key, __VA_ARGS__)

/* The types that get sites: those that the file names, or all. */
static int read_types(struct kmend_target *target, const char *path, const char *text)
{
	for (uint64_t i = 0; i < target->fault_types_count; i++) {
		uint32_t type = kmend_fault_type_find(target->fault_types[i]);

		if (!type)
			COMPLAIN("fault_types", "unknown fault type '%.40s' (there are: %s)", target->fault_types[i],
				kmend_fault_types_all());
		if (target->types & KMEND_FAULT_BIT(type))
			COMPLAIN("fault_types", "'%s' is there twice", target->fault_types[i]);
		target->types |= KMEND_FAULT_BIT(type);
	}
	for (size_t i = 0; !target->fault_types_count && kmend_fault_type_at(i); i++)
		target->types |= KMEND_FAULT_BIT(kmend_fault_type_find(kmend_fault_type_at(i)));
	target->type_list = kmend_fault_types_text(target->types);
	return target->type_list ? 0 : kmend_error_memory();
}

static int check(struct kmend_target *target, const char *path, const char *text)
{
	char why[128];
	for (const struct kmend_machine_setting *row = kmend_machine_setting_rows; row->key; row++) {
		const char *wrong = kmend_machine_setting_wrong(&target->settings, row);

		if (wrong)
			COMPLAIN(row->key, "%s", wrong);
	}
	if (strpbrk(target->settings.cpu, " \t\n"))
		COMPLAIN("cpu", "must be one word: a CPU model of QEMU and its properties, as in max,rdrand=off");
	if (strcmp(target->settings.boot, "disk") == 0 && !*target->settings.disk)
		COMPLAIN("boot", "to start from the disk needs disk:");
	if (strcmp(target->settings.boot, "disk") == 0 && strcmp(target->settings.machine, "microvm") == 0)
		COMPLAIN("boot", "only the machines pc and q35 start from a disk");
	if (strcmp(target->settings.boot, "disk") == 0 && *target->settings.initrd)
		COMPLAIN("initrd", "a kernel that a disk starts gets it from there");
	if (*target->settings.disk2 && !*target->settings.disk)
		COMPLAIN("disk2", "a second disk needs a first one, disk:");
	if (strcmp(target->settings.vga, "none") != 0 && strcmp(target->settings.machine, "microvm") == 0)
		COMPLAIN("vga", "only the machines pc and q35 have a graphics card");
	if (target->policies_count == 0)
		COMPLAIN("policies", "at least one is needed");
	for (uint64_t i = 0; i < target->policies_count; i++)
		if (!kmend_policy_find(target->policies[i]))
			COMPLAIN("policies", "unknown policy '%.40s'", target->policies[i]);
	if (kmend_detectors_check(target->detectors, target->detectors_count, why, sizeof(why)) < 0)
		COMPLAIN("detectors", "%s", why);
	if (kmend_library_wrong(target->allocators, target->allocators_count, 1, NULL, 0, why, sizeof(why)))
		COMPLAIN("allocators", "%s", why);
	if (kmend_library_wrong(target->releases, target->releases_count, 0, target->allocators,
		    target->allocators_count, why, sizeof(why)))
		COMPLAIN("releases", "%s", why);
	if (kmend_pretest_wrong(target, why, sizeof(why)))
		COMPLAIN("pretest", "%s", why);
	if (target->pretest_tests_count && !target->pretest_count)
		COMPLAIN("pretest_tests", "they are the workload of pretest:, which is missing");
	if (target->console_texts &&
		(target->policies_count != 1 || kmend_policy_find(target->policies[0]) != kmend_policy_baseline()))
		COMPLAIN("policies", "a kernel without glue (`console:`) has the policy %s, and no other",
			kmend_policy_baseline()->text);
	if (target->console_texts && target->tests_count)
		COMPLAIN("tests", "a kernel without glue (`console:`) runs all its tests, always");
	if (target->console_texts && strcmp(target->settings.boot, "disk") == 0)
		COMPLAIN("boot", "a kernel without glue (`console:`) is started with -kernel, not from a disk");
	if (strlen(target->name) > 15)
		COMPLAIN("name", "at most 15 characters");
	if (!kmend_is_file_name(target->name))
		COMPLAIN("name", "must be letters, digits, dots, dashes and underscores, with no dot in front");
	if (!is_below(target->settings.image))
		COMPLAIN("image", "must be a path below the output folder");
	return read_types(target, path, text) < 0 || kmend_target_limits_check(target, path, text) < 0
		? -1
		: kmend_target_units_check(target, path, text);
}
#undef COMPLAIN

static int set_default(char **field, const char *value)
{
	if (*field)
		return 0;
	*field = strdup(value);
	return *field ? 0 : kmend_error_memory();
}

/* What the file does not say. */
static int set_defaults(struct kmend_target *target, const char *text)
{
	for (const struct kmend_machine_setting *row = kmend_machine_setting_rows; row->key; row++)
		if (!kmend_yaml_has(text, row->key) && kmend_machine_setting_default(&target->settings, row) < 0)
			return -1;
	kmend_target_limits_default(target, text);
	return set_default(&target->description, "") < 0 || set_default(&target->prepare, "") < 0 ? -1 : 0;
}

/* The folder of FILE, a target.yaml, when that is there. Takes `file`, which can be NULL. */
static char *dir_of(char *file)
{
	char resolved[PATH_MAX], *dir = NULL;

	if (file && access(file, F_OK) == 0) {
		*strrchr(file, '/') = '\0';
		if (realpath(file, resolved))
			dir = strdup(resolved);
	}
	free(file);
	return dir;
}

/* A folder given by its path, or targets/NAME here or among kmend's own. */
static char *find_dir(const char *name)
{
	char *dir = dir_of(kmend_format("%s/target.yaml", name)), *own;

	if (!dir && !strchr(name, '/')) {
		own = kmend_format("targets/%s/target.yaml", name);
		dir = dir_of(kmend_format("targets/%s/target.yaml", name));
		if (!dir && own)
			dir = dir_of(kmend_installed_data(own));
		free(own);
	}
	if (!dir)
		kmend_error_as(KMEND_ERROR_INVALID,
			"unknown target '%.200s': neither a folder with target.yaml nor one below targets/", name);
	return dir;
}

int kmend_target_load(struct kmend_target **out, const char *name)
{
	struct kmend_buf text = KMEND_BUF_INIT;
	struct kmend_target *target = NULL;
	char *path = NULL;
	int result = -1;
	*out = NULL;
	char *dir = find_dir(name);
	if (!dir)
		return -1;
	path = kmend_format("%s/target.yaml", dir);
	if (!path || kmend_file_read(&text, path, 1 << 20) < 0)
		goto out;
	if (text.size == 0) {
		kmend_error_as(KMEND_ERROR_INVALID, "%s:1: the file is empty", path);
		goto out;
	}
	void *data;
	if (kmend_yaml_load(&data, &schema, path, text.data, text.size) < 0)
		goto out;
	target = data;
	if (set_defaults(target, text.data) < 0)
		goto out;
	if (check(target, path, text.data) < 0)
		goto out;
	for (int i = 0; i < KMEND_TARGET_FILES; i++)
		target->file_lines[i] = kmend_yaml_line(text.data, kmend_target_file_key(i));
	if (target->console_texts &&
		kmend_console_compile(&target->console, target->console_texts, path, text.data) < 0)
		goto out;
	target->dir = dir;
	dir = NULL;
	if (kmend_target_files_settle(target) < 0)
		goto out;
	*out = target;
	target = NULL;
	result = 0;
out:
	kmend_target_free(target);
	kmend_buf_release(&text);
	free(path);
	free(dir);
	return result;
}

void kmend_target_free(struct kmend_target *target)
{
	if (!target)
		return;
	free(target->dir);
	target->dir = NULL;
	free(target->type_list);
	target->type_list = NULL;
	kmend_test_limits_release(&target->limits);
	kmend_patterns_free(target->console);
	target->console = NULL;
	kmend_yaml_free(target, &schema);
}
