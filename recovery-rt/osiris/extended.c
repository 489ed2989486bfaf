/*
 * What policy `extended` adds (OSIRIS VII): effects that are confined to a process end with that process, so a message that causes only such
 * ones may leave without closing the window. Each window has a short list of the processes that it may touch so: its requester, those
 * that came into being in it, and those that the request is about. After a rollback the touched ones are ended by the component's glue, but
 * for those whose end is the business of whoever asked. A list that is full, or a process that is not on it, closes the window.
 */
#include "state.h"

int osiris_lenient(void)
{
	return __kmend_osiris.policy == KMEND_POLICY_EXTENDED;
}

static struct osiris_charge *find(uint32_t process)
{
	struct osiris_state *s = &__kmend_osiris;

	for (uint32_t i = 0; i < s->ncharges; i++)
		if (s->charge[i].process == process)
			return &s->charge[i];
	return 0;
}

static struct osiris_charge *add(uint32_t process, int ends)
{
	struct osiris_state *s = &__kmend_osiris;
	struct osiris_charge *c = find(process);

	if (c)
		return c;
	if (s->ncharges == OSIRIS_CHARGES)
		return 0;
	c = &s->charge[s->ncharges++];
	c->process = process;
	c->touched = 0;
	c->ends = ends != 0;
	return c;
}

void osiris_charge(uint32_t process, int ends)
{
	if (osiris_lenient())
		add(process, ends);
}

void osiris_created(uint32_t process)
{
	struct osiris_charge *c = osiris_lenient() ? add(process, 1) : 0;

	if (c)
		c->touched = 1;
	else
		osiris_close();
}

void osiris_outbound_local(uint32_t process)
{
	struct osiris_state *s = &__kmend_osiris;
	struct osiris_charge *c;

	if (!s->rt.window)
		return;
	c = osiris_lenient() ? find(process) : 0;
	if (!c && osiris_lenient() && process == s->rt.requester && (s->remedies & OSIRIS_KILL))
		c = add(process, 1);
	if (c)
		c->touched = 1;
	else
		osiris_close();
}

uint32_t osiris_touched(uint32_t n, int *ends)
{
	const struct osiris_state *s = &__kmend_osiris;

	for (uint32_t i = 0; i < s->ncharges && i < OSIRIS_CHARGES; i++)
		if (s->charge[i].touched && n-- == 0) {
			*ends = s->charge[i].ends;
			return s->charge[i].process;
		}
	return OSIRIS_NOBODY;
}

uint32_t osiris_victim(uint32_t n)
{
	uint32_t process;
	int ends = 0;

	for (uint32_t i = 0; (process = osiris_touched(i, &ends)) != OSIRIS_NOBODY; i++)
		if (ends && n-- == 0)
			break;
	return process;
}

int osiris_is_victim(uint32_t process)
{
	uint32_t victim;

	for (uint32_t n = 0; (victim = osiris_victim(n)) != OSIRIS_NOBODY; n++)
		if (victim == process)
			return 1;
	return 0;
}
