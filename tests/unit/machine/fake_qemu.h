/* What the misbehaving emulator and its tests agree on. */
#ifndef KMEND_TESTS_FAKE_QEMU_H
#define KMEND_TESTS_FAKE_QEMU_H

#define FAKE_CONTROL_PA 4096 /* where the guest's control block lies */
#define FAKE_BIAS_NS 5       /* the clock that its snapshot holds: bias + (instructions << shift) */
#define FAKE_INSTRUCTIONS 1000

#endif
