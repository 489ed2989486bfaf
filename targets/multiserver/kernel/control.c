/* The kernel's side of the control block (recovery-rt/fault/control.h): when it is ready, and what the event log needs of it. */
#include "kernel.h"

bool control_ready_done;

void kmend_say_byte(char byte)
{
	console_event_byte(byte);
}

uint64_t kmend_say_clock_ns(void)
{
	return apic_time_ns();
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
