/*
 * The first bytes of the runtime's region (kmend_header.runtime_start), for the kernel and the recovery server, which read them out
 * of a component that may have crashed: believe nothing without the magic.
 */
#ifndef KMEND_OSIRIS_RT_H
#define KMEND_OSIRIS_RT_H

#include <kmend/abi.h>

#define OSIRIS_RT_MAGIC 0x54524d4bu /* "KMRT" */

struct osiris_rt {
	uint32_t magic;
	uint32_t window;    /* 1 while the recovery window is open */
	uint32_t replyable; /* the request that opened it can be answered with an error */
	uint32_t requester; /* endpoint of the request in progress */
	uint64_t request;   /* message kind of the request in progress, for people */
	int64_t log_at; /* where the next entry of the undo log goes, in bytes from the log's end: negative while there is room */
	uint64_t log_high; /* most bytes ever in use */
	uint64_t checkpoints, rollbacks, overflows, reserved, stray_writes;
	uint64_t oracle_checks, oracle_differences;
};
KMEND_SIZE(osiris_rt, 96);
/* Code in the instrumented units reads and writes these two. */
_Static_assert(__builtin_offsetof(struct osiris_rt, window) == KMEND_OSIRIS_WINDOW, "as the instrumentation expects");
_Static_assert(__builtin_offsetof(struct osiris_rt, log_at) == KMEND_OSIRIS_LOG_AT, "as the instrumentation expects");

#endif
