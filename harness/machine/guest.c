#include "harness/machine/guest.h"

const char *guest_boot_ended(enum machine_end end)
{
	switch (end) {
	case MACHINE_END_RESET:
		return "the guest reset itself before `ready`";
	case MACHINE_END_POWEROFF:
		return "the guest powered off before `ready`";
	case MACHINE_END_SUSPEND:
		return "the guest suspended itself before `ready`";
	case MACHINE_END_FLOOD:
		return "the guest flooded a serial port before `ready`";
	default:
		return "the guest stopped before `ready`";
	}
}
