// SPDX-License-Identifier: MIT
/*
 * The local APIC's timer. On the trimmed machine there is no other clock to measure it by, so its frequency comes from
 * the command line (`kmend_apic_hz=`, set by the configuration). And it is stopped for the `ready` stop: with a timer armed
 * an emulator that counts instructions may move its clock to the timer's deadline, and no two boots would be the same.
 */
#include <linux/init.h>
#include <linux/jiffies.h>
#include <linux/kernel.h>
#include <asm/apic.h>

#include "kmend.h"

static u32 left;

static int __init set_frequency(char *value)
{
	unsigned int hz;
	int error = kstrtouint(value, 0, &hz);

	if (!error)
		lapic_timer_period = hz / HZ;
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
