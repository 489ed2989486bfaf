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
	uint64_t log_used;  /* bytes of undo log in use */
	uint64_t log_high;  /* most bytes ever in use */
	uint64_t checkpoints, rollbacks, overflows, logged_stores, stray_writes;
	uint64_t oracle_checks, oracle_differences;
};
KMEND_SIZE(osiris_rt, 96);

#endif
