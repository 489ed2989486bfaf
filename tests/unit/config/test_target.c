#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "harness/base/error.h"
#include "harness/base/pattern.h"
#include "harness/base/fault.h"
#include "harness/config/detectors.h"
#include "harness/config/fault_model.h"
#include "harness/config/library.h"
#include "harness/config/pretest.h"
#include "harness/config/target.h"
#include "harness/config/target_units.h"

#define GOOD                      \
	"name: mine\n"            \
	"arch: x86_64\n"          \
	"build: make OUT={out}\n" \
	"image: kernel.elf\n"     \
	"memory_mib: 32\n"        \
	"policies: [none]\n"

static int load(struct kmend_target **target, const char *text)
{
	char dir[] = "/tmp/kmend-target-XXXXXX", file[64];
	cr_assert_not_null(mkdtemp(dir));
	snprintf(file, sizeof(file), "%s/target.yaml", dir);
	FILE *out = fopen(file, "w");
	fputs(text, out);
	fclose(out);
	int result = kmend_target_load(target, dir);
	unlink(file);
	rmdir(dir);
	return result;
}

static void refuse(const char *text, const char *want)
{
	struct kmend_target *target;
	cr_assert_eq(load(&target, text), -1, "was taken: %s", text);
	cr_assert(strstr(kmend_error_text(), want), "got '%s', wanted '%s'", kmend_error_text(), want);
}

Test(target, a_folder_anywhere_and_its_defaults)
{
	struct kmend_target *target;
	cr_assert_eq(load(&target, GOOD), 0, "%s", kmend_error_text());
	cr_assert_str_eq(target->settings.machine, "microvm");
	cr_assert_eq(target->settings.cpus, 1);
	cr_assert_eq(target->settings.icount_shift, 3);
	cr_assert_eq(target->boot_seconds, 60);
	cr_assert(kmend_target_has_policy(target, "none"));
	cr_assert_not(kmend_target_has_policy(target, "enhanced"));
	kmend_target_free(target);
}

/* A line of a quoted text is no key, and a key of a mapping within is none of the file's. */
Test(target, what_looks_like_a_key)
{
	struct kmend_target *target;

	cr_assert_eq(load(&target, GOOD "description: \"one\nboot: 1\ncpu: 2\ntime_factor: 3 two\"\n"), 0, "%s",
		kmend_error_text());
	cr_assert_str_eq(target->settings.boot, "kernel");
	cr_assert_str_eq(target->settings.cpu, KMEND_TARGET_CPU);
	cr_assert_eq(target->time_factor, 4);
	kmend_target_free(target);
	refuse(GOOD "description: \"one\nmachine: pc two\"\nmachine: vax\n", ":9: machine: ");
	refuse("{name: mine, arch: x86_64, build: make, image: kernel.elf, memory_mib: 32, policies: [none], "
	       "icount_shift: 99}\n",
		":1: icount_shift: ");
}

#define WITHOUT_GLUE              \
	GOOD "console:\n"         \
	     "  # how it talks\n" \
	     "  ready: '^up$'\n"

Test(target, console)
{
	struct kmend_target *target;

	cr_assert_eq(load(&target, WITHOUT_GLUE "  test_pass: '([a-z]+) ok'\n"), 0, "%s", kmend_error_text());
	cr_assert_str_eq(target->console->of[KMEND_PATTERN_READY].text, "^up$");
	cr_assert_eq(target->console->of[KMEND_PATTERN_READY].line, 9);
	cr_assert_null(target->console->of[KMEND_PATTERN_DONE].text);
	kmend_target_free(target);
	cr_assert_eq(load(&target, GOOD), 0);
	cr_assert_null(target->console);
	kmend_target_free(target);
}

Test(target, bad_console)
{
	refuse(GOOD "console:\n  done: x\n", ":7: console: `ready` is needed");
	refuse(WITHOUT_GLUE "  done: 'a(b'\n", ":10: done: 'a(b' is not a regular expression");
	refuse(WITHOUT_GLUE "  test_pass: 'ok'\n", ":10: test_pass: the expression needs a group");
	refuse(WITHOUT_GLUE "  crash_address: 'ip [0-9a-f]+'\n",
		":10: crash_address: the expression needs a group in parentheses: the address");
	refuse(WITHOUT_GLUE "  panic: '(a)\\1'\n", ":10: panic: an expression must not have back-references");
	refuse(WITHOUT_GLUE "  redy: x\n", "unknown key 'redy'; did you mean 'ready'?");
	refuse(WITHOUT_GLUE "tests: [a]\n", ":10: tests: a kernel without glue");
	refuse(WITHOUT_GLUE "machine: pc\ndisk: d.img\nboot: disk\n", ":12: boot: a kernel without glue");
	refuse(WITHOUT_GLUE "  done: \"a\\tb\"\n", "control characters");
	refuse("name: mine\narch: i386\nbuild: b\nimage: k\nmemory_mib: 8\npolicies: [none, naive]\nconsole: {ready: "
	       "up}\n",
		":6: policies: a kernel without glue");
}

Test(target, allocators_and_releases)
{
	struct kmend_target *target;
	char *list;

	cr_assert_eq(load(&target, GOOD "allocators: ['get:1', 'kmalloc:0']\nreleases: [put]\n"), 0, "%s",
		kmend_error_text());
	list = kmend_library_join(target->allocators, target->allocators_count);
	cr_expect_str_eq(list, "get:1,kmalloc:0");
	free(list);
	cr_expect_str_eq(target->releases[0], "put");
	kmend_target_free(target);
	refuse(GOOD "allocators: [get]\n", ":7: allocators: 'get' is not name:size-argument");
	refuse(GOOD "allocators: ['get:16']\n", ":7: allocators: 'get:16' is not name:size-argument");
	refuse(GOOD "allocators: ['get:0,x:1']\n", ":7: allocators: ");
	refuse(GOOD "allocators: ['get:0', 'get:1']\n", ":7: allocators: 'get:1' is there twice");
	refuse(GOOD "releases: ['put:1']\n", ":7: releases: 'put:1' is not the name of a function");
	refuse(GOOD "releases: ['1']\n", ":7: releases: ");
	refuse(GOOD "allocators: ['get:0']\nreleases: [get]\n", ":8: releases: 'get' allocates and releases");
}

Test(target, units_and_components)
{
	struct kmend_target *target;
	char *list;

	cr_assert_eq(load(&target,
			     WITHOUT_GLUE "components: [fs:fs/, 'mm:*alloc.c', other]\nunits: [kernel/, lib/a.c]\n"
					  "exclude: ['lib/a.c:memset', .init.text]\n"),
		0, "%s", kmend_error_text());
	list = kmend_target_units_list(target);
	cr_expect_str_eq(list, "kernel kernel/*\nkernel lib/a.c\n- lib/a.c:memset\n- .init.text\n");
	free(list);
	kmend_target_free(target);
	cr_assert_eq(load(&target, WITHOUT_GLUE "exclude: [boot.c]\n"), 0);
	list = kmend_target_units_list(target);
	cr_expect_str_eq(list, "kernel *\n- boot.c\n");
	free(list);
	kmend_target_free(target);
	cr_assert_eq(load(&target, WITHOUT_GLUE), 0);
	list = kmend_target_units_list(target);
	cr_expect_str_eq(list, "");
	free(list);
	kmend_target_free(target);
	refuse(GOOD "units: [fs/]\n", ":7: units: only for a kernel without glue");
	refuse(GOOD "exclude: [fs/]\n", ":7: exclude: only for a kernel without glue");
	refuse(GOOD "components: ['fs:fs/']\n", ":7: components: patterns are only for a kernel without glue");
	refuse(WITHOUT_GLUE "units: ['fs/ x']\n", ":10: units: 'fs/ x' must be printable characters without blanks");
	refuse(WITHOUT_GLUE "exclude: [/fs/x.c]\n", ":10: exclude: '/fs/x.c' must be relative");
	refuse(WITHOUT_GLUE "components: ['fs:']\n", ":10: components: 'fs:' must have a pattern");
	refuse(WITHOUT_GLUE "components: [':x']\n", ":10: components: ':x' must have a name of 1 to 15");
	refuse(WITHOUT_GLUE "components: ['a b:x']\n", ":10: components: 'a b:x' must be name or name:pattern");
}

Test(target, bad_input)
{
	refuse(GOOD "cpus: 4\n", ":7: cpus: must be 1");
	refuse(GOOD "boot_seconds: 0\n", ":7: boot_seconds: must be 1 to 3600");
	refuse(GOOD "cpus: 0\n", ":7: cpus: must be 1");
	refuse(GOOD "time_factor: 0\n", ":7: time_factor: must be 0.01 to 100");
	refuse(GOOD "machine: q36\n", ":7: machine: unknown machine");
	refuse(GOOD "detectors: [x, x]\n", ":7: detectors: 'x' is there twice");
	refuse(GOOD "sauces: [x]\n", "unknown key 'sauces'; did you mean 'sources'?");
	refuse(GOOD "disk: no-such.img\n", "target.yaml:7: disk: ");
	refuse(GOOD "boot: disk\n", ":7: boot: to start from the disk needs disk:");
	refuse(GOOD "boot: disk\ndisk: target.yaml\n", ":7: boot: only the machines pc and q35");
	refuse(GOOD "disk2: target.yaml\n", ":7: disk2: a second disk needs a first one");
	refuse(GOOD "initrd: no-such.img\n", "target.yaml:7: initrd: ");
	refuse(GOOD "machine: pc\ndisk: target.yaml\nboot: disk\ninitrd: target.yaml\n",
		":10: initrd: a kernel that a disk starts");
	refuse(GOOD "disk: target.yaml\ndisk2: no-such.img\n", "target.yaml:8: disk2: ");
	refuse(GOOD "vga: std\n", ":7: vga: only the machines pc and q35");
	refuse(GOOD "input: 'a\\x'\n", ":7: input: must be printable ASCII");
	refuse(GOOD "arguments: -s\n", ":7: arguments: '-s' opens a socket on the host");
	refuse(GOOD "arguments: -device e1000,romfile=/etc/passwd\n",
		":7: arguments: 'romfile=/etc/passwd' is not one");
	refuse(GOOD "boot: net\n", ":7: boot: must be kernel or disk");
	refuse("name: x\n", "is needed, and missing");
	refuse("", ":1: the file is empty");
}

/* GOOD with another name, image and memory. */
static void refuse_with(const char *name, const char *image, const char *memory, const char *want)
{
	char text[256];

	snprintf(text, sizeof(text), "name: %s\narch: i386\nbuild: b\nimage: %s\nmemory_mib: %s\npolicies: [none]\n",
		name, image, memory);
	refuse(text, want);
}

Test(target, limits_of_a_machine)
{
	refuse_with("x", "k", "1", ":5: memory_mib: must be 2 to 16384");
	refuse_with("x", "k", "16385", ":5: memory_mib: must be 2 to 16384");
	refuse_with("x", "k", "20000", ":5: memory_mib: must be 2 to 16384");
}

Test(target, paths_stay_in_the_cache)
{
	refuse_with("../x", "k", "8", ":1: name: must be letters");
	refuse_with(".x", "k", "8", ":1: name: must be letters");
	refuse_with("a b", "k", "8", ":1: name: must be letters");
	refuse_with("x", "/k", "8", ":4: image: must be a path below");
	refuse_with("x", "../k", "8", ":4: image: must be a path below");
	refuse_with("x", "a/../../k", "8", ":4: image: must be a path below");
}

Test(target, disk_paths)
{
	struct kmend_target *target;
	char *path;

	cr_assert_eq(load(&target, GOOD "disk: target.yaml\nmachine: pc\nboot: disk\n"), 0, "%s", kmend_error_text());
	cr_assert_eq(target->settings.disk[0], '/');
	cr_assert_eq(kmend_target_file_path(&path, target->settings.disk, "k", "/o/k"), 0);
	cr_assert_str_eq(path, target->settings.disk);
	free(path);
	kmend_target_free(target);
	cr_assert_eq(load(&target, GOOD "disk: \"{out}/d/disk.img\"\n"), 0, "%s", kmend_error_text());
	cr_assert_eq(kmend_target_file_path(&path, target->settings.disk, "b/kernel", "/cache/x/b/kernel"), 0);
	cr_assert_str_eq(path, "/cache/x/d/disk.img");
	free(path);
	cr_assert_eq(kmend_target_file_path(&path, target->settings.disk, "b/kernel", "/elsewhere"), -1);
	cr_assert_eq(kmend_target_files_check(target, "/no/such/kernel.elf"), -1);
	cr_assert(strstr(kmend_error_text(), "target.yaml:7: disk: /no/such/d/disk.img: No such file"));
	kmend_target_free(target);
	cr_assert_eq(kmend_target_file_path(&path, "", "k", "/o/k"), 0);
	cr_assert_null(path);
}

Test(target, unknown_name)
{
	struct kmend_target *target;
	cr_assert_eq(kmend_target_load(&target, "no-such-target"), -1);
	cr_assert(strstr(kmend_error_text(), "unknown target 'no-such-target'"));
}

Test(target, fault_types)
{
	struct kmend_target *target;

	cr_assert_eq(load(&target, GOOD "fault_types: [hang, fail-stop]\n"), 0, "%s", kmend_error_text());
	cr_expect_str_eq(target->type_list, "fail-stop,hang");
	cr_expect_eq(target->types, KMEND_FAULT_BIT(1) | KMEND_FAULT_BIT(2));
	kmend_target_free(target);
	cr_assert_eq(load(&target, GOOD), 0, "%s", kmend_error_text());
	cr_expect_str_eq(target->type_list, kmend_fault_types_all());
	kmend_target_free(target);
	refuse(GOOD "fault_types: [hang, hang]\n", ":7: fault_types: 'hang' is there twice");
	refuse(GOOD "fault_types: [bang]\n", ":7: fault_types: unknown fault type 'bang'");
}

Test(target, detectors)
{
	struct kmend_target *target;
	char *list;

	cr_assert_eq(load(&target, GOOD "detectors: [ubsan, kasan]\n"), 0, "%s", kmend_error_text());
	cr_assert(kmend_target_has_detector(target, "kasan"));
	cr_assert_not(kmend_target_has_detector(target, "kas"));
	cr_assert_eq(kmend_detectors_read(&list, target, "ubsan,kasan"), 0, "%s", kmend_error_text());
	cr_assert_str_eq(list, "kasan,ubsan");
	free(list);
	cr_assert_eq(kmend_detectors_read(&list, target, ""), 0);
	cr_assert_str_eq(list, "");
	free(list);
	cr_assert_eq(kmend_detectors_read(&list, target, "ubsan,magic"), -1);
	cr_assert_str_eq(kmend_error_text(), "target 'mine' has no detector 'magic'");
	cr_assert_eq(kmend_detectors_read(&list, target, ",,,,,,,,,,,,,,,,,,,,,,,,,,"), -1);
	kmend_target_free(target);
}

/* Not in the words of a parser: what is wrong, what is expected, and on which line. */
Test(target, plain_words)
{
	refuse("name: x\n  arch: i386\n", ":2: a `: ` where none can be");
	refuse("name: x\narch: [i386\nbuild: a\n", ": a list is not closed");
	refuse("name: x\n\tarch: i386\n", ":2: a tab in front of the text");
	refuse("name: x\nbuild: 'abc\nimage: b\n", ":2: a quote is not closed");
	refuse("name: [x]\n", ":1: name: a text is expected here, not a list");
	refuse("name: x\nbuild: {target}/x\n", ":2: ");
	refuse("- a\n- b\n", ":1: keys with values (`key: value`) is expected here, not a list");
	refuse("name: x\nname: y\n", ":2: the key 'name' is there twice");
	refuse("name: x\npolicies: none\n",
		":2: policies: a list, as in [one, two], is expected here, not a single value");
	refuse(GOOD "memory: 8\n", "unknown key 'memory'; did you mean 'memory_mib'?");
	refuse(GOOD "boot_seconds: ten\n", "boot_seconds: 'ten' is not a whole number");
	refuse(GOOD "boot_seconds: 99999999999999\n", "boot_seconds: '99999999999999' is too large");
	refuse(GOOD "zzzzzz: 8\n", "unknown key 'zzzzzz'");
	refuse("name: \"\"\n", ":1: name: must not be empty");
}

/* Where a component is crashed on purpose before a campaign starts. */
Test(target, pretest)
{
#define PROMISING                                                                                \
	"name: mine\narch: x86_64\nbuild: make\nimage: k.elf\nmemory_mib: 32\npolicies: [none, " \
	"enhanced]\ncomponents: [pm]\n"
	struct kmend_target *target;
	char component[KMEND_PRETEST_COMPONENT];

	cr_assert_eq(load(&target, PROMISING "pretest: ['pm:do_getpid']\npretest_tests: [ask]\n"), 0, "%s",
		kmend_error_text());
	cr_expect_str_eq(kmend_pretest_split(component, target->pretest[0]), "do_getpid");
	cr_expect_str_eq(component, "pm");
	kmend_target_free(target);
	refuse(PROMISING "pretest: [do_getpid]\n", ":8: pretest: 'do_getpid' is not COMPONENT:FUNCTION");
	refuse(PROMISING "pretest: [':do_getpid']\n", ":8: pretest: ':do_getpid' is not COMPONENT:FUNCTION");
	refuse(PROMISING "pretest: ['pm:a:b']\n", ":8: pretest: 'pm:a:b' is not COMPONENT:FUNCTION");
	refuse(PROMISING "pretest: ['a-name-that-is-too-long:f']\n", ":8: pretest: 'a-name-that-is-too-long:f' is not");
	refuse(PROMISING "pretest: ['vm:do_info']\n", ":8: pretest: 'vm' is none of the components");
	refuse(PROMISING "pretest_tests: [ask]\n",
		":8: pretest_tests: they are the workload of pretest:, which is missing");
	refuse(GOOD "pretest: ['pm:f']\n", ":7: pretest: no policy of this target promises to recover from a crash");
}
