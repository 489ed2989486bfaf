/* SPDX-License-Identifier: MIT */
/* How the runtime is compiled for this kernel (recovery-rt/akeso/rt.h). The mask is that of recover_threads.c. */
#ifndef KMEND_LINUX_OPTIONS_H
#define KMEND_LINUX_OPTIONS_H

#define AKESO_BUCKETS 1048576
#define AKESO_TOUCHED 65536
#define AKESO_KEPT 8192
#define AKESO_NEVER "__preempt_count"
#define AKESO_STACK_BYTES 16384
#define AKESO_INTERRUPTED "	movl kmend_akeso_interrupts(%rip), %r11d\n	testl %r11d, __preempt_count(%rip)\n"

#endif
