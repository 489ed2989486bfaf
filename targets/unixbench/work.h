/*
 * How much work each program of the suite does, in the unit of its figure (README.md): the programs do it, the first process of a target says it
 * (event `counter name=NAME.work`), and a report divides it by the guest time that it took.
 */
#ifndef UB_WORK_H
#define UB_WORK_H

#define UB_DHRY_LOOPS 20000
#define UB_WHETSTONE_PASSES 100 /* of 100,000 Whetstone instructions each */
#define UB_EXECS 40
#define UB_FSTIME_BYTES 1024 /* of a buffer; then buffers in the file, and copies of the file */
#define UB_FSTIME_BUFFERS 120
#define UB_FSTIME_COPIES 4
#define UB_FSBUFFER_BYTES 256
#define UB_FSBUFFER_BUFFERS 128
#define UB_FSBUFFER_COPIES 8
#define UB_FSDISK_BYTES 4096
#define UB_FSDISK_BUFFERS 32
#define UB_FSDISK_COPIES 4
#define UB_PIPE_LOOPS 1000
#define UB_CONTEXT_LOOPS 500
#define UB_SPAWNS 60
#define UB_SYSCALL_LOOPS 1000
#define UB_SHELL1_ROUNDS 4
#define UB_SHELL8_ROUNDS 1

#define UB_KILOBYTES(test) (UB_##test##_BYTES * UB_##test##_BUFFERS * UB_##test##_COPIES / 1024)

/* name, amount */
#define UB_WORK(X)                                                        \
	X(ub_dhry2reg, UB_DHRY_LOOPS)                                     \
	X(ub_whetstone_double, UB_WHETSTONE_PASSES * 100) /* thousands */ \
	X(ub_execl, UB_EXECS)                                             \
	X(ub_fstime, UB_KILOBYTES(FSTIME))                                \
	X(ub_fsbuffer, UB_KILOBYTES(FSBUFFER))                            \
	X(ub_fsdisk, UB_KILOBYTES(FSDISK))                                \
	X(ub_pipe, UB_PIPE_LOOPS)                                         \
	X(ub_context1, UB_CONTEXT_LOOPS)                                  \
	X(ub_spawn, UB_SPAWNS)                                            \
	X(ub_syscall, UB_SYSCALL_LOOPS)                                   \
	X(ub_shell1, UB_SHELL1_ROUNDS)                                    \
	X(ub_shell8, UB_SHELL8_ROUNDS)

#endif
