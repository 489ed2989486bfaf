/*
 * The rollback oracle, in builds with -DKMEND_ORACLE only: the whole writable state is copied at the checkpoint and
 * compared byte for byte after each rollback. The stack of the cooperative thread that ran in this window is left out: frames
 * are pushed there by code that no store instrumentation sees. If it crashed the thread library starts it afresh; if it came back
 * to main its request was over and its stack means nothing.
 */
#include "state.h"

#ifdef KMEND_ORACLE

void osiris_oracle_save(void)
{
	struct osiris_state *s = &__kmend_osiris;

	osiris_copy(s->oracle, (const void *)s->layout->data_start, s->layout->data_end - s->layout->data_start);
}

void osiris_oracle_check(void)
{
	struct osiris_state *s = &__kmend_osiris;
	const uint8_t *now = (const uint8_t *)s->layout->data_start;
	uint64_t bytes = s->layout->data_end - s->layout->data_start;

	for (uint64_t i = 0; i < bytes; i++) {
		uint64_t addr = s->layout->data_start + i;

		if (addr - s->ran_low < s->ran_high - s->ran_low)
			continue;
		if (now[i] != s->oracle[i])
			s->rt.oracle_differences++;
	}
	s->rt.oracle_checks++;
}

#else

void osiris_oracle_save(void)
{
}

void osiris_oracle_check(void)
{
}

#endif
