/*
 * Who runs first: what makes disks nearly deterministic (docs/machines.md).
 *
 * QEMU completes disk requests in threads of its own while the guest runs on. How many instructions the guest gets in
 * between is up to the host's scheduler, so the scheduler is told: all threads of an emulator share one core, and the one that
 * runs the guest gets it only while none of the others wants it. Then a request is complete before the guest's next
 * instruction, as if the disk took no time at all.
 */
#ifndef KMEND_MACHINE_THREADS_H
#define KMEND_MACHINE_THREADS_H

#include <sys/types.h>

/*
 * Ranks the threads of EMULATOR, which runs on one core, before GUEST, the thread of the virtual CPU. With the right to
 * (CAP_SYS_NICE or RLIMIT_RTPRIO) by the real-time class: strict. Else the guest's thread goes to the idle class: nearly strict,
 * and slow when others use the core. Threads that start later inherit. -1: neither can be done.
 */
int threads_rank(pid_t emulator, pid_t guest);

/* 1 when threads_rank() can be strict here. */
int threads_are_strict(void);

/* The core that this thread runs on now, for a machine that nobody gave one. */
int threads_core(void);

#endif
