/*
 * A machine whose emulator misbehaves (fake_qemu.c): each way to be wrong ends in exactly one callback with the right end,
 * nothing hangs, nothing is left open, and the harness survives.
 */
#include <criterion/criterion.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "harness/base/error.h"
#include "harness/machine/machine.h"
#include "tests/unit/machine/fake_qemu.h"

static uv_loop_t loop;
static struct kmend_image image;
static struct machine *machine;
static int callbacks;

static struct machine_config config = {
	.image_path = "fake.elf",
	.image = &image,
	.settings = { .machine = "microvm", .arch = "x86_64", .memory_mib = 2, .cpus = 1, .icount_shift = 3 },
	.cpu = -1,
};

static void setup(void)
{
	setenv("KMEND_QEMU", getenv("FAKE_QEMU"), 1);
	image.has_control = 1;
	image.control_pa = FAKE_CONTROL_PA;
	uv_loop_init(&loop);
}

static void teardown(void)
{
	machine_free(machine);
	uv_run(&loop, UV_RUN_DEFAULT);
	cr_expect_eq(uv_loop_close(&loop), 0, "no handle is left open");
}

TestSuite(fake, .init = setup, .fini = teardown, .timeout = 100);

static void on_done(struct machine *its, const struct machine_result *result, void *context)
{
	cr_expect_eq(its, machine);
	callbacks++;
	*(const struct machine_result **)context = result;
}

static const struct machine_result *await(const struct machine_result **result)
{
	while (!*result)
		uv_run(&loop, UV_RUN_ONCE);
	cr_expect_eq(callbacks, 1, "one callback");
	callbacks = 0;
	return *result;
}

/* Short only where it is the limit that ends the step: other steps can be slow on a busy host. */
static void set_limits(const char *mode)
{
	int stuck = strstr(mode, "never") || !strcmp(mode, "run-stuck") || !strcmp(mode, "run-event-storm");

	config.boot_limit_ms = !strcmp(mode, "boot-never") ? 300 : 20000;
	config.wall_limit_ms = stuck ? 2000 : 20000;
}

static const struct machine_result *boot(const char *mode)
{
	const struct machine_result *result = NULL;

	set_limits(mode);
	setenv("KMEND_FAKE", mode, 1);
	cr_assert_eq(machine_new(&machine, &loop, &config), 0, "%s", kmend_error_text());
	machine_boot(machine, on_done, &result);
	return await(&result);
}

static const struct machine_result *run(uint64_t limit_ns)
{
	const struct machine_order order = { .control = { .mode = KMEND_MODE_GOLDEN }, .limit_ns = limit_ns };
	const struct machine_result *result = NULL;

	machine_run(machine, &order, on_done, &result);
	return await(&result);
}

/* Boots well in this mode, then runs. */
static const struct machine_result *boot_and_run(const char *mode)
{
	const struct machine_result *result = boot(mode);

	cr_assert_eq(result->end, MACHINE_END_STOP, "%s", result->why);
	cr_assert_eq(result->stop, KMEND_STOP_READY, "%s", result->why);
	return run(2000000000u);
}

static void expect_infra(const struct machine_result *result, const char *word, const char *why)
{
	cr_expect(machine_end_is_infra(result->end), "end %d: %s", result->end, result->why);
	cr_expect_str_eq(result->infra, word);
	cr_expect_neq(strstr(result->why, why), NULL, "'%s' tells '%s'", result->why, why);
}

/* After an infra end every further run fails at once, in one callback. */
static void expect_dead(void)
{
	cr_expect_eq(run(2000000000u)->end, MACHINE_END_EMULATOR);
}

Test(fake, everything_well)
{
	const struct machine_result *result = boot_and_run("");

	cr_expect_eq(result->end, MACHINE_END_STOP);
	cr_expect_eq(result->stop, KMEND_STOP_DONE);
	cr_expect_str_eq(result->events, "@kmend 0 1000 ready\n@kmend 1 2000 suite-end\n");
	cr_expect_str_eq(result->console, "fake: hello\n");
	cr_expect_eq(result->boot_size, strlen("@kmend 0 1000 ready\n"));
	cr_expect_eq(machine_clock_ns(machine), FAKE_BIAS_NS + (FAKE_INSTRUCTIONS << 3));
	result = run(2000000000u);
	cr_expect_str_eq(
		result->events, "@kmend 0 1000 ready\n@kmend 1 2000 suite-end\n", "a run starts with the boot's log");
}

Test(fake, one_byte_at_a_time)
{
	cr_expect_eq(boot_and_run("slow")->stop, KMEND_STOP_DONE);
}

Test(fake, events_before_the_answer)
{
	cr_expect_eq(boot_and_run("event-before-answer")->stop, KMEND_STOP_DONE);
	cr_expect_eq(run(2000000000u)->stop, KMEND_STOP_DONE, "the late answer does not disturb the next run");
}

#define BOOT_INFRA(name, mode, word, why)            \
	Test(fake, name)                             \
	{                                            \
		expect_infra(boot(mode), word, why); \
		expect_dead();                       \
	}

BOOT_INFRA(exits_at_once, "exit-at-once", "emulator-died", "gone")
BOOT_INFRA(greets_with_nonsense, "greet-nonsense", "emulator-died", "broken JSON")
BOOT_INFRA(never_greets, "greet-never", "wall-clock", "stuck")
BOOT_INFRA(greets_twice, "greet-twice", "emulator-refused", "twice")
BOOT_INFRA(refuses, "refuse-capabilities", "emulator-refused", "not today")
BOOT_INFRA(savevm_fails, "savevm-error", "savevm", "no space")
BOOT_INFRA(snapshot_without_clock, "savevm-no-clock", "harness", "instruction counter")
BOOT_INFRA(cannot_leave_memory_out, "refuse-no-memory", "emulator-refused", "no such capability")
BOOT_INFRA(second_exits, "second-exit", "emulator-died", "gone")
BOOT_INFRA(second_greets_with_nonsense, "second-greet-nonsense", "emulator-died", "broken JSON")
BOOT_INFRA(second_never_greets, "second-greet-never", "wall-clock", "stuck")
BOOT_INFRA(second_cannot_load, "second-loadvm-error", "loadvm", "does not exist")

static void expect_no_boot(const struct machine_result *result, enum machine_end end, const char *why)
{
	cr_expect_eq(result->end, end);
	cr_expect_neq(result->stop, KMEND_STOP_READY);
	cr_expect_neq(strstr(result->why, why), NULL, "%s", result->why);
	cr_expect_str_eq(result->console, "fake: hello\n", "the console tells why");
	expect_dead();
}

Test(fake, boot_panics)
{
	expect_no_boot(boot("boot-panic"), MACHINE_END_STOP, "panicked");
}
Test(fake, boot_takes_for_ever)
{
	expect_no_boot(boot("boot-never"), MACHINE_END_HANG, "no `ready` within");
}
Test(fake, boot_of_another_image)
{
	expect_no_boot(boot("boot-other-image"), MACHINE_END_STOP, "control block");
}

#define RUN_INFRA(name, mode, word, why)                     \
	Test(fake, name)                                     \
	{                                                    \
		expect_infra(boot_and_run(mode), word, why); \
		expect_dead();                               \
	}

RUN_INFRA(loadvm_fails, "loadvm-error", "loadvm", "does not exist")
RUN_INFRA(is_killed_in_a_run, "run-kill", "emulator-died", "gone")
RUN_INFRA(leaves_in_a_run, "run-leave", "emulator-died", "gone (exit 0")
RUN_INFRA(broken_json, "run-broken-json", "emulator-died", "broken JSON")
RUN_INFRA(answers_twice, "run-answer-twice", "emulator-died", "nobody asked")
RUN_INFRA(giant_message, "run-oversize", "emulator-died", "longer than")
RUN_INFRA(event_storm, "run-event-storm", "wall-clock", "stuck")
RUN_INFRA(stuck, "run-stuck", "wall-clock", "stuck")
RUN_INFRA(stops_in_an_odd_state, "run-odd-state", "emulator-state", "internal-error")

/* An emulator that ends itself under its guest: the log is that of a run, and what it said is there for people. */
static void expect_died(const char *mode, const char *died, const char *why)
{
	const struct machine_result *result = boot_and_run(mode);

	cr_expect_eq(result->end, MACHINE_END_DIED, "end %d: %s", result->end, result->why);
	cr_expect_str_eq(result->died, died);
	cr_expect_str_eq(result->infra, "emulator-died");
	cr_expect(result->is_dead);
	cr_expect_neq(strstr(result->why, why), NULL, "'%s' tells '%s'", result->why, why);
	cr_expect_str_eq(result->events, "@kmend 0 1000 ready\n");
	expect_dead();
}

Test(fake, dies_in_a_run)
{
	expect_died("run-exit", "exit 1", "gone (exit 1");
}
Test(fake, aborts_in_a_run)
{
	expect_died("run-abort", "SIGABRT", "gone (SIGABRT");
}
Test(fake, says_something_and_dies)
{
	expect_died("run-last-words", "exit 1", "it said: fake: out of");
}

Test(fake, suspends_and_on)
{
	cr_expect_eq(boot_and_run("run-suspend")->end, MACHINE_END_SUSPEND);
	cr_expect_eq(run(2000000000u)->end, MACHINE_END_SUSPEND, "the machine can be used again");
}

Test(fake, stop_code_that_nobody_knows)
{
	const struct machine_result *result = boot_and_run("run-odd-stop-code");

	cr_expect_eq(result->end, MACHINE_END_STOP);
	cr_expect_eq(result->stop, 0);
}

static void expect_flood(const char *mode)
{
	const struct machine_result *result = boot_and_run(mode);

	cr_expect_eq(result->end, MACHINE_END_FLOOD);
	cr_expect_leq(result->events_size, result->boot_size + MACHINE_LOG_MAX);
	cr_expect_leq(result->console_size, MACHINE_LOG_MAX + 64);
}

Test(fake, console_flood)
{
	expect_flood("run-flood-console");
}
Test(fake, event_flood)
{
	expect_flood("run-flood-events");
}

Test(fake, flood_of_complaints)
{
	cr_expect_eq(boot_and_run("run-chatter")->end, MACHINE_END_FLOOD);
	cr_expect_eq(run(2000000000u)->end, MACHINE_END_FLOOD, "what it said was forgotten before");
}

Test(fake, reset_and_on)
{
	cr_expect_eq(boot_and_run("run-reset")->end, MACHINE_END_RESET);
	cr_expect_eq(run(2000000000u)->end, MACHINE_END_RESET, "the machine leaves its shutdown state");
}

Test(fake, power_off)
{
	cr_expect_eq(boot_and_run("run-power-off")->end, MACHINE_END_POWEROFF);
}

Test(fake, long_limit_is_granted_in_parts)
{
	cr_expect_eq(boot_and_run("run-watchdog")->end, MACHINE_END_HANG);
	cr_expect_eq(run(65000000000u)->end, MACHINE_END_HANG, "66 s: two times 30 and 6");
}

Test(fake, freed_in_flight)
{
	const struct machine_result *result = NULL;

	setenv("KMEND_FAKE", "", 1);
	cr_assert_eq(machine_new(&machine, &loop, &config), 0);
	machine_boot(machine, on_done, &result);
	uv_run(&loop, UV_RUN_ONCE);
	machine_free(machine);
	machine = NULL;
	uv_run(&loop, UV_RUN_DEFAULT);
	cr_expect_eq(callbacks, 0, "no callback after machine_free");
}

Test(fake, dead_before_the_boot)
{
	const struct machine_result *result = NULL;

	setenv("KMEND_FAKE", "exit-at-once", 1);
	cr_assert_eq(machine_new(&machine, &loop, &config), 0);
	uv_sleep(100);
	uv_run(&loop, UV_RUN_NOWAIT);
	machine_boot(machine, on_done, &result);
	expect_infra(await(&result), "emulator-died", "died");
}

Test(fake, greeted_before_the_boot)
{
	const struct machine_result *result = NULL;

	setenv("KMEND_FAKE", "", 1);
	cr_assert_eq(machine_new(&machine, &loop, &config), 0);
	uv_sleep(100);
	uv_run(&loop, UV_RUN_NOWAIT);
	machine_boot(machine, on_done, &result);
	cr_expect_eq(await(&result)->stop, KMEND_STOP_READY);
}
