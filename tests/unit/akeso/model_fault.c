/* A fault in the model: who goes, whether all of them can, and what becomes of what they did. */
#include "model.h"

static int enters_from(const struct model *m, int domain, const uint8_t *set)
{
	for (int below = m->domains[domain].below; below >= 0; below = m->domains[below].below)
		if (set[below])
			return 1;
	return 0;
}

static int goes(const struct model *m, int d, const uint8_t *set)
{
	if (!model_is_pending(m, d) || set[d])
		return 0;
	if (model_is_logged(m, d))
		for (int i = 0; i < m->ndomains; i++)
			if (set[i] && model_depends(m, d, i))
				return 1;
	if (m->domains[d].state == MODEL_ACTIVE)
		return enters_from(m, d, set);
	return m->domains[d].holder >= 0 && set[model_resolve(m, m->domains[d].holder)];
}

/* The next operation on the same lock that stands, from FROM in direction STEP; -1: none. */
static int neighbour(const struct model *m, int from, int step)
{
	for (int i = from + step; i >= 0 && i < (int)m->nlocks; i += step)
		if (m->locks[i].lock == m->locks[from].lock && !m->locks[i].undone)
			return i;
	return -1;
}

static int in_set(const struct model *m, int operation, const uint8_t *set)
{
	int domain = operation < 0 ? -1 : model_resolve(m, m->locks[operation].domain);

	return domain >= 0 && set[domain];
}

/*
 * A release that goes while the acquisition before it stays: the lock would have to be had again, and may be somebody else's. Unless what
 * came next was the same thread that acquired it again, which goes as well: then it is held as it was.
 */
static int releases_for_good(const struct model *m, const uint8_t *set)
{
	for (int i = 0; i < (int)m->nlocks; i++) {
		int next = neighbour(m, i, 1);

		if (!m->locks[i].is_release || m->locks[i].undone || !in_set(m, i, set) ||
			in_set(m, neighbour(m, i, -1), set))
			continue;
		if (!in_set(m, next, set) ||
			m->domains[m->locks[next].domain].thread != m->domains[m->locks[i].domain].thread)
			return 1;
	}
	return 0;
}

int model_fault(struct model *m, int thread)
{
	uint8_t set[MODEL_DOMAINS] = { 0 };

	if (!model_is_logged(m, m->top[thread]))
		return -1;
	set[m->top[thread]] = 1;
	for (int grew = 1; grew;) {
		grew = 0;
		for (int d = 0; d < m->ndomains; d++)
			if (goes(m, d, set))
				set[d] = 1, grew = 1;
	}
	if (releases_for_good(m, set))
		return -1;
	for (unsigned i = 0; i < m->nwrites; i++)
		if (m->writes[i].domain >= 0 && set[model_resolve(m, m->writes[i].domain)])
			m->writes[i].undone = 1;
	for (unsigned i = 0; i < m->nlocks; i++)
		if (m->locks[i].domain >= 0 && set[model_resolve(m, m->locks[i].domain)])
			m->locks[i].undone = 1;
	for (unsigned i = 0; i < m->nobjects; i++)
		if (m->objects[i].domain >= 0 && set[model_resolve(m, m->objects[i].domain)])
			m->objects[i].undone = 1;
	for (unsigned i = 0; i < m->ncalls; i++)
		if (m->calls[i].number && set[model_resolve(m, m->calls[i].domain)]) {
			if (m->calls[i].is_inverse && (m->calls[i].of < 0 || !set[m->calls[i].of]))
				model_make(m, &m->calls[i]);
			m->calls[i].number = 0;
		}
	for (int d = 0; d < m->ndomains; d++) {
		struct model_domain *domain = &m->domains[d];

		if (!set[d])
			continue;
		if (domain->state == MODEL_COMPLETED)
			m->lost[domain->thread] += domain->holder < 0 && !domain->is_repaired;
		else if (!enters_from(m, d, set)) {
			m->landing[domain->thread] = d;
			m->top[domain->thread] = domain->below;
		}
	}
	for (int d = 0; d < m->ndomains; d++)
		if (set[d])
			m->domains[d].state = MODEL_ROLLED_BACK;
	return 0;
}
