#include "script.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "akeso.h"
#include "model.h"

/* ---- scripts by chance ------------------------------------------------------------------------------------------ */

static uint64_t draw(uint64_t *seed, uint64_t below)
{
	uint64_t x = *seed += 0x9e3779b97f4a7c15u;

	x = (x ^ x >> 30) * 0xbf58476d1ce4e5b9u;
	x = (x ^ x >> 27) * 0x94d049bb133111ebu;
	return (x ^ x >> 31) % below;
}

static void add(struct script *s, unsigned t, struct op op)
{
	if (s->count[t] < SCRIPT_OPS)
		s->ops[t][s->count[t]++] = op;
}

static void thread_random(struct script *s, unsigned t, uint64_t *seed, unsigned most, int *call)
{
	unsigned depth = 0;

	while (s->count[t] + depth < most) {
		unsigned size = draw(seed, 4) ? 8 : 1 + (unsigned)draw(seed, 12);
		unsigned at = size == 8 ? 8 * (unsigned)draw(seed, 2) : (unsigned)draw(seed, SCRIPT_BYTES - size + 1);

		switch (draw(seed, 12)) {
		case 0:
		case 1:
		case 2:
			if (s->count[t] + depth + 2 > most)
				break;
			add(s, t,
				(struct op){ .code = OP_BEGIN,
					.kind = draw(seed, 3) ? AKESO_BASIC : (int)draw(seed, 4),
					.root = !depth || !draw(seed, 6) });
			depth++;
			break;
		case 3:
			if (depth && depth--)
				add(s, t, (struct op){ .code = OP_END, .call = draw(seed, 4) ? ++*call : 0 });
			break;
		case 4:
		case 5:
			add(s, t, (struct op){ .code = OP_READ, .at = at, .size = size });
			break;
		case 6:
		case 7:
		case 8:
			add(s, t, (struct op){ .code = OP_WRITE, .at = at, .size = size });
			break;
		case 9:
			add(s, t,
				(struct op){ .code = draw(seed, 2) ? OP_LOCK : OP_UNLOCK,
					.at = (unsigned)draw(seed, SCRIPT_LOCKS) });
			break;
		case 10:
			add(s, t, (struct op){ .code = OP_DEFER, .call = ++*call });
			break;
		default:
			add(s, t, (struct op){ .code = OP_FAULT });
		}
	}
	while (depth--)
		add(s, t, (struct op){ .code = OP_END, .call = draw(seed, 2) ? ++*call : 0 });
}

void script_random(struct script *s, uint64_t seed, unsigned threads, unsigned most)
{
	int call = 0;

	*s = (struct script){ .threads = threads };
	for (unsigned t = 0; t < threads; t++)
		thread_random(s, t, &seed, most, &call);
}

/* ---- playing ---------------------------------------------------------------------------------------------------- */

#define ENTRIES 512

struct landing {
	int domain;
	unsigned pc; /* of OP_BEGIN */
};

struct play {
	const struct script *script;
	struct akeso akeso;
	struct akeso_thread threads[SCRIPT_THREADS];
	struct landing landings[MODEL_DOMAINS];
	struct model model;
	_Alignas(8) uint8_t memory[SCRIPT_BYTES];
	unsigned pc[SCRIPT_THREADS];
	int owner[SCRIPT_LOCKS]; /* thread, -1: free */
	int made[MODEL_CALLS];
	unsigned nmade;
	int over;
	_Alignas(8) uint8_t log[ENTRIES * AKESO_ENTRY_BYTES]; /* last: not cleared */
};

static int can_run(const struct play *p, unsigned t)
{
	const struct op *op = &p->script->ops[t][p->pc[t]];

	return p->pc[t] < p->script->count[t] && !(op->code == OP_LOCK && p->owner[op->at] >= 0);
}

static void do_work(struct play *p, struct akeso_work *work)
{
	struct akeso_action action;

	while (akeso_next(&p->akeso, work, &action)) {
		if (action.kind == AKESO_RELEASE_LOCK)
			p->owner[action.lock - 1] = -1;
		else
			p->made[p->nmade++] = (int)action.call.function;
	}
	for (struct akeso_thread *t = work->threads; t; t = t->next)
		t->listed = 0;
}

/* Where a thread goes on whose domain that began at BEGIN is gone: after its end. */
static unsigned after_end(const struct script *s, unsigned t, unsigned begin)
{
	unsigned depth = 0, pc = begin;

	do {
		depth += s->ops[t][pc].code == OP_BEGIN;
		depth -= s->ops[t][pc].code == OP_END;
	} while (++pc < s->count[t] && depth);
	return pc;
}

static int by_number(const void *a, const void *b)
{
	return *(const int *)a - *(const int *)b;
}

static void agree_on_threads(struct play *p)
{
	for (unsigned t = 0; t < p->script->threads; t++) {
		struct akeso_thread *thread = &p->threads[t];
		const struct landing *landing = thread->landing;

		cr_assert_eq(landing ? landing->domain : -1, p->model.landing[t], "thread %u lands elsewhere", t);
		cr_assert_eq((int)thread->lost, p->model.lost[t], "thread %u has lost %u domains", t, thread->lost);
		cr_assert_eq((int)thread->uncommitted, model_uncommitted(&p->model, (int)t), "thread %u waits for %u",
			t, thread->uncommitted);
		cr_assert_eq(!thread->top, p->model.top[t] < 0);
		if (landing)
			p->pc[t] = after_end(p->script, t, landing->pc);
		thread->landing = NULL;
		p->model.landing[t] = -1;
	}
}

static void agree(struct play *p)
{
	for (unsigned i = 0; i < SCRIPT_BYTES; i++)
		cr_assert_eq(p->memory[i], model_byte(&p->model, i), "byte %u is %u, expected %u", i, p->memory[i],
			model_byte(&p->model, i));
	for (int i = 0; i < SCRIPT_LOCKS; i++)
		cr_assert_eq(p->owner[i] >= 0, model_lock_held(&p->model, i), "lock %d", i);
	qsort(p->made, p->nmade, sizeof p->made[0], by_number);
	qsort(p->model.made, p->model.nmade, sizeof p->model.made[0], by_number);
	cr_assert_eq(p->nmade, p->model.nmade, "%u calls, expected %u", p->nmade, p->model.nmade);
	cr_assert(memcmp(p->made, p->model.made, p->nmade * sizeof p->made[0]) == 0);
	p->nmade = p->model.nmade = 0;
	agree_on_threads(p);
}

static void step(struct play *p, unsigned t, uint8_t value)
{
	const struct op *op = &p->script->ops[t][p->pc[t]++];
	struct akeso_thread *thread = &p->threads[t];
	struct akeso_work work = { 0 };
	struct akeso_call call = { .function = (uintptr_t)op->call };
	int domain;

	switch (op->code) {
	case OP_BEGIN:
		domain = model_begin(&p->model, (int)t, op->kind, op->root);
		p->landings[domain] = (struct landing){ domain, p->pc[t] - 1 };
		cr_assert(akeso_begin(&p->akeso, thread, (enum akeso_kind)op->kind, op->root, &p->landings[domain]));
		break;
	case OP_END:
		model_end(&p->model, (int)t, op->call);
		akeso_end(&p->akeso, thread, op->call ? &call : NULL, &work);
		break;
	case OP_READ:
		model_read(&p->model, (int)t, op->at, op->size);
		akeso_read(&p->akeso, thread, p->memory + op->at, op->size);
		break;
	case OP_WRITE:
		model_write(&p->model, (int)t, op->at, op->size, value);
		akeso_write(&p->akeso, thread, p->memory + op->at, op->size);
		memset(p->memory + op->at, value, op->size);
		break;
	case OP_LOCK:
		model_lock(&p->model, (int)t, (int)op->at, 0);
		p->owner[op->at] = (int)t;
		akeso_locked(&p->akeso, thread, op->at + 1);
		break;
	case OP_UNLOCK:
		if (p->owner[op->at] != (int)t)
			break;
		model_lock(&p->model, (int)t, (int)op->at, 1);
		akeso_unlocking(&p->akeso, thread, op->at + 1);
		p->owner[op->at] = -1;
		break;
	case OP_DEFER:
		cr_assert_eq(akeso_defer(&p->akeso, thread, &call), model_defer(&p->model, (int)t, op->call));
		break;
	case OP_FAULT:
		domain = model_fault(&p->model, (int)t);
		cr_assert_eq((int)akeso_fault(&p->akeso, thread, &work), domain);
		p->over = domain < 0;
		break;
	}
	do_work(p, &work);
	agree(p);
}

/* Everything has ended: the runtime remembers nothing. */
static void agree_at_end(const struct play *p)
{
	for (unsigned t = 0; t < p->script->threads; t++)
		if (p->pc[t] < p->script->count[t])
			return; /* a thread waits for a lock for ever */
	for (unsigned t = 0; t < p->script->threads; t++)
		cr_assert(akeso_is_free(&p->threads[t]));
	cr_assert_eq(p->akeso.used, 0, "%u entries are left", p->akeso.used);
	cr_assert_eq(p->akeso.versions, 0, "%u versions are left", p->akeso.versions);
	cr_assert_eq(p->akeso.statistics.log_full + p->akeso.statistics.domains_full, 0);
}

unsigned script_play(const struct script *script, const uint8_t *order, unsigned norder, uint8_t *choices, int eager)
{
	static struct play p;
	unsigned steps = 0, last = 0;
	uint8_t value = 100;

	memset(&p, 0, sizeof p - sizeof p.log);
	p.script = script;
	for (unsigned i = 0; i < SCRIPT_BYTES; i++)
		p.memory[i] = (uint8_t)i;
	for (unsigned i = 0; i < SCRIPT_LOCKS; i++)
		p.owner[i] = -1;
	akeso_init(&p.akeso, p.log, sizeof p.log, eager);
	model_init(&p.model, p.memory);
	while (!p.over) {
		unsigned able[SCRIPT_THREADS], n = 0, chosen;

		for (unsigned t = 0; t < script->threads; t++)
			if (can_run(&p, t))
				able[n++] = t;
		if (!n)
			break;
		chosen = n > 1 && steps < norder ? order[steps] % n : 0;
		if (n > 1)
			choices[steps++] = (uint8_t)n;
		if (able[chosen] != last && !eager)
			akeso_publish(&p.akeso, &p.threads[last]);
		last = able[chosen];
		step(&p, last, value++);
	}
	if (!p.over)
		agree_at_end(&p);
	return steps;
}

uint64_t script_explore(const struct script *script, int eager, uint64_t most)
{
	uint8_t order[SCRIPT_THREADS * SCRIPT_OPS] = { 0 }, choices[SCRIPT_THREADS * SCRIPT_OPS];
	uint64_t runs = 0;
	unsigned n = 0;

	while (runs < most) {
		n = script_play(script, order, n, choices, eager);
		runs++;
		/* The next order: the last choice that has another one takes it; what comes after it begins anew. */
		while (n && order[n - 1] + 1 >= choices[n - 1])
			order[--n] = 0;
		if (!n)
			break;
		order[n - 1]++;
		memset(order + n, 0, sizeof order - n);
	}
	return runs;
}
