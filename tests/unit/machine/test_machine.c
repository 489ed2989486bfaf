/* A real QEMU with the test kernel of tests/tiny: every way to end a run, from one machine, again and again the same. */
#include <criterion/criterion.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "harness/base/error.h"
#include "harness/base/file.h"
#include "harness/machine/machine.h"

#define LIMIT_NS 2000000000u

static uv_loop_t loop;
static uint32_t boot_limit_ms;
static char *image_path;
static struct kmend_image *image;

static char *build(const char *flags)
{
	char *out = kmend_format("/tmp/kmend-test-machine-%d", getpid());
	char *command = kmend_format("TINY_FLAGS='%s' sh %s/build.sh %s none", flags, getenv("TINY"), out);
	char *path = kmend_format("%s/image.elf", out);

	cr_assert_eq(system(command), 0);
	free(command);
	free(out);
	return path;
}

static void setup_with(const char *flags)
{
	uv_loop_init(&loop);
	image_path = build(flags);
	cr_assert_eq(kmend_image_open(&image, image_path), 0, "%s", kmend_error_text());
}

static void setup(void)
{
	setup_with("");
}

static void teardown(void)
{
	char *slash = strrchr(image_path, '/');

	uv_run(&loop, UV_RUN_DEFAULT);
	cr_expect_eq(uv_loop_close(&loop), 0, "no handle is left open");
	unlink(image_path);
	*slash = 0;
	rmdir(image_path);
	free(image_path);
	kmend_image_free(image);
}

TestSuite(machine, .init = setup, .fini = teardown, .timeout = 100);

static void on_done(struct machine *machine, const struct machine_result *result, void *context)
{
	(void)machine;
	*(const struct machine_result **)context = result;
}

static const struct machine_result *await(const struct machine_result **result)
{
	while (!*result)
		uv_run(&loop, UV_RUN_ONCE);
	return *result;
}

static const struct machine_result *boot(struct machine **machine)
{
	const struct machine_config config = {
		.image_path = image_path,
		.image = image,
		.settings = { .machine = "microvm", .arch = "i386", .memory_mib = 8, .cpus = 1, .icount_shift = 3 },
		.cpu = -1,
		.boot_limit_ms = boot_limit_ms,
	};
	const struct machine_result *result = NULL;

	cr_assert_eq(machine_new(machine, &loop, &config), 0, "%s", kmend_error_text());
	machine_boot(*machine, on_done, &result);
	return await(&result);
}

static const struct machine_result *run(struct machine *machine, int site)
{
	const struct machine_order order = {
		.control = { .mode = site < 0 ? KMEND_MODE_GOLDEN : KMEND_MODE_ARMED,
			.site = site < 0 ? 0 : (uint32_t)site,
			.block = site < 0 ? 0 : (uint32_t)site,
			.fault = { .type = KMEND_FAULT_FAIL_STOP } },
		.limit_ns = LIMIT_NS,
	};
	const struct machine_result *result = NULL;

	machine_run(machine, &order, on_done, &result);
	return await(&result);
}

static const enum machine_end ends[] = {
	MACHINE_END_STOP,
	MACHINE_END_STOP,
	MACHINE_END_STOP,
	MACHINE_END_STOP,
	MACHINE_END_HANG,
	MACHINE_END_RESET,
	MACHINE_END_HANG,
	MACHINE_END_FLOOD,
	MACHINE_END_STOP,
	MACHINE_END_STOP,
	MACHINE_END_STOP,
};
static const uint32_t stops[] = { 2, 2, 4, 3, 0, 0, 0, 0, 2, 0, 2 };

Test(machine, every_end_twice_and_byte_for_byte)
{
	struct machine *machine;
	const struct machine_result *result = boot(&machine);
	char *first[11];
	size_t sizes[11];

	cr_assert_eq(result->end, MACHINE_END_STOP, "%s", result->why);
	cr_assert_eq(result->stop, KMEND_STOP_READY, "%s", result->why);
	for (int i = 0; i < 22; i++) {
		int site = i < 11 ? i : (i * 7) % 11; /* another order the second time */

		result = run(machine, site);
		cr_expect_eq(result->end, ends[site], "site %d ends as %d: %s", site, result->end, result->why);
		cr_expect_eq(result->stop, stops[site], "site %d stops with %u", site, result->stop);
		cr_expect_neq(strstr(result->events, "ready target=tiny"), NULL, "the log is whole");
		if (i < 11) {
			first[site] = malloc(result->events_size);
			sizes[site] = result->events_size;
			memcpy(first[site], result->events, sizes[site]);
		} else {
			cr_expect(
				result->events_size == sizes[site] && !memcmp(result->events, first[site], sizes[site]),
				"site %d gives the same log", site);
		}
	}
	machine_free(machine);
	for (int i = 0; i < 11; i++)
		free(first[i]);
}

Test(machine, golden_counts)
{
	struct machine *machine;
	const struct machine_result *result = boot(&machine);
	struct kmend_count counts[11];

	result = run(machine, -1);
	cr_assert_eq(result->stop, KMEND_STOP_DONE);
	cr_assert_eq(machine_counts(machine, counts), 0, "%s", kmend_error_text());
	cr_expect_eq(counts[0].unprotected_runs, 1);
	cr_expect_eq(counts[9].protected_runs, 100);
	cr_expect_eq(counts[10].unprotected_runs, 0);
	machine_free(machine);
}

Test(machine, two_machines_agree)
{
	struct machine *a, *b;
	const struct machine_result *ra = boot(&a), *rb = boot(&b);

	ra = run(a, 0);
	rb = run(b, 0);
	cr_expect_eq(ra->events_size, rb->events_size, "%.*s--\n%.*s", (int)ra->events_size, ra->events,
		(int)rb->events_size, rb->events);
	cr_expect_eq(memcmp(ra->events, rb->events, ra->events_size), 0);
	machine_free(a);
	machine_free(b);
}

Test(machine, killed_emulator_is_infra)
{
	struct machine *machine;
	const struct machine_result *result = boot(&machine);

	cr_assert_eq(kill(machine_pid(machine), SIGKILL), 0);
	result = run(machine, 0);
	cr_expect_eq(result->end, MACHINE_END_EMULATOR);
	cr_expect_str_eq(result->infra, "emulator-died");
	machine_free(machine);
}

Test(machine, no_emulator)
{
	const struct machine_config config = {
		.image_path = image_path,
		.image = image,
		.settings = { .machine = "microvm", .arch = "i386", .memory_mib = 8, .cpus = 1 },
		.cpu = -1,
	};
	struct machine *machine;

	setenv("KMEND_QEMU", "/nowhere/qemu", 1);
	cr_assert_eq(machine_new(&machine, &loop, &config), -1);
	cr_expect_neq(strstr(kmend_error_text(), "not installed"), NULL, "%s", kmend_error_text());
}

/* ---- kernels that do not come to `ready` ---- */

static void setup_no_root(void)
{
	setup_with("-DTINY_BOOT=NO_ROOT");
}
static void setup_spin(void)
{
	setup_with("-DTINY_BOOT=SPIN");
}
static void setup_chatter(void)
{
	setup_with("-DTINY_BOOT=CHATTER");
}
static void setup_triple(void)
{
	setup_with("-DTINY_BOOT=TRIPLE");
}
static void setup_stranger(void)
{
	setup_with("-DTINY_BOOT=STRANGER");
}

static void expect_no_boot(enum machine_end end, const char *why, const char *console)
{
	struct machine *machine;
	const struct machine_result *result = boot(&machine);

	cr_expect_eq(result->end, end, "end %d", result->end);
	cr_expect_neq(result->stop, KMEND_STOP_READY);
	cr_expect_neq(strstr(result->why, why), NULL, "%s", result->why);
	cr_expect_neq(strstr(result->console, console), NULL, "the console is kept");
	cr_expect_leq(result->console_size, MACHINE_LOG_MAX, "and bounded");
	machine_free(machine);
}

Test(machine, panics_before_ready, .init = setup_no_root)
{
	expect_no_boot(MACHINE_END_STOP, "the guest panicked before `ready`", "no root file system");
}

Test(machine, never_comes_to_ready, .init = setup_spin)
{
	boot_limit_ms = 700;
	expect_no_boot(MACHINE_END_HANG, "no `ready` within 1 s", "waiting for the disk");
}

Test(machine, floods_before_ready, .init = setup_chatter)
{
	expect_no_boot(MACHINE_END_FLOOD, "flooded", "dull kernel");
}

Test(machine, resets_before_ready, .init = setup_triple)
{
	expect_no_boot(MACHINE_END_RESET, "reset itself", "going down");
}

Test(machine, is_another_image_at_ready, .init = setup_stranger)
{
	expect_no_boot(MACHINE_END_STOP, "no control block", "tiny: hello");
}

/* ---- kill -9 of the emulator while the guest runs ---- */

static void on_kill_time(uv_timer_t *timer)
{
	kill(machine_pid(timer->data), SIGKILL);
	uv_close((uv_handle_t *)timer, NULL);
}

Test(machine, emulator_killed_in_flight)
{
	struct machine *machine;
	const struct machine_result *result = boot(&machine);
	uv_timer_t timer;

	uv_timer_init(&loop, &timer);
	timer.data = machine;
	uv_timer_start(&timer, on_kill_time, 100, 0);
	result = run(machine, 4); /* the hang: 2 s of guest time, more than 100 ms of ours */
	cr_expect_eq(result->end, MACHINE_END_EMULATOR);
	cr_expect_str_eq(result->infra, "emulator-died");
	machine_free(machine);
}

/* ---- the limit in guest virtual time ---- */

/* TICKS of the last line that is whole. */
static uint64_t last_ticks(const struct machine_result *result)
{
	size_t at = result->events_size;

	cr_assert(at > 0 && result->events[at - 1] == '\n', "no line is cut");
	for (at--; at > 0 && result->events[at - 1] != '\n';)
		at--;
	cr_assert_eq(strncmp(result->events + at, "@kmend ", 7), 0);
	at = (size_t)(strchr(result->events + at + 7, ' ') - result->events);
	return strtoull(result->events + at, NULL, 10);
}

Test(machine, what_a_hang_logs_behind_its_limit_does_not_count)
{
	struct machine *machine;
	const struct machine_result *result = boot(&machine);
	uint64_t limit_ns, last_ns;

	result = run(machine, 4);
	cr_assert_eq(result->end, MACHINE_END_HANG);
	limit_ns = machine_clock_ns(machine) + LIMIT_NS;
	last_ns = last_ticks(result);
	cr_expect_leq(last_ns, limit_ns - 1000000, "cut 1 ms before the limit");
	cr_expect_geq(last_ns, limit_ns - 4000000, "and not much earlier");
	machine_free(machine);
}

/* ---- a guest that executes next to nothing ---- */

static void setup_stray(void)
{
	setup_with("-DTINY_STRAY");
}

Test(machine, a_guest_that_crawls_comes_to_its_end, .init = setup_stray)
{
	struct machine *machine;
	const struct machine_result *result = boot(&machine);
	char *events;
	size_t size;

	result = run(machine, 0);
	cr_assert_eq(result->end, MACHINE_END_STOP);
	size = result->events_size;
	events = memcpy(malloc(size), result->events, size);

	result = run(machine, 6);
	cr_expect_eq(result->end, MACHINE_END_STUCK, "end %d: %s", result->end, result->why);
	cr_expect_neq(strstr(result->events, "fault-activated"), NULL, "what it said before is kept");

	result = run(machine, 0); /* and the machine is as good as before */
	cr_expect_eq(result->end, MACHINE_END_STOP);
	cr_expect(result->events_size == size && !memcmp(result->events, events, size), "the same log");
	free(events);
	machine_free(machine);
}
