/*
 * The rollback oracle, in builds with -DKMEND_ORACLE only: the whole writable state is copied at the checkpoint and
 * compared byte for byte after each rollback. The stack of the cooperative thread that ran in this window is left out: frames
 * are pushed there by code that no store instrumentation sees. If it crashed the thread library starts it afresh; if it came back
 * to main its request was over and its stack means nothing.
 */
#include "state.h"

#ifdef KMEND_ORACLE

enum { PAGE = 4096 };

void osiris_oracle_save(void)
{
	struct osiris_state *s = &__kmend_osiris;

	osiris_copy(s->oracle, (const void *)s->layout->data_start, s->layout->data_end - s->layout->data_start);
}

static int equal(const uint8_t *a, const uint8_t *b, uint64_t bytes)
{
	int same;

	__asm__ volatile("cmp %%rcx, %%rcx\n\trepe cmpsb" : "=@cce"(same), "+S"(a), "+D"(b), "+c"(bytes) : : "memory");
	return same;
}

void osiris_oracle_check(void)
{
	struct osiris_state *s = &__kmend_osiris;
	uint64_t start = s->layout->data_start, bytes = s->layout->data_end - start;

	/* Most of it is equal: page by page first. */
	for (uint64_t i = 0; i < bytes; i += PAGE) {
		uint64_t end = i + PAGE < bytes ? i + PAGE : bytes;

		if (equal((const uint8_t *)start + i, s->oracle + i, end - i))
			continue;
		for (uint64_t k = i; k < end; k++)
			if (start + k - s->ran_low >= s->ran_high - s->ran_low)
				s->rt.oracle_differences += ((const uint8_t *)start)[k] != s->oracle[k];
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
