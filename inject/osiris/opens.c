#include "inject/osiris/opens.h"

#include <stdlib.h>
#include <string.h>

/* Beside the writers (inject/memory/writers.c): functions of every C library, which only look. */
static const char *const lookers[] = { "memcmp", "strlen", "strnlen", "strcmp", "strncmp", "strchr", "strrchr",
	"memchr" };

static int is_library(const struct inject_memory *m, const char *name)
{
	for (size_t i = 0; i < sizeof(lookers) / sizeof(lookers[0]); i++)
		if (strcmp(lookers[i], name) == 0)
			return 1;
	for (unsigned i = 0; i < m->nwriters; i++)
		if (strcmp(m->writers[i].name, name) == 0)
			return 1;
	return strncmp(name, "__kmend_", strlen("__kmend_")) == 0;
}

static int is_steady(const struct inject_osiris_steady *steady, LLVMValueRef function)
{
	for (size_t i = 0; i < steady->count; i++)
		if (steady->functions[i] == function)
			return 1;
	return 0;
}

/* 1: during INSTRUCTION a window may open. */
static int may_open(const struct inject_osiris_steady *steady, const struct inject_memory *m, LLVMValueRef instruction)
{
	LLVMValueRef callee;
	size_t n;

	if (!inject_osiris_is_call(instruction))
		return 0;
	callee = LLVMIsAFunction(LLVMGetCalledValue(instruction));
	if (!callee)
		return 1;
	return !LLVMGetIntrinsicID(callee) && !is_steady(steady, callee) &&
		!(LLVMIsDeclaration(callee) && is_library(m, LLVMGetValueName2(callee, &n)));
}

static int any_opens(const struct inject_osiris_steady *steady, const struct inject_memory *m, LLVMValueRef function)
{
	for (LLVMBasicBlockRef b = LLVMGetFirstBasicBlock(function); b; b = LLVMGetNextBasicBlock(b))
		for (LLVMValueRef i = LLVMGetFirstInstruction(b); i; i = LLVMGetNextInstruction(i))
			if (may_open(steady, m, i))
				return 1;
	return 0;
}

/* Whoever links may put another function in the place of one that is weak. */
static int is_final(LLVMValueRef function)
{
	LLVMLinkage linkage = LLVMGetLinkage(function);

	return !LLVMIsDeclaration(function) &&
		(linkage == LLVMExternalLinkage || linkage == LLVMInternalLinkage || linkage == LLVMPrivateLinkage);
}

int inject_osiris_steady_find(struct inject_osiris_steady *steady, const struct inject_memory *m)
{
	size_t room = 0;
	int changed = 1;

	*steady = (struct inject_osiris_steady){ 0 };
	for (LLVMValueRef f = LLVMGetFirstFunction(m->module); f; f = LLVMGetNextFunction(f))
		room += (size_t)is_final(f);
	steady->functions = calloc(room + 1, sizeof(LLVMValueRef));
	if (!steady->functions)
		return -1;
	for (LLVMValueRef f = LLVMGetFirstFunction(m->module); f; f = LLVMGetNextFunction(f))
		if (is_final(f))
			steady->functions[steady->count++] = f;
	while (changed) {
		size_t kept = 0;

		for (size_t i = 0; i < steady->count; i++)
			if (!any_opens(steady, m, steady->functions[i]))
				steady->functions[kept++] = steady->functions[i];
			else
				steady->functions[i] = NULL;
		changed = kept != steady->count;
		steady->count = kept;
	}
	return 0;
}

void inject_osiris_steady_release(struct inject_osiris_steady *steady)
{
	free(steady->functions);
	*steady = (struct inject_osiris_steady){ 0 };
}

/* ---- through a function ---- */

struct block {
	LLVMBasicBlockRef block;
	int calls, after; /* a call in it may open; one may have opened where it ends */
};

static struct block *find(struct block *blocks, size_t n, LLVMBasicBlockRef block)
{
	for (size_t i = 0; i < n; i++)
		if (blocks[i].block == block)
			return &blocks[i];
	return NULL;
}

/* What holds at the end of a block holds at the beginning of its successors: set until nothing is added. */
static void spread(struct block *blocks, size_t n, int *before)
{
	int changed = 1;

	while (changed) {
		changed = 0;
		for (size_t i = 0; i < n; i++) {
			LLVMValueRef end = LLVMGetBasicBlockTerminator(blocks[i].block);

			blocks[i].after = blocks[i].calls || before[i];
			for (unsigned k = 0; blocks[i].after && k < LLVMGetNumSuccessors(end); k++) {
				struct block *next = find(blocks, n, LLVMGetSuccessor(end, k));

				if (!before[next - blocks]) {
					before[next - blocks] = 1;
					changed = 1;
				}
			}
		}
	}
}

int inject_osiris_opens(const struct inject_osiris_steady *steady, const struct inject_memory *m, LLVMValueRef function,
	struct inject_osiris_plan *plan)
{
	size_t n = LLVMCountBasicBlocks(function), k = 0;
	struct block *blocks = calloc(n, sizeof(*blocks));
	int *before = calloc(n, sizeof(*before));
	int result = blocks && before ? 0 : -1;

	for (LLVMBasicBlockRef b = LLVMGetFirstBasicBlock(function); b && !result; b = LLVMGetNextBasicBlock(b), k++) {
		blocks[k].block = b;
		for (LLVMValueRef i = LLVMGetFirstInstruction(b); i; i = LLVMGetNextInstruction(i))
			blocks[k].calls |= may_open(steady, m, i);
	}
	if (!result)
		spread(blocks, n, before);
	for (size_t g = 0; g < plan->ngroups && !result; g++) {
		LLVMBasicBlockRef home = LLVMGetInstructionParent(plan->groups[g].at);

		plan->groups[g].opened = before[find(blocks, n, home) - blocks];
		for (LLVMValueRef i = LLVMGetFirstInstruction(home); i != plan->groups[g].at;
			i = LLVMGetNextInstruction(i))
			plan->groups[g].opened |= may_open(steady, m, i);
	}
	free(blocks);
	free(before);
	return result;
}
