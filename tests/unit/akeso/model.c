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

int model_resolve(const struct model *m, int domain)
{
	while (domain >= 0 && m->domains[domain].state == MODEL_MERGED)
		domain = m->domains[domain].merged_into;
	return domain;
}

int model_is_pending(const struct model *m, int domain)
{
	return domain >= 0 && (m->domains[domain].state == MODEL_ACTIVE || m->domains[domain].state == MODEL_COMPLETED);
}

int model_is_logged(const struct model *m, int domain)
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

int model_depends(const struct model *m, int from, int to)
{
	for (int d = 0; d < m->ndomains; d++)
		if (m->domains[from].depends[d] && model_resolve(m, d) == to && model_resolve(m, d) != from)
			return 1;
	return 0;
}

/* Does anything in the transitive closure of what DOMAIN depends on still run? */
static int waits(const struct model *m, int domain, uint8_t *seen)
{
	seen[domain] = 1;
	for (int d = 0; d < m->ndomains; d++)
		if (!seen[d] && model_is_pending(m, d) && model_depends(m, domain, d) &&
			(m->domains[d].state == MODEL_ACTIVE || waits(m, d, seen)))
			return 1;
	return 0;
}

void model_make(struct model *m, struct model_call *call)
{
	m->made[m->nmade++] = call->number;
	call->number = 0;
	if (call->object)
		model_free(m, call->object);
}

static void commit(struct model *m, int domain)
{
	m->domains[domain].state = MODEL_COMMITTED;
	for (unsigned i = 0; i < m->ncalls; i++)
		if (model_resolve(m, m->calls[i].domain) == domain && m->calls[i].number) {
			if (!m->calls[i].is_inverse)
				model_make(m, &m->calls[i]);
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

/* ---- objects: acquired by an operation that has an inverse, released by a call --------------------------------- */

static void step_object(struct model *m, int domain, int object, int is_release)
{
	m->objects[m->nobjects++] = (struct model_object_step){ domain, object, is_release, 0 };
}

int model_object_exists(const struct model *m, int object)
{
	int exists = 0;

	for (unsigned i = 0; i < m->nobjects; i++)
		if (m->objects[i].object == object && !m->objects[i].undone)
			exists = !m->objects[i].is_release;
	return exists;
}

int model_object_waits(const struct model *m, int object)
{
	for (unsigned i = 0; i < m->ncalls; i++)
		if (m->calls[i].number && !m->calls[i].is_inverse && m->calls[i].object == object)
			return 1;
	return 0;
}

static void keep(struct model *m, struct model_write write)
{
	cr_assert(m->nwrites < MODEL_WRITES);
	m->writes[m->nwrites++] = write;
}

/* For good: the inverse has nothing left to undo, and what is in the memory is no domain's any more. */
void model_free(struct model *m, int object)
{
	unsigned at = SCRIPT_OBJECT_AT(object);
	uint8_t memory[SCRIPT_BYTES];

	model_memory(m, memory);
	for (unsigned i = 0; i < m->ncalls; i++)
		if (m->calls[i].is_inverse && m->calls[i].object == object)
			m->calls[i].number = 0;
	for (unsigned i = at; i < at + SCRIPT_OBJECT_BYTES; i++)
		keep(m, (struct model_write){ .byte = i, .value = memory[i], .bits = 0xff, .domain = -1 });
}

/* ---- what a thread does ---------------------------------------------------------------------------------------- */

void model_end(struct model *m, int thread, int call, int object)
{
	int n = m->top[thread], parent = m->domains[n].below;
	struct model_domain *d = &m->domains[n];
	int has_parent = model_is_logged(m, parent) && !(d->kind == AKESO_BASIC && d->root);

	m->top[thread] = parent;
	if (object)
		step_object(m, has_parent ? parent : -1, object, 0);
	if (call && has_parent && (d->kind == AKESO_REVERSIBLE || d->kind == AKESO_UNLOGGED))
		m->calls[m->ncalls++] =
			(struct model_call){ parent, call, 1, d->kind == AKESO_REVERSIBLE ? n : -1, object };
	if (call && !has_parent && d->kind == AKESO_BASIC) {
		m->calls[m->ncalls++] = (struct model_call){ n, call, 1, -1, 0 };
		d->is_repaired = 1;
	}
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
				if (model_resolve(m, i) == below)
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

static int last_write(const struct model *m, unsigned byte, uint8_t bit)
{
	int last = -1;

	for (unsigned i = 0; i < m->nwrites; i++)
		if (m->writes[i].byte == byte && m->writes[i].bits & bit && !m->writes[i].undone)
			last = (int)i;
	return last;
}

/* All that stands, made again from the beginning. */
void model_memory(const struct model *m, uint8_t *memory)
{
	memcpy(memory, m->initial, SCRIPT_BYTES);
	for (unsigned i = 0; i < m->nwrites; i++) {
		const struct model_write *w = &m->writes[i];
		uint32_t counter;

		if (w->undone)
			continue;
		memory[w->byte] = (uint8_t)((memory[w->byte] & ~w->bits) | (w->value & w->bits));
		if (!w->difference)
			continue;
		memcpy(&counter, memory + w->byte, sizeof counter);
		counter += w->difference;
		memcpy(memory + w->byte, &counter, sizeof counter);
	}
}

void model_read(struct model *m, int thread, unsigned at, unsigned size)
{
	int reader = m->top[thread];

	if (!model_is_logged(m, reader))
		return;
	for (unsigned bit = 8 * at; bit < 8 * (at + size); bit++) {
		int last = last_write(m, bit / 8, (uint8_t)(1 << bit % 8));
		int writer = last < 0 ? -1 : model_resolve(m, m->writes[last].domain);

		if (model_is_pending(m, writer) && writer != reader)
			m->domains[reader].depends[writer] = 1;
	}
}

static int writer_of(const struct model *m, int thread)
{
	return model_is_logged(m, m->top[thread]) ? m->top[thread] : -1;
}

void model_write(struct model *m, int thread, unsigned at, unsigned size, uint8_t value, uint64_t bits)
{
	for (unsigned i = 0; i < size; i++)
		keep(m,
			(struct model_write){ .byte = at + i,
				.value = value,
				.bits = (uint8_t)(bits >> 8 * (i % 8)),
				.domain = writer_of(m, thread) });
}

/* Nobody depends on a counter (5.2): an addition is no write that a read could see. */
void model_add(struct model *m, int thread, unsigned at, uint32_t difference)
{
	keep(m, (struct model_write){ .byte = at, .difference = difference, .domain = writer_of(m, thread) });
}

void model_lock(struct model *m, int thread, int lock, int is_release)
{
	m->locks[m->nlocks++] = (struct model_lock_step){ model_is_logged(m, m->top[thread]) ? m->top[thread] : -1,
		lock, is_release, 0 };
}

int model_lock_held(const struct model *m, int lock)
{
	int held = 0;

	for (unsigned i = 0; i < m->nlocks; i++)
		if (m->locks[i].lock == lock && !m->locks[i].undone)
			held = !m->locks[i].is_release;
	return held;
}

int model_defer(struct model *m, int thread, int call, int object)
{
	int domain = m->top[thread], owner;

	if (!model_is_logged(m, domain))
		domain = -1;
	if (object)
		step_object(m, domain, object, 1);
	if (domain < 0) {
		if (object)
			model_free(m, object);
		return 0;
	}
	for (unsigned i = 0; i < m->ncalls && object; i++) {
		owner = model_resolve(m, m->calls[i].domain);
		if (m->calls[i].number && m->calls[i].is_inverse && m->calls[i].object == object && owner != domain)
			m->domains[domain].depends[owner] = 1; /* what is released must have been acquired */
	}
	m->calls[m->ncalls++] = (struct model_call){ domain, call, 0, -1, object };
	return 1;
}

int model_uncommitted(const struct model *m, int thread)
{
	int n = 0;

	for (int d = 0; d < m->ndomains; d++)
		n += m->domains[d].thread == thread && m->domains[d].state == MODEL_COMPLETED;
	return n;
}
