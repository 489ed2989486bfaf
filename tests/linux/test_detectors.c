/*
 * Every detector of Linux fires for what it is there for, names itself, and says where; every audit finds what was planted for it. The image is $LINUX_IMAGE, of the
 * target in $LINUX_TARGET.
 */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "harness/base/error.h"
#include "harness/base/file.h"
#include "harness/campaign/judge.h"
#include "harness/machine/machine.h"

#define LIMIT_NS 20000000000u

static const struct detector {
	const char *cause, *at; /* at: the function that is named first */
} detectors[] = {
	{ "page-fault", "page_fault" },
	{ "general-protection", "general_protection" },
	{ "invalid-opcode", "invalid_opcode" },
	{ "divide-error", "divide_error" },
	{ "double-fault", "double_fault" },
	{ "bug", "bug" },
	{ "panic", "plain_panic" },
	{ "hung-task", "hung_task" },
	{ "soft-lockup", "soft_lockup" },
	{ "rcu-stall", "rcu_stall" },
};
#define DETECTORS (sizeof detectors / sizeof detectors[0])

static void on_done(struct machine *machine, const struct machine_result *result, void *context)
{
	(void)machine;
	*(const struct machine_result **)context = result;
}

static const struct machine_result *await(uv_loop_t *loop, const struct machine_result **result)
{
	while (!*result)
		uv_run(loop, UV_RUN_ONCE);
	return *result;
}

static const struct machine_result *provoke(
	uv_loop_t *loop, struct machine *machine, const char *kind, const char *name)
{
	const struct machine_result *result = NULL;
	char *workload = kmend_format("%s-%s", kind, name);
	const struct machine_order order = { .control = { .mode = KMEND_MODE_PLAIN, .workload = workload },
		.limit_ns = LIMIT_NS };

	machine_run(machine, &order, on_done, &result);
	await(loop, &result);
	free(workload);
	return result;
}

static void check(const struct detector *detector, const struct machine_result *result)
{
	struct kmend_verdict verdict;
	char *line = kmend_format("detected component=linux cause=%s at=%s", detector->cause, detector->at);
	const char *found = strstr(result->events, "detected ");

	cr_expect_eq(result->end, MACHINE_END_STOP, "%s ends as %d: %s", detector->cause, result->end, result->why);
	cr_expect_eq(result->stop, KMEND_STOP_PANIC, "%s stops with %u", detector->cause, result->stop);
	cr_expect_neq(strstr(result->events, line), NULL, "wanted: %s\ngot: %.*s", line,
		found ? (int)strcspn(found, "\n") : 7, found ? found : "nothing");
	cr_expect_neq(strstr(result->events, " panic reason="), NULL, "%s panics", detector->cause);
	cr_assert_eq(judge_run(&verdict, result, KMEND_ARMED_NOTHING, NULL), 0, "%s", kmend_error_text());
	cr_expect_eq(verdict.outcome, KMEND_OUTCOME_CRASH, "%s is judged %d", detector->cause, verdict.outcome);
	kmend_verdict_release(&verdict);
	free(line);
}

static const char *const audits[] = { "reports", "readers", "processes", "pages", "slabs" };
#define AUDITS (sizeof audits / sizeof audits[0])

/* The audit called DAMAGED is the one that finds something, and no test has run. */
static void check_audits(const char *damaged, const struct machine_result *result)
{
	struct kmend_verdict verdict;

	cr_expect_eq(result->stop, KMEND_STOP_DONE, "damage of %s: stops with %u", damaged, result->stop);
	for (size_t i = 0; i < AUDITS; i++) {
		int right = strcmp(audits[i], damaged) != 0;
		char *line = kmend_format("audit name=%s status=%s detail=%s", audits[i], right ? "ok" : "inconsistent",
			right ? "none" : audits[i]);

		cr_expect_neq(strstr(result->events, line), NULL, "damage of %s: wanted: %s", damaged, line);
		free(line);
	}
	cr_assert_eq(judge_run(&verdict, result, KMEND_ARMED_NOTHING, NULL), 0, "%s", kmend_error_text());
	cr_expect_eq(verdict.inconsistent, strcmp(damaged, "nothing") != 0, "damage of %s", damaged);
	kmend_verdict_release(&verdict);
}

static void check_all(uv_loop_t *loop, struct machine *machine)
{
	for (size_t i = 0; i < DETECTORS; i++)
		check(&detectors[i], provoke(loop, machine, "provoke", detectors[i].cause));
	for (size_t i = 0; i < AUDITS; i++)
		check_audits(audits[i], provoke(loop, machine, "damage", audits[i]));
	check_audits("nothing", provoke(loop, machine, "damage", "nothing"));
}

Test(linux, each_detector_fires_and_each_audit_finds, .timeout = 300)
{
	struct kmend_target *target;
	struct kmend_image *image;
	struct machine_config config = { .image_path = getenv("LINUX_IMAGE"), .cpu = -1 };
	struct machine *machine;
	const struct machine_result *result = NULL;
	uv_loop_t loop;

	cr_assert_eq(kmend_target_load(&target, getenv("LINUX_TARGET")), 0, "%s", kmend_error_text());
	cr_assert_eq(kmend_image_open(&image, config.image_path), 0, "%s", kmend_error_text());
	config.image = image;
	machine_config_target(&config, target);
	uv_loop_init(&loop);
	cr_assert_eq(machine_new(&machine, &loop, &config), 0, "%s", kmend_error_text());
	machine_boot(machine, on_done, &result);
	cr_assert_eq(await(&loop, &result)->stop, KMEND_STOP_READY, "%s", result->why);
	check_all(&loop, machine);
	machine_free(machine);
	uv_run(&loop, UV_RUN_DEFAULT);
	uv_loop_close(&loop);
	kmend_image_free(image);
	kmend_target_free(target);
}
