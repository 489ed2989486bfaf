/*
 * Does an accelerator truly work here? /dev/kvm can be opened on machines where no kernel runs under it (ring 0 is
 * emulated one instruction at a time, traps stop the machine). The probe boots a guest that takes a trap in ring 0 and
 * runs a timed loop there, with a snapshot in between, as experiments do.
 */
#ifndef KMEND_MACHINE_PROBE_H
#define KMEND_MACHINE_PROBE_H

#include "harness/machine/machine.h"

struct probe {
	int works;
	uint64_t restore_us,
		run_us; /* wall clock of one restore and of the guest's loop; 0 when it did not come so far */
	char why[256];  /* one line for people: why it does not work; "" when it does */
};

/* Boots the probe's guest. Takes some 50 ms where all is well and at most PROBE_LIMIT_MS for each step where it is not. */
#define PROBE_LIMIT_MS 3000u
void probe_accelerator(struct probe *probe, enum machine_accel accel);

/*
 * The accelerator for a wish: "tcg", "kvm" or "auto" (KVM where the probe works). -1 with a message for another word, and
 * for "kvm" where it does not work. Only TCG runs deterministically.
 */
int probe_choose(enum machine_accel *accel, const char *wish);

#endif
