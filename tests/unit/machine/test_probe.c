/* The probe: works under TCG wherever QEMU does; says why it does not; KVM only where it truly works. */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "harness/base/error.h"
#include "harness/machine/probe.h"

TestSuite(probe, .timeout = 60);

Test(probe, tcg_works)
{
	struct probe probe;

	probe_accelerator(&probe, MACHINE_TCG);
	cr_expect(probe.works, "%s", probe.why);
	cr_expect_str_eq(probe.why, "");
	cr_expect_gt(probe.restore_us, 0);
}

/* Whatever this machine has: the answer is whole, and `auto` never fails. */
Test(probe, kvm_or_a_reason)
{
	struct probe probe;
	enum machine_accel accel;

	probe_accelerator(&probe, MACHINE_KVM);
	cr_expect_eq(probe.works, probe.why[0] == 0);
	cr_expect_eq(probe_choose(&accel, "auto"), 0);
	cr_expect_eq(accel, probe.works ? MACHINE_KVM : MACHINE_TCG);
	cr_expect_eq(probe_choose(&accel, "kvm"), probe.works ? 0 : -1);
}

Test(probe, wishes)
{
	enum machine_accel accel = MACHINE_KVM;

	cr_expect_eq(probe_choose(&accel, "tcg"), 0);
	cr_expect_eq(accel, MACHINE_TCG);
	cr_expect_eq(probe_choose(&accel, "hax"), -1);
	cr_expect_neq(strstr(kmend_error_text(), "unknown accelerator 'hax'"), NULL);
}

static void expect_reason(const char *mode, const char *why)
{
	struct probe probe;

	setenv("KMEND_QEMU", getenv("FAKE_QEMU"), 1);
	setenv("KMEND_FAKE", mode, 1);
	probe_accelerator(&probe, MACHINE_KVM);
	cr_expect_eq(probe.works, 0);
	cr_expect_neq(strstr(probe.why, why), NULL, "%s", probe.why);
}

/* The fake emulator's guest keeps its control block elsewhere: for the probe it is a guest that never says `ready`. */
Test(probe, guest_that_does_not_say_ready)
{
	expect_reason("", "before `ready`");
}
Test(probe, emulator_that_dies)
{
	expect_reason("exit-at-once", "gone");
}

Test(probe, no_emulator)
{
	struct probe probe;

	setenv("KMEND_QEMU", "/nowhere/qemu", 1);
	probe_accelerator(&probe, MACHINE_TCG);
	cr_expect_eq(probe.works, 0);
	cr_expect_neq(strstr(probe.why, "not installed"), NULL, "%s", probe.why);
}
