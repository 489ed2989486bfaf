/* Why a machine stopped, from the emulator's events and what was asked of it. */
#include <criterion/criterion.h>

#include "harness/machine/stop.h"

/* An event with this reason (NULL: without data). */
static int event(struct stop *stop, const char *name, const char *reason)
{
	json_t *data = reason ? json_pack("{s:s}", "reason", reason) : NULL;
	int stopped = stop_event(stop, name, data);

	json_decref(data);
	return stopped;
}

static void ends(const struct stop *stop, enum machine_end wanted)
{
	enum machine_end end;

	cr_assert_eq(stop_end(stop, &end), 1);
	cr_assert_eq(end, wanted);
}

Test(stop, the_first_cause_counts)
{
	struct stop stop = { 0 };

	cr_assert_eq(event(&stop, "GUEST_PANICKED", NULL), 0);
	cr_assert_eq(event(&stop, "SHUTDOWN", "guest-reset"), 0);
	cr_assert_eq(event(&stop, "STOP", NULL), 1);
	ends(&stop, MACHINE_END_STOP);
}

Test(stop, resets_and_power_off)
{
	static const struct {
		const char *name, *reason;
		enum machine_end end;
	} cases[] = { { "SHUTDOWN", "guest-reset", MACHINE_END_RESET }, { "RESET", "guest-reset", MACHINE_END_RESET },
		{ "SHUTDOWN", "guest-shutdown", MACHINE_END_POWEROFF }, { "SHUTDOWN", NULL, MACHINE_END_POWEROFF } };

	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct stop stop = { .by_flood = 1, .by_guest = 1 };

		cr_assert_eq(event(&stop, cases[i].name, cases[i].reason), 0);
		ends(&stop, cases[i].end);
	}
}

Test(stop, suspend_is_a_stop_of_its_own)
{
	struct stop stop = { 0 };

	cr_assert_eq(event(&stop, "SUSPEND", NULL), 1);
	ends(&stop, MACHINE_END_SUSPEND);
}

Test(stop, what_we_have_asked_for)
{
	const struct stop both = { .by_flood = 1, .by_guest = 1 }, flood = { .by_flood = 1 }, stall = { .by_stall = 1 },
			  limit = { .by_limit = 1 };

	ends(&both, MACHINE_END_STOP);
	ends(&flood, MACHINE_END_FLOOD);
	ends(&stall, MACHINE_END_STUCK);
	ends(&limit, MACHINE_END_HANG);
}

/* A guest that asks for power-off and runs on to a stop of ours: it is off all the same. */
Test(stop, power_off_after_another_cause)
{
	struct stop stop = { 0 };

	cr_assert_eq(event(&stop, "GUEST_PANICKED", NULL), 0);
	cr_assert_eq(event(&stop, "SHUTDOWN", "guest-shutdown"), 0);
	cr_assert_eq(event(&stop, "STOP", NULL), 1);
	ends(&stop, MACHINE_END_STOP);
	cr_assert(stop.is_power_off);
}

Test(stop, nobody_has_said_why)
{
	struct stop stop = { 0 };
	enum machine_end end;

	cr_assert_eq(event(&stop, "WATCHDOG", NULL), 0);
	cr_assert_eq(event(&stop, "RESUME", NULL), 0);
	cr_assert_eq(event(&stop, "STOP", NULL), 1);
	cr_assert_eq(stop_end(&stop, &end), 0);
}
