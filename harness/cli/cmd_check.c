/* kmend check: one boot of a target, and what kmend understands of it. */
#include <stdlib.h>
#include <string.h>

#include "harness/base/error.h"
#include "harness/build/build.h"
#include "harness/campaign/setup.h"
#include "harness/cli/check.h"
#include "harness/cli/commands.h"
#include "harness/cli/target.h"
#include "harness/config/detectors.h"

struct values {
	const char *policy, *detectors, *format;
	struct option_number seconds;
	int verbose;
};

static int look(const struct kmend_target *target, const struct values *values, const char *detectors, int *is_good)
{
	struct check check = { .target = target,
		.policy = values->policy ? values->policy : target->policies[0],
		.run_seconds = (uint32_t)values->seconds.value };
	const struct kmend_build build = { .policy = check.policy, .detectors = detectors, .verbose = values->verbose };
	struct kmend_image *image = NULL;
	char *path = NULL;
	int result = -1;

	if (kmend_build_image(target, &build, &path) == 0 && setup_image(&image, target, path) == 0) {
		check.image_path = path;
		check.image = image;
		result = check_run(&check);
	}
	if (result == 0 && values->format && strcmp(values->format, "json") == 0)
		result = check_print_json(&check);
	else if (result == 0)
		check_print(&check);
	*is_good = check.nproblems == 0;
	check_release(&check);
	kmend_image_free(image);
	free(path);
	return result;
}

static int run(const char *const *words, const void *options)
{
	const struct values *values = options;
	struct kmend_target *target;
	char *detectors = NULL;
	int result = -1, is_good = 0;

	if (target_load_with_policy(&target, words[0], values->policy) < 0)
		return command_fail(&cmd_check);
	if (kmend_detectors_read(&detectors, target, values->detectors ? values->detectors : "") == 0)
		result = look(target, values, detectors, &is_good);
	free(detectors);
	kmend_target_free(target);
	return result < 0 ? command_fail(&cmd_check)
			  : command_end(&cmd_check, is_good ? KMEND_EXIT_GOOD : KMEND_EXIT_BAD);
}

static const char *format_name(size_t number)
{
	static const char *const names[] = { "text", "json" };

	return number < sizeof names / sizeof names[0] ? names[number] : NULL;
}

static const struct option options[] = {
	OPTION_CHOICE("--format", values, format, "FORMAT", format_name, "text by default"),
	OPTION_TEXT("--policy", values, policy, "P", "the image of this policy (default: the first of target.yaml)"),
	OPTION_TEXT("--detectors", values, detectors, "LIST",
		"detectors to add, of those in target.yaml, with commas between them"),
	OPTION_NUMBER("--seconds", values, seconds, "N", 1, 3600, 60,
		"time on the clock from `ready` to the end of the workload"),
	OPTION_FLAG("--verbose", values, verbose, "show what the build says"),
	OPTION_END,
};

const struct command cmd_check = {
	.name = "check",
	.summary = "boot a target once, and show what kmend understands of it",
	.words = "TARGET",
	.text = "Builds the image of TARGET if need be, boots it once, without a fault, and shows every line of the "
		"console "
		"with the "
		"key of `console:` in target.yaml that it matches (of a kernel with glue: its events). After them: "
		"keys "
		"that no line has "
		"matched, the guest's time to `ready` and of the workload, whether address 0 faults, which units have "
		"no "
		"fault sites, the "
		"limits, and what is wrong.\n\nA boot that never says `ready` is shown as far as it came.\n",
	.options = options,
	.exits = "0 good, 1 something is wrong, 125 the build or the emulator failed, 129 usage or a wrong target.yaml",
	.size = sizeof(struct values),
	.run = run,
};
