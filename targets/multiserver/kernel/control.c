/*
 * The kernel's side of the control block (recovery-rt/fault/control.h): when it is ready, what the event log needs of it, and the end
 * of the suite. There is one rule for what comes after it: the kernel writes `suite-end` and takes the fault out of force in one entry,
 * so that no instruction of a service lies between; and pid 1 has LAST_WORDS_MS for what it wants to say, even if nobody answers it.
 */
#include <ms/params.h>

#include "kernel.h"
#include "proc.h"

bool control_ready_done;

void kmend_say_byte(char byte)
{
	console_event_byte(byte);
}

uint64_t kmend_say_clock_ns(void)
{
	return apic_time_ns();
}

/* A fault that comes at intervals is to show what recovery costs, and a storm how long recovery goes on: they act only where the policy can recover. */
int kmend_fault_sleeps(void)
{
	uint32_t activation = kmend_control.fault.activation;

	return (activation == KMEND_ACTIVATION_INTERVAL || activation == KMEND_ACTIVATION_STORM) &&
		(sched_current == NULL || !recovery_is_possible(sched_current));
}

uint32_t control_ready(void)
{
	kmend_control.policy = control_policy;
	control_ready_done = true;
	apic_timer_stop();
	kmend_ready("multiserver", NULL);
	apic_timer_start();
	return kmend_control.mode;
}
static uint64_t last_words_ns; /* when they are over; 0: the suite is not */

void control_suite_end(uint64_t failed)
{
	kmend_fault_off();
	kmend_tell_number("suite-end", "failed", failed);
	last_words_ns = apic_time_ns() + LAST_WORDS_MS * 1000000ull;
}

void control_tick(void)
{
	if (last_words_ns == 0 || apic_time_ns() < last_words_ns)
		return;
	console_line("pid 1 did not end in time");
	kmend_stop(KMEND_STOP_DONE);
	console_halt();
}
