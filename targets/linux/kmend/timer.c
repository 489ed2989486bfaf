// SPDX-License-Identifier: MIT
/*
 * The clocks. On the trimmed machine there is no other clock to measure the local APIC's timer by, so its frequency comes from
 * the command line (`kmend_apic_hz=`, set by the configuration). And that timer is stopped for the `ready` stop: with a timer armed
 * an emulator that counts instructions may move its clock to the timer's deadline, and no two boots would be the same.
 */
#include <linux/init.h>
#include <linux/jiffies.h>
#include <linux/kernel.h>
#include <linux/ktime.h>
#include <asm/apic.h>
#include <asm/x86_init.h>

#include "kmend.h"

static u32 left;

/* The trimmed machine has no real-time clock either, and asking for one takes a second. It is always the same morning. */
static void get_wallclock(struct timespec64 *now)
{
	*now = (struct timespec64){.tv_sec = mktime64(2020, 1, 1, 0, 0, 0)};
}

static int __init set_frequency(char *value)
{
	unsigned int hz;
	int error = kstrtouint(value, 0, &hz);

	if (!error)
		lapic_timer_period = hz / HZ;
	x86_platform.get_wallclock = get_wallclock;
	return error;
}
early_param("kmend_apic_hz", set_frequency);

void kmend_timer_pause(void)
{
	left = apic_read(APIC_TMCCT);
	apic_write(APIC_TMICT, 0);
}

/* The rest of the period that was cut off; a timer that was not armed stays so. */
void kmend_timer_resume(void)
{
	if (left)
		apic_write(APIC_TMICT, left);
}
