/*
 * A service in DS's place that goes wild (tests/guest/stray_write.sh). Whenever PM says that a process ended it changes
 * its state and then writes into the recovery runtime's protected region, each time in another way. The write must be
 * stopped before it happens: then the undo log is whole, the rollback restores the state, and the audit finds it so.
 */
#include "server.h"

enum { QUIET = 7 }; /* what the state is between requests */

static volatile uint32_t state[4];
static uint64_t scratch[64];

void server_init(void)
{
	for (unsigned i = 0; i < 4; i++)
		state[i] = QUIET;
}

/* Counters of the runtime: they live in the protected region and so outlast the rollback. */
static struct osiris_rt runtime(void)
{
	return *(const volatile struct osiris_rt *)SERVICE_RT_BASE;
}

/* Just past the runtime's first bytes the undo log begins; any byte of the region would do. */
static void go_wild(uint64_t way)
{
	volatile char *log = (volatile char *)SERVICE_RT_BASE + 0x2000;

	switch (way) {
	case 0:
		*(volatile uint64_t *)log = 0;
		break;
	case 1:
		((volatile struct osiris_rt *)SERVICE_RT_BASE)->log_at = 0;
		break;
	case 2:
		__builtin_memset((void *)(uintptr_t)log, 0, 256 + runtime().checkpoints % 2); /* no constant: a call */
		break;
	case 3:
		memcpy((void *)(uintptr_t)log, scratch, sizeof(scratch));
		break;
	case 4:
		__atomic_fetch_add((volatile uint32_t *)log, 1, __ATOMIC_SEQ_CST);
		break;
	case 5:
		/* from below into the region */
		memset((void *)(SERVICE_RT_BASE - 8), 0, 16);
		break;
	default:
		break;
	}
}

enum { WAYS = 6 };

static void answer(const struct msg *m)
{
	struct osiris_rt rt = runtime();
	unsigned problems = rt.stray_writes != WAYS || rt.rollbacks != WAYS;

	if (m->type == CALL_DS_EXIT && rt.stray_writes < WAYS) {
		for (unsigned i = 0; i < 4; i++)
			state[i] = (uint32_t)rt.stray_writes + 100;
		go_wild(rt.stray_writes);
		sv_log("a stray write came through");
	}
	for (unsigned i = 0; i < 4; i++)
		problems += state[i] != QUIET;
	if (m->type == CALL_DS_AUDIT)
		sv_reply_audit(m, problems, problems ? "stray writes did harm, or were not tried" : "");
	else
		sv_reply(m->source, m->type == CALL_DS_EXIT ? 0 : -ENOSYS);
}

void server_main(void)
{
	for (;;) {
		struct msg m;

		sv_receive(&m);
		if (m.type != MSG_NOTIFY)
			answer(&m);
	}
}
