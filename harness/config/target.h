/* target.yaml: what a kernel is made of and how it is built and booted (docs/target-yaml.md). */
#ifndef KMEND_CONFIG_TARGET_H
#define KMEND_CONFIG_TARGET_H

#include <stdint.h>

#include "harness/base/test_limits.h"
#include "harness/config/machine_settings.h"

#define KMEND_DISKS 2
#define KMEND_TARGET_FILES 3 /* disk, disk2, initrd */

struct kmend_patterns;
struct kmend_target_console;

struct kmend_target {
	int file_lines[KMEND_TARGET_FILES]; /* of disk:, disk2: and initrd: in target.yaml */
	char *dir;                          /* folder that holds target.yaml, absolute */
	char *name;
	char *description;
	char *build;    /* shell command; {target} {out} {common} {cc} {policy} are replaced */
	char *prepare;  /* shell command that `kmend bench --build` runs before each timed build; "": none */
	char **sources; /* further folders whose content decides about a rebuild, relative to dir */
	uint64_t sources_count;
	struct kmend_machine_settings settings; /* of its machine */
	uint32_t boot_seconds;                  /* wall clock that a boot may take until `ready` */
	uint32_t golden_seconds;                /* guest virtual time that a run without a fault may take */
	uint32_t experiment_seconds;            /* virtual-time limit of an experiment; 0: by time_factor */
	double time_factor;                     /* virtual-time limit = golden time * factor, at least 2 s */
	uint32_t test_seconds; /* virtual-time limit of each test that no rule of test_limits is about; 0: none given */
	char **test_limits;    /* rules for single tests (harness/base/test_limits.h) */
	uint64_t test_limits_count;
	struct kmend_test_limits limits; /* both; empty: tests have no limits of their own */
	struct kmend_target_console *console_texts;
	struct kmend_patterns
		*console;  /* a kernel without glue: what its console says; NULL: events and control block */
	char **components; /* names; without glue also name:pattern of units (harness/image/group.h) */
	uint64_t components_count;
	char **units, **exclude; /* patterns: which units get sites, and which units, functions and sections do not */
	uint64_t units_count, exclude_count;
	char **policies;
	uint64_t policies_count;
	char **tests; /* names for the workload's default selection; empty: all */
	uint64_t tests_count;
	char **fault_types; /* that get sites */
	uint64_t fault_types_count;
	uint64_t types;   /* the same as a set: KMEND_FAULT_BIT of each */
	char *type_list;  /* ... and as text, with commas */
	char **detectors; /* that the build can add: words for a campaign's `detectors:` */
	uint64_t detectors_count;
	char **golden_reports; /* signatures of reports that a run without a fault may hold; `*` at the end: any */
	uint64_t golden_reports_count;
	char **allocators; /* functions that allocate, as name:size-argument (harness/config/library.h) */
	uint64_t allocators_count;
	char **releases; /* functions that release memory */
	uint64_t releases_count;
	char **pretest; /* component:function: where each component is crashed on purpose before a campaign (campaign/pretest.h) */
	uint64_t pretest_count;
	char **pretest_tests; /* the workload of that; empty: that of the campaign */
	uint64_t pretest_tests_count;
};

/*
 * Loads the target called `name`: a folder with target.yaml, or the name of one under the targets/ of the installation.
 * On failure -1 with one line, with file and line number where there is one. Free with kmend_target_free.
 */
int kmend_target_load(struct kmend_target **out, const char *name);
void kmend_target_free(struct kmend_target *target);

/*
 * A file of the machine of the image at `image_path` (kmend_build_image), a new string of the caller; *path is NULL when
 * the target has none. `file` and `image` are settings of a target.
 */
int kmend_target_file_path(char **path, const char *file, const char *image, const char *image_path);

/* Setting and key of file NUMBER below KMEND_TARGET_FILES, the disks first; a setting that is "" or NULL: there is none. */
const char *kmend_machine_file(const struct kmend_machine_settings *settings, int number);
const char *kmend_target_file_key(int number);

/* Files that no build makes: their paths become absolute, and the files must be there. -1 with the line of target.yaml. */
int kmend_target_files_settle(struct kmend_target *target);

/* 0 when the disks and the initrd of that image are files that can be read; else -1 with the line of target.yaml. */
int kmend_target_files_check(const struct kmend_target *target, const char *image_path);

/* 1: its kernel writes events and has a control block; 0: all that is seen of it is its console. */
int kmend_target_has_glue(const struct kmend_target *target);

/* 1 when the target lists that policy. */
int kmend_target_has_policy(const struct kmend_target *target, const char *policy);

#endif
