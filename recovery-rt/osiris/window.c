/*
 * Recovery windows: opened at the top of the loop, closed by the first SEEP that the policy does not allow (OSIRIS IV-B).
 */
#include <kmend/policy.h>

#include "state.h"

/* The linker script puts it at runtime_start and makes its section nobits. */
__attribute__((section(".kmend_rt.head"))) struct osiris_state __kmend_osiris;

/* Is the policy one of this runtime's? Under another one no window opens: nothing is logged. */
static int windows(void)
{
	return kmend_policy_facts((uint32_t)__kmend_osiris.policy)->runtime == KMEND_RUNTIME_OSIRIS;
}

static int meet(uint64_t low, uint64_t high, uint64_t other_low, uint64_t other_high)
{
	return low < other_high && other_low < high;
}

/* The data, cut off at the stack and at the runtime where they lie in it: the longest piece from its start. */
static void set_plain(struct osiris_state *s)
{
	const struct kmend_header *h = s->layout;
	uint64_t low = h->data_start, high = h->data_end;

	if (meet(low, high, h->stack_low, h->stack_high))
		high = h->stack_low > low ? h->stack_low : low;
	if (meet(low, high, h->runtime_start, h->runtime_end))
		high = h->runtime_start > low ? h->runtime_start : low;
	s->plain_low = low;
	s->plain_room = high - low >= 8 ? high - low - 7 : 0;
}

/* Empties the log. How much of it was used in a window is noted here and not at each store. */
static void osiris_forget(void)
{
	struct osiris_state *s = &__kmend_osiris;

	if (s->rt.window && osiris_log_used() > s->rt.log_high)
		s->rt.log_high = osiris_log_used();
	s->rt.window = 0;
	s->rt.log_at = -(int64_t)osiris_log_bytes();
}

void osiris_init(const struct kmend_header *layout, enum kmend_policy policy)
{
	struct osiris_state *s = &__kmend_osiris;

	s->rt.magic = OSIRIS_RT_MAGIC;
	s->rt.window = 0;
	osiris_forget();
	s->policy = policy;
	s->layout = layout;
	set_plain(s);
#ifdef KMEND_ORACLE
	if (windows() && layout->data_end - layout->data_start > OSIRIS_ORACLE_BYTES)
		__builtin_trap(); /* an oracle that cannot see everything would prove nothing */
#endif
}

void osiris_checkpoint(uint32_t requester, uint64_t request, unsigned remedies)
{
	struct osiris_state *s = &__kmend_osiris;

	osiris_forget();
	s->rt.checkpoints++;
	s->rt.requester = requester;
	s->rt.request = request;
	s->rt.replyable = (remedies & OSIRIS_ANSWER) != 0;
	s->remedies = remedies;
	s->ncharges = 0;
	s->resumed = 0;
	s->ran_low = s->ran_high = 0;
	if (!windows())
		return;
	osiris_oracle_save();
	__asm__ volatile("" ::: "memory");
	s->rt.window = 1;
}

void osiris_resume(uint64_t from, uint64_t high)
{
	struct osiris_state *s = &__kmend_osiris;

	osiris_checkpoint(OSIRIS_NOBODY, 0, OSIRIS_ANSWER);
	if (!s->rt.window)
		return;
	if (high > from)
		__kmend_log_store((void *)from, high - from); /* the oldest entry: put back last */
	else
		osiris_close();
	s->resumed = s->rt.window;
}

int osiris_resumed(void)
{
	return __kmend_osiris.resumed != 0;
}

void osiris_close(void)
{
	osiris_forget();
}

void osiris_outbound(enum osiris_effect effect)
{
	if (!__kmend_osiris.rt.window || effect == OSIRIS_RUNTIME)
		return;
	if (effect == OSIRIS_READS && __kmend_osiris.policy != KMEND_POLICY_PESSIMISTIC)
		return;
	if (effect == OSIRIS_HARMLESS && osiris_lenient())
		return;
	osiris_close();
}

void osiris_thread(uint64_t low, uint64_t high)
{
	__kmend_osiris.thread_low = low;
	__kmend_osiris.thread_high = high;
	if (low != 0) { /* one at most in a window: whoever yields closes it */
		__kmend_osiris.ran_low = low;
		__kmend_osiris.ran_high = high;
	}
}

uint64_t osiris_thread_low(void)
{
	return __kmend_osiris.thread_low;
}

int kmend_is_protected(void)
{
	return __kmend_osiris.rt.window == 1;
}

const struct osiris_rt *osiris_rt(void)
{
	return &__kmend_osiris.rt;
}

void *osiris_client(void)
{
	return __kmend_osiris.client;
}
