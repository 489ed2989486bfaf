/*
 * Recovery instrumentation for the Akeso runtime (paper 5.1.1). First every access to memory is told to the runtime, in front of
 * it, except in functions that are `plain` or lock something: a lock is no value that one domain gets from another (5.2). Then
 * the functions that the annotation file names become domains. The level (KMEND_LOG) says how much of that is done, for measuring what it costs.
 */
#include <stdio.h>
#include <stdlib.h>

#include "inject/akeso/count.h"
#include "inject/akeso/domains.h"
#include "inject/akeso/touch.h"
#include "inject/akeso/wrap.h"
#include "inject/annotations.h"
#include "inject/memory/memory.h"
#include "inject/runtime.h"

struct pass {
	int counts;    /* the level `counted` */
	int only_bits; /* the function runs to its end: locks that are bits are told, and nothing else */
	struct inject_akeso_count count;
};

static void tell(
	struct inject_memory *m, const struct inject_access *access, enum inject_akeso_touch how, LLVMValueRef more)
{
	struct pass *pass = m->context;

	if (access->own)
		return;
	if (pass->count.told && (!pass->only_bits || access->bits))
		inject_akeso_touch(m->module, m->builder, how, access->address, access->bytes, more);
	if (pass->counts)
		inject_akeso_count_add(&pass->count, m, access->instruction, how);
	if (pass->counts && access->reads)
		inject_akeso_count_add(&pass->count, m, access->instruction, INJECT_AKESO_READ);
}

static void tell_write(struct inject_memory *m, const struct inject_access *access)
{
	if (access->added)
		tell(m, access, INJECT_AKESO_ADD, access->added);
	else if (access->bits)
		tell(m, access, INJECT_AKESO_BITS, access->bits);
	else
		tell(m, access, INJECT_AKESO_WRITE, NULL);
}

static void tell_read(struct inject_memory *m, const struct inject_access *access)
{
	tell(m, access, INJECT_AKESO_READ, NULL);
}

/* A function and its line, found before any function gets another name. */
struct found {
	LLVMValueRef function;
	const struct inject_domain *domain;
};

struct functions {
	struct found *all;
	size_t count;
};

static int find(struct functions *functions, LLVMModuleRef module, const struct inject_domains *domains)
{
	size_t count = 0, n;

	for (LLVMValueRef f = LLVMGetFirstFunction(module); f; f = LLVMGetNextFunction(f))
		count++;
	functions->all = calloc(count + 1, sizeof(*functions->all));
	if (!functions->all) {
		fprintf(stderr, "kmend-cc: out of memory\n");
		return -1;
	}
	for (LLVMValueRef f = LLVMGetFirstFunction(module); f; f = LLVMGetNextFunction(f))
		if (!inject_leave_alone(module, f, "kmend.nolog"))
			functions->all[functions->count++] =
				(struct found){ f, inject_domains_find(domains, LLVMGetValueName2(f, &n)) };
	return 0;
}

static int is_told(const struct inject_domain *d)
{
	return !d || d->kind < INJECT_DOMAIN_LOCK;
}

static int tell_all(const struct functions *functions, const struct inject_domains *domains,
	struct inject_memory *memory, const char *unit)
{
	struct pass *pass = memory->context;
	int tells = inject_domains_tells(domains, unit);

	pass->counts = pass->counts && !inject_domains_is_apart(domains, unit);
	for (size_t i = 0; i < functions->count; i++) {
		const struct inject_domain *d = functions->all[i].domain;

		pass->only_bits = d && d->kind == INJECT_DOMAIN_WHOLE;
		pass->count.told = tells && (pass->only_bits || is_told(d));
		if (!pass->count.told && !pass->counts)
			continue;
		inject_memory_visit(memory, functions->all[i].function);
		inject_akeso_count_end(&pass->count, memory);
	}
	return tells ? inject_akeso_inline(memory->module, unit) : 0;
}

static int wrap_all(const struct functions *functions, LLVMModuleRef module, const struct inject_domains *domains)
{
	int result = 0;

	for (size_t i = 0; i < functions->count; i++) {
		const struct inject_domain *d = functions->all[i].domain;

		if (d && d->kind != INJECT_DOMAIN_PLAIN &&
			inject_akeso_wrap(module, functions->all[i].function, d, domains))
			result = -1; /* the other lines are read too: all that is wrong at once */
	}
	return result;
}

static int run(LLVMModuleRef module, const char *unit, const struct inject_settings *settings)
{
	struct pass pass = { .counts = settings->log == KMEND_LOG_COUNTED };
	struct inject_memory memory = { .module = module,
		.write = tell_write,
		.read = settings->log == KMEND_LOG_STORES ? NULL : tell_read,
		.context = &pass };
	struct inject_domains domains;
	struct functions functions = { 0 };
	int result = inject_domains_read(&domains, settings->domains);

	if (!result)
		result = inject_memory_begin(&memory, settings);
	else
		memory.builder = NULL;
	if (!result)
		result = find(&functions, module, &domains);
	if (!result)
		result = tell_all(&functions, &domains, &memory, unit);
	if (!result && settings->log != KMEND_LOG_IDLE)
		result = wrap_all(&functions, module, &domains);
	if (!result && settings->verbose)
		inject_memory_print(&memory.count, unit);
	if (memory.builder)
		inject_memory_end(&memory);
	free(functions.all);
	inject_domains_release(&domains);
	return result;
}

const struct inject_runtime inject_runtime_akeso = { .number = KMEND_RUNTIME_AKESO, .run = run };
