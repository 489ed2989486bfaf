#include "script.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "akeso.h"
#include "model.h"

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
	int is_allocated[SCRIPT_OBJECTS + 1];
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

/* The allocator has it back: never twice. */
static void free_object(struct play *p, int object, struct akeso_thread *thread)
{
	cr_assert(p->is_allocated[object], "object %d is freed twice", object);
	p->is_allocated[object] = 0;
	akeso_freed(&p->akeso, thread, NULL, p->memory + SCRIPT_OBJECT_AT(object), SCRIPT_OBJECT_BYTES);
}

static void do_work(struct play *p, struct akeso_work *work)
{
	struct akeso_action action;

	while (akeso_next(&p->akeso, work, &action)) {
		if (action.kind == AKESO_RELEASE_LOCK)
			p->owner[action.lock - 1] = -1;
		else
			p->made[p->nmade++] = (int)action.call.function;
		if (action.kind == AKESO_CALL && action.call.argument[1])
			free_object(p, (int)action.call.argument[1], NULL);
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
	uint8_t memory[SCRIPT_BYTES];

	model_memory(&p->model, memory);
	for (unsigned i = 0; i < SCRIPT_BYTES; i++)
		cr_assert_eq(p->memory[i], memory[i], "byte %u is %u, expected %u", i, p->memory[i], memory[i]);
	for (int i = 0; i < SCRIPT_LOCKS; i++)
		cr_assert_eq(p->owner[i] >= 0, model_lock_held(&p->model, i), "lock %d", i);
	for (int i = 1; i <= SCRIPT_OBJECTS; i++)
		cr_assert_eq(p->is_allocated[i], model_object_exists(&p->model, i) || model_object_waits(&p->model, i),
			"object %d", i);
	qsort(p->made, p->nmade, sizeof p->made[0], by_number);
	qsort(p->model.made, p->model.nmade, sizeof p->model.made[0], by_number);
	cr_assert_eq(p->nmade, p->model.nmade, "%u calls, expected %u", p->nmade, p->model.nmade);
	cr_assert(memcmp(p->made, p->model.made, p->nmade * sizeof p->made[0]) == 0);
	p->nmade = p->model.nmade = 0;
	agree_on_threads(p);
}

/* The object that an unlogged operation acquires as it ends, 0: none. */
static int acquired(struct play *p, unsigned t, const struct op *op)
{
	if (!op->object || p->is_allocated[op->object] || p->model.domains[p->model.top[t]].kind != AKESO_UNLOGGED)
		return 0;
	p->is_allocated[op->object] = 1;
	return op->object;
}

static void give_object(struct play *p, struct akeso_call *call, int object)
{
	if (!object)
		return;
	call->object = call->argument[0] = (uintptr_t)p->memory + SCRIPT_OBJECT_AT(object);
	call->argument[1] = (uintptr_t)object;
}

static void change_bits(uint8_t *at, unsigned size, uint8_t value, uint64_t bits)
{
	for (unsigned i = 0; i < size; i++) {
		uint8_t changed = (uint8_t)(bits >> 8 * i);

		at[i] = (uint8_t)((at[i] & ~changed) | (value & changed));
	}
}

static void step(struct play *p, unsigned t, uint8_t value)
{
	const struct op *op = &p->script->ops[t][p->pc[t]++];
	struct akeso_thread *thread = &p->threads[t];
	struct akeso_work work = { 0 };
	struct akeso_call call = { .function = (uintptr_t)op->call };
	int domain, object;

	switch (op->code) {
	case OP_BEGIN:
		domain = model_begin(&p->model, (int)t, op->kind, op->root);
		p->landings[domain] = (struct landing){ domain, p->pc[t] - 1 };
		cr_assert(akeso_begin(&p->akeso, thread, (enum akeso_kind)op->kind, op->root, &p->landings[domain]));
		break;
	case OP_END:
		object = acquired(p, t, op);
		give_object(p, &call, object);
		model_end(&p->model, (int)t, op->call, object);
		akeso_end(&p->akeso, thread, op->call ? &call : NULL, &work);
		break;
	case OP_READ:
		model_read(&p->model, (int)t, op->at, op->size);
		akeso_read(&p->akeso, thread, p->memory + op->at, op->size);
		break;
	case OP_WRITE:
		model_write(&p->model, (int)t, op->at, op->size, value, UINT64_MAX);
		akeso_write(&p->akeso, thread, p->memory + op->at, op->size);
		memset(p->memory + op->at, value, op->size);
		break;
	case OP_BITS:
		model_write(&p->model, (int)t, op->at, op->size, value, op->bits);
		akeso_write_bits(&p->akeso, thread, p->memory + op->at, op->size, op->bits);
		change_bits(p->memory + op->at, op->size, value, op->bits);
		break;
	case OP_ADD:
		model_add(&p->model, (int)t, op->at, 1u << value % 32);
		akeso_added(&p->akeso, thread, p->memory + op->at, op->size, 1u << value % 32);
		*(uint32_t *)(p->memory + op->at) += 1u << value % 32;
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
		object = op->object && model_object_exists(&p->model, op->object) ? op->object : 0;
		give_object(p, &call, object);
		domain = akeso_defer(&p->akeso, thread, &call);
		if (!domain && object)
			free_object(p, object, thread);
		cr_assert_eq(domain, model_defer(&p->model, (int)t, op->call, object));
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
