/*
 * A service in DS's place with undefined behaviour of four kinds (tests/guest/ubsan.sh). Whenever PM says that a process
 * ended it changes its state and does the next one. With the detector `ubsan` each is caught before it does anything, and
 * the rollback restores the state; without it none is noticed.
 */
#include "server.h"

enum { QUIET = 7 }; /* what the state is between requests */

static volatile uint32_t state[4];
static int numbers[4];

/* Where the values come from that the compiler must not know. */
static volatile int maximum = 0x7fffffff, width = 32, index = 4, unaligned = 1;

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

enum { WAYS = 4 };

static void misbehave(uint64_t way)
{
	switch (way) {
	case 0:
		numbers[0] = maximum + 1;
		break;
	case 1:
		numbers[0] = 1 << width;
		break;
	case 2:
		numbers[1] = numbers[index & 7];
		break;
	case 3:
		numbers[1] = *(int *)((char *)numbers + unaligned);
		break;
	default:
		break;
	}
}

static void answer(const struct msg *m)
{
	struct osiris_rt rt = runtime();
	unsigned problems = rt.rollbacks != WAYS;

	if (m->type == CALL_DS_EXIT && rt.rollbacks < WAYS) {
		for (unsigned i = 0; i < 4; i++)
			state[i] = (uint32_t)rt.rollbacks + 100;
		misbehave(rt.rollbacks);
		for (unsigned i = 0; i < 4; i++)
			state[i] = QUIET;
		sv_log(numbers[0] + numbers[1] ? "undefined behaviour came through"
					       : "undefined behaviour came through as 0");
	}
	for (unsigned i = 0; i < 4; i++)
		problems += state[i] != QUIET;
	if (m->type == CALL_DS_AUDIT)
		sv_reply_audit(m, problems, problems ? "undefined behaviour was not stopped" : "");
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
