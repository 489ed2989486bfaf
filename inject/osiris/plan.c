#include "inject/osiris/plan.h"

#include <stdlib.h>

#include "inject/memory/object.h"
#include "inject/osiris/hoist.h"
#include "recovery-rt/include/kmend/abi.h"

#define BETWEEN_MAX 512 /* instructions in one group */

/* Room for one more element; -1: no memory, and then nothing more is added. */
#define GROW(plan, array, count, room) \
	((count) < (room) ? 0 : grow((plan), (void **)&(array), &(room), sizeof(*(array))))

static int grow(struct inject_osiris_plan *plan, void **array, size_t *room, size_t bytes)
{
	size_t wanted = *room ? *room * 2 : 32;
	void *more = realloc(*array, wanted * bytes);

	if (!more) {
		plan->no_memory = 1;
		return -1;
	}
	*array = more;
	*room = wanted;
	return 0;
}

int inject_osiris_is_call(LLVMValueRef instruction)
{
	LLVMOpcode opcode = LLVMGetInstructionOpcode(instruction);

	return opcode == LLVMCall || opcode == LLVMInvoke || opcode == LLVMCallBr;
}

/* 1: after INSTRUCTION the window may be another one, or memory can have changed that nobody logs. */
static int is_barrier(LLVMValueRef instruction)
{
	LLVMValueRef callee;

	if (!inject_osiris_is_call(instruction))
		return 0;
	callee = LLVMGetCalledValue(instruction);
	return !LLVMIsAFunction(callee) || !LLVMGetIntrinsicID(callee);
}

/* Goes on from the group's instruction to UNTIL. 0: they are not in one group. */
static int reach(struct inject_osiris_plan *plan, LLVMValueRef until)
{
	const struct inject_osiris_group *group = &plan->groups[plan->ngroups - 1];
	LLVMValueRef i = plan->nbetween ? plan->between[plan->nbetween - 1] : NULL;

	if (LLVMGetInstructionParent(group->at) != LLVMGetInstructionParent(until))
		return 0;
	for (i = i ? LLVMGetNextInstruction(i) : group->at; i && i != until; i = LLVMGetNextInstruction(i)) {
		if (is_barrier(i) || plan->nbetween == BETWEEN_MAX ||
			GROW(plan, plan->between, plan->nbetween, plan->between_room))
			return 0;
		plan->between[plan->nbetween++] = i;
	}
	return i == until;
}

static size_t entries(uint64_t bytes)
{
	return (size_t)(bytes + 7) / 8;
}

/* 1: the open group can take a store at BASE. */
static int joins(struct inject_osiris_plan *plan, LLVMValueRef instruction, LLVMValueRef base, uint64_t bytes)
{
	const struct inject_osiris_group *group;
	size_t sum = entries(bytes);

	if (!plan->open || !reach(plan, instruction))
		return 0;
	group = &plan->groups[plan->ngroups - 1];
	for (size_t i = group->first; i < group->first + group->count; i++)
		sum += entries(plan->stores[i].bytes);
	return sum <= KMEND_OSIRIS_ENTRIES_AT_ONCE && inject_osiris_can_hoist(base, plan->between, plan->nbetween);
}

/* The address of a variable, and inside of it as its type says: the runtime's region lies elsewhere. */
static int is_safe(struct inject_memory *m, LLVMValueRef base, int64_t offset, uint64_t bytes)
{
	LLVMTypeRef type;
	uint64_t size;

	if (!LLVMIsAGlobalVariable(base) || LLVMIsThreadLocal(base) || offset < 0)
		return 0;
	type = LLVMGlobalGetValueType(base);
	size = LLVMTypeIsSized(type) ? LLVMABISizeOfType(m->layout, type) : 0;
	return (uint64_t)offset <= size && bytes <= size - (uint64_t)offset;
}

static void add_call(struct inject_osiris_plan *plan, const struct inject_access *access)
{
	if (GROW(plan, plan->calls, plan->ncalls, plan->calls_room))
		return;
	plan->calls[plan->ncalls++] =
		(struct inject_osiris_call){ access->instruction, access->address, access->bytes, access->at_most };
}

void inject_osiris_plan_add(
	struct inject_osiris_plan *plan, struct inject_memory *memory, const struct inject_access *access)
{
	LLVMValueRef constant = LLVMIsAConstantInt(access->bytes), base;
	uint64_t bytes = constant ? LLVMConstIntGetZExtValue(constant) : UINT64_MAX;
	int64_t offset;

	if (access->at_most || bytes > INJECT_OSIRIS_STORE_BYTES) {
		add_call(plan, access);
		return;
	}
	if (bytes == 0)
		return;
	base = inject_memory_base(memory, access->address, &offset);
	if (!joins(plan, access->instruction, base, bytes)) {
		if (GROW(plan, plan->groups, plan->ngroups, plan->groups_room))
			return;
		plan->groups[plan->ngroups++] =
			(struct inject_osiris_group){ .at = access->instruction, .first = plan->nstores };
		plan->open = 1;
		plan->nbetween = 0;
	}
	if (GROW(plan, plan->stores, plan->nstores, plan->stores_room))
		return;
	plan->stores[plan->nstores++] =
		(struct inject_osiris_store){ base, offset, bytes, is_safe(memory, base, offset, bytes) };
	plan->groups[plan->ngroups - 1].count++;
}

/* Stores of one base next to each other, in the order in which the bases come first; those by their offsets. */
static void sort(struct inject_osiris_store *stores, size_t n)
{
	for (size_t i = 1; i < n; i++) {
		struct inject_osiris_store one = stores[i];
		size_t to = i, same = i;

		while (same > 0 && stores[same - 1].base != one.base)
			same--;
		for (to = same ? same : i;
			same && to > 0 && stores[to - 1].base == one.base && stores[to - 1].offset > one.offset;)
			to--;
		for (size_t k = i; k > to; k--)
			stores[k] = stores[k - 1];
		stores[to] = one;
	}
}

int inject_osiris_plan_end(struct inject_osiris_plan *plan)
{
	for (size_t i = 0; i < plan->ngroups; i++)
		sort(plan->stores + plan->groups[i].first, plan->groups[i].count);
	return plan->no_memory ? -1 : 0;
}

void inject_osiris_plan_release(struct inject_osiris_plan *plan)
{
	free(plan->groups);
	free(plan->stores);
	free(plan->calls);
	free(plan->between);
	*plan = (struct inject_osiris_plan){ 0 };
}
