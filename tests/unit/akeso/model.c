#include "model.h"

#include <criterion/criterion.h>
#include <string.h>

#include "akeso.h"

void model_init(struct model *m, const uint8_t *initial)
{
	memset(m, 0, sizeof *m);
	memcpy(m->initial, initial, SCRIPT_BYTES);
	for (int t = 0; t < SCRIPT_THREADS; t++)
		m->top[t] = m->landing[t] = -1;
}

static int resolve(const struct model *m, int domain)
{
	while (domain >= 0 && m->domains[domain].state == MODEL_MERGED)
		domain = m->domains[domain].merged_into;
	return domain;
}

static int is_pending(const struct model *m, int domain)
{
	return domain >= 0 && (m->domains[domain].state == MODEL_ACTIVE || m->domains[domain].state == MODEL_COMPLETED);
}

static int is_logged(const struct model *m, int domain)
{
	return domain >= 0 && m->domains[domain].kind != AKESO_UNLOGGED;
}

int model_begin(struct model *m, int thread, int kind, int root)
{
	int n = m->ndomains++;

	cr_assert(n < MODEL_DOMAINS);
	m->domains[n] = (struct model_domain){
		.kind = kind, .root = root, .thread = thread, .below = m->top[thread], .holder = -1, .merged_into = -1
	};
	m->top[thread] = n;
	return n;
}

/* ---- the graph, whole ------------------------------------------------------------------------------------------ */

static int depends(const struct model *m, int from, int to)
{
	for (int d = 0; d < m->ndomains; d++)
		if (m->domains[from].depends[d] && resolve(m, d) == to && resolve(m, d) != from)
			return 1;
	return 0;
}

/* Does anything in the transitive closure of what DOMAIN depends on still run? */
static int waits(const struct model *m, int domain, uint8_t *seen)
{
	seen[domain] = 1;
	for (int d = 0; d < m->ndomains; d++)
		if (!seen[d] && is_pending(m, d) && depends(m, domain, d) &&
			(m->domains[d].state == MODEL_ACTIVE || waits(m, d, seen)))
			return 1;
	return 0;
}

static void make(struct model *m, int call)
{
	m->made[m->nmade++] = call;
}

static void commit(struct model *m, int domain)
{
	m->domains[domain].state = MODEL_COMMITTED;
	for (unsigned i = 0; i < m->ncalls; i++)
		if (resolve(m, m->calls[i].domain) == domain && m->calls[i].number) {
			if (!m->calls[i].is_inverse)
				make(m, m->calls[i].number);
			m->calls[i].number = 0;
		}
}

static void commit_all(struct model *m)
{
	int may[MODEL_DOMAINS] = { 0 };

	for (int d = 0; d < m->ndomains; d++) {
		uint8_t seen[MODEL_DOMAINS] = { 0 };

		may[d] = m->domains[d].state == MODEL_COMPLETED && !waits(m, d, seen);
	}
	for (int d = 0; d < m->ndomains; d++)
		if (may[d])
			commit(m, d);
}

/* ---- what a thread does ---------------------------------------------------------------------------------------- */

void model_end(struct model *m, int thread, int call)
{
	int n = m->top[thread], parent = m->domains[n].below;
	struct model_domain *d = &m->domains[n];
	int has_parent = is_logged(m, parent) && !(d->kind == AKESO_BASIC && d->root);

	m->top[thread] = parent;
	if (call && has_parent && (d->kind == AKESO_REVERSIBLE || d->kind == AKESO_UNLOGGED))
		m->calls[m->ncalls++] = (struct model_call){ parent, call, 1, d->kind == AKESO_REVERSIBLE ? n : -1 };
	switch (d->kind) {
	case AKESO_UNLOGGED:
		d->state = MODEL_COMMITTED;
		return;
	case AKESO_BASIC:
		if (has_parent) {
			d->state = MODEL_MERGED;
			d->merged_into = parent;
			for (int i = 0; i < m->ndomains; i++)
				m->domains[parent].depends[i] |= d->depends[i];
			return;
		}
		break;
	case AKESO_REVERSIBLE:
		for (int below = parent; below >= 0; below = m->domains[below].below)
			for (int i = 0; i < m->ndomains; i++)
				if (resolve(m, i) == below)
					d->depends[i] = 0;
		if (has_parent) {
			m->domains[parent].depends[n] = 1;
			d->holder = parent;
		}
		break;
	default:
		memset(d->depends, 0, sizeof d->depends);
	}
	d->state = MODEL_COMPLETED;
	commit_all(m);
}

static int last_write(const struct model *m, unsigned byte)
{
	int last = -1;

	for (unsigned i = 0; i < m->nwrites; i++)
		if (m->writes[i].byte == byte && !m->writes[i].undone)
			last = (int)i;
	return last;
}

uint8_t model_byte(const struct model *m, unsigned byte)
{
	int last = last_write(m, byte);

	return last < 0 ? m->initial[byte] : m->writes[last].value;
}

void model_read(struct model *m, int thread, unsigned at, unsigned size)
{
	int reader = m->top[thread];

	if (!is_logged(m, reader))
		return;
	for (unsigned i = at; i < at + size; i++) {
		int last = last_write(m, i), writer = last < 0 ? -1 : resolve(m, m->writes[last].domain);

		if (is_pending(m, writer) && writer != reader)
			m->domains[reader].depends[writer] = 1;
	}
}

void model_write(struct model *m, int thread, unsigned at, unsigned size, uint8_t value)
{
	int writer = is_logged(m, m->top[thread]) ? m->top[thread] : -1;

	for (unsigned i = at; i < at + size; i++) {
		cr_assert(m->nwrites < MODEL_WRITES);
		m->writes[m->nwrites++] = (struct model_write){ i, value, writer, 0 };
	}
}

void model_lock(struct model *m, int thread, int lock, int is_release)
{
	m->locks[m->nlocks++] =
		(struct model_lock_step){ is_logged(m, m->top[thread]) ? m->top[thread] : -1, lock, is_release, 0 };
}

int model_lock_held(const struct model *m, int lock)
{
	int held = 0;

	for (unsigned i = 0; i < m->nlocks; i++)
		if (m->locks[i].lock == lock && !m->locks[i].undone)
			held = !m->locks[i].is_release;
	return held;
}

int model_defer(struct model *m, int thread, int call)
{
	if (!is_logged(m, m->top[thread]))
		return 0;
	m->calls[m->ncalls++] = (struct model_call){ m->top[thread], call, 0, -1 };
	return 1;
}

int model_uncommitted(const struct model *m, int thread)
{
	int n = 0;

	for (int d = 0; d < m->ndomains; d++)
		n += m->domains[d].thread == thread && m->domains[d].state == MODEL_COMPLETED;
	return n;
}

/* ---- a fault --------------------------------------------------------------------------------------------------- */

static int enters_from(const struct model *m, int domain, const uint8_t *set)
{
	for (int below = m->domains[domain].below; below >= 0; below = m->domains[below].below)
		if (set[below])
			return 1;
	return 0;
}

static int goes(const struct model *m, int d, const uint8_t *set)
{
	if (!is_pending(m, d) || set[d])
		return 0;
	if (is_logged(m, d))
		for (int i = 0; i < m->ndomains; i++)
			if (set[i] && depends(m, d, i))
				return 1;
	if (m->domains[d].state == MODEL_ACTIVE)
		return enters_from(m, d, set);
	return m->domains[d].holder >= 0 && set[resolve(m, m->domains[d].holder)];
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
	int domain = operation < 0 ? -1 : resolve(m, m->locks[operation].domain);

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

	if (!is_logged(m, m->top[thread]))
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
		if (m->writes[i].domain >= 0 && set[resolve(m, m->writes[i].domain)])
			m->writes[i].undone = 1;
	for (unsigned i = 0; i < m->nlocks; i++)
		if (m->locks[i].domain >= 0 && set[resolve(m, m->locks[i].domain)])
			m->locks[i].undone = 1;
	for (unsigned i = 0; i < m->ncalls; i++)
		if (m->calls[i].number && set[resolve(m, m->calls[i].domain)]) {
			if (m->calls[i].is_inverse && (m->calls[i].of < 0 || !set[m->calls[i].of]))
				make(m, m->calls[i].number);
			m->calls[i].number = 0;
		}
	for (int d = 0; d < m->ndomains; d++) {
		struct model_domain *domain = &m->domains[d];

		if (!set[d])
			continue;
		if (domain->state == MODEL_COMPLETED)
			m->lost[domain->thread] += domain->holder < 0;
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
