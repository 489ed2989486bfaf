#include "inject/akeso/fit.h"

#include <llvm-c/Target.h>
#include <string.h>

struct fit {
	LLVMModuleRef module;
	const struct inject_domain *d;
	const struct inject_domains *domains;
	const char *name;
	LLVMValueRef function;
	LLVMTypeRef type, result;
};

static unsigned bits(const struct fit *f, LLVMTypeRef type)
{
	if (LLVMGetTypeKind(type) == LLVMPointerTypeKind)
		return 8 * LLVMPointerSize(LLVMGetModuleDataLayout(f->module));
	return LLVMGetTypeKind(type) == LLVMIntegerTypeKind ? LLVMGetIntTypeWidth(type) : 0;
}

/* What travels in one word of the runtime's calls. */
static int is_word(const struct fit *f, LLVMTypeRef type)
{
	unsigned n = bits(f, type);

	return n && n <= 8 * LLVMPointerSize(LLVMGetModuleDataLayout(f->module));
}

/* A structure that travels as the address of a copy, which is gone when the call is made later. */
static int is_structure(LLVMValueRef function, unsigned i)
{
	static const char *const kinds[] = { "byval", "sret", "inalloca" };

	for (size_t k = 0; k < sizeof(kinds) / sizeof(kinds[0]); k++)
		if (LLVMGetEnumAttributeAtIndex(
			    function, i + 1, LLVMGetEnumAttributeKindForName(kinds[k], strlen(kinds[k]))))
			return 1;
	return 0;
}

/* Argument I of FUNCTION is one word. */
static int is_word_argument(const struct fit *f, LLVMValueRef function, unsigned i)
{
	return !is_structure(function, i) && is_word(f, LLVMTypeOf(LLVMGetParam(function, i)));
}

static int is_void(LLVMTypeRef type)
{
	return LLVMGetTypeKind(type) == LLVMVoidTypeKind;
}

static int check_value(const struct fit *f, const struct inject_value *value, const char *word)
{
	unsigned n = bits(f, f->result);

	if (!value->is_given)
		return 0;
	if (is_void(f->result))
		return inject_domains_bad(
			f->domains, f->d->line, "%s returns nothing, so it has no '%s'", f->name, word);
	if (!n || n > 64)
		return inject_domains_bad(
			f->domains, f->d->line, "%s returns neither an integer nor a pointer", f->name);
	if (n < 64 && (value->value < -(INT64_C(1) << (n - 1)) || value->value >= INT64_C(1) << n))
		return inject_domains_bad(f->domains, f->d->line, "%lld is no value of the %u bits that %s returns",
			(long long)value->value, n, f->name);
	return 0;
}

static int returns_structure(LLVMValueRef function)
{
	return LLVMCountParams(function) &&
		LLVMGetEnumAttributeAtIndex(function, 1, LLVMGetEnumAttributeKindForName("sret", strlen("sret")));
}

/* A landing gives something back. */
static int check_error(const struct fit *f)
{
	const char *word = f->d->kind == INJECT_DOMAIN_RELEASE ? "returns" : "error";
	int lands = f->d->kind <= INJECT_DOMAIN_TRANSPARENT || f->d->kind == INJECT_DOMAIN_RELEASE;

	if (lands && returns_structure(f->function))
		return inject_domains_bad(
			f->domains, f->d->line, "%s returns neither an integer nor a pointer", f->name);
	if (lands && !is_void(f->result) && !f->d->error.is_given)
		return inject_domains_bad(
			f->domains, f->d->line, "%s returns a value: say which with '%s'", f->name, word);
	return check_value(f, &f->d->error, word) || check_value(f, &f->d->unless, "unless") ||
			check_value(f, &f->d->taken, "result")
		? -1
		: 0;
}

/* The type of what argument I of the inverse is given; NULL: an integer that was written there. */
static int argument_type(const struct fit *f, unsigned i, LLVMTypeRef *type)
{
	const struct inject_argument *a = &f->d->arguments[i];

	*type = NULL;
	if (a->kind == INJECT_ARGUMENT_VALUE)
		return 0;
	if (a->kind == INJECT_ARGUMENT_NUMBER && a->value >= LLVMCountParams(f->function))
		return inject_domains_bad(f->domains, f->d->line, "%s has %u arguments, and no arg%lld", f->name,
			LLVMCountParams(f->function), (long long)a->value + 1);
	*type = a->kind == INJECT_ARGUMENT_RESULT ? f->result
						  : LLVMTypeOf(LLVMGetParam(f->function, (unsigned)a->value));
	if (!is_word(f, *type) || (a->kind == INJECT_ARGUMENT_NUMBER && is_structure(f->function, (unsigned)a->value)))
		return inject_domains_bad(f->domains, f->d->line,
			"argument %u of %s is neither an integer nor a pointer", i + 1, f->d->inverse);
	return 0;
}

static int check_inverse(const struct fit *f)
{
	LLVMValueRef inverse = *f->d->inverse ? LLVMGetNamedFunction(f->module, f->d->inverse) : NULL;
	LLVMTypeRef parameters[INJECT_DOMAIN_ARGUMENTS];

	if (*f->d->inverse && !inverse && LLVMGetNamedGlobal(f->module, f->d->inverse))
		return inject_domains_bad(f->domains, f->d->line, "%s is a variable, not a function", f->d->inverse);
	if (inverse &&
		(LLVMCountParams(inverse) != f->d->narguments || LLVMIsFunctionVarArg(LLVMGlobalGetValueType(inverse))))
		return inject_domains_bad(f->domains, f->d->line, "%s takes %u arguments, not %u", f->d->inverse,
			LLVMCountParams(inverse), f->d->narguments);
	if (inverse)
		LLVMGetParamTypes(LLVMGlobalGetValueType(inverse), parameters);
	for (unsigned i = 0; i < f->d->narguments; i++) {
		LLVMTypeRef given;

		if (argument_type(f, i, &given))
			return -1;
		if (inverse &&
			(!is_word(f, parameters[i]) ||
				(given && LLVMGetTypeKind(given) != LLVMGetTypeKind(parameters[i]))))
			return inject_domains_bad(f->domains, f->d->line,
				"argument %u of %s has another type than what it is given", i + 1, f->d->inverse);
	}
	return 0;
}

static int check_lock(const struct fit *f)
{
	if (f->d->kind < INJECT_DOMAIN_LOCK || f->d->kind > INJECT_DOMAIN_UNLOCK)
		return 0;
	if (f->d->lock >= LLVMCountParams(f->function) || !is_word_argument(f, f->function, f->d->lock))
		return inject_domains_bad(
			f->domains, f->d->line, "%s has no arg%u that can be a lock", f->name, f->d->lock + 1);
	if (f->d->kind == INJECT_DOMAIN_TRYLOCK && !is_word(f, f->result))
		return inject_domains_bad(f->domains, f->d->line, "%s does not say whether it took the lock", f->name);
	return 0;
}

static int check_release(const struct fit *f)
{
	int frees = f->d->kind == INJECT_DOMAIN_FREES;

	if (f->d->kind != INJECT_DOMAIN_RELEASE && !frees)
		return 0;
	if (LLVMCountParams(f->function) > INJECT_DOMAIN_ARGUMENTS && !frees)
		return inject_domains_bad(f->domains, f->d->line, "%s has more than %d arguments: it cannot wait",
			f->name, INJECT_DOMAIN_ARGUMENTS);
	for (unsigned i = 0; i < LLVMCountParams(f->function) && i < INJECT_DOMAIN_ARGUMENTS; i++)
		if (!is_word_argument(f, f->function, i))
			return inject_domains_bad(f->domains, f->d->line,
				"argument %u of %s is neither an integer nor a pointer", i + 1, f->name);
	return 0;
}

static int has(LLVMValueRef function, const char *attribute)
{
	return LLVMGetEnumAttributeAtIndex(function, LLVMAttributeFunctionIndex,
		       LLVMGetEnumAttributeKindForName(attribute, strlen(attribute))) != NULL;
}

int inject_akeso_fit(LLVMModuleRef module, LLVMValueRef function, const struct inject_domain *d,
	const struct inject_domains *domains)
{
	size_t n;
	struct fit f = { module, d, domains, LLVMGetValueName2(function, &n), function,
		LLVMGlobalGetValueType(function), NULL };

	f.result = LLVMGetReturnType(f.type);
	if (LLVMIsFunctionVarArg(f.type))
		return inject_domains_bad(
			domains, d->line, "%s takes a varying number of arguments: it cannot be wrapped", f.name);
	if (has(function, "noreturn"))
		return inject_domains_bad(domains, d->line, "%s does not return: its domain would never end", f.name);
	return check_error(&f) || check_inverse(&f) || check_lock(&f) || check_release(&f) ? -1 : 0;
}

LLVMValueRef inject_akeso_inverse(LLVMModuleRef module, const struct inject_domain *d, LLVMValueRef function)
{
	LLVMValueRef inverse = LLVMGetNamedFunction(module, d->inverse);
	LLVMContextRef context = LLVMGetModuleContext(module);
	LLVMTypeRef types[INJECT_DOMAIN_ARGUMENTS],
		word = LLVMIntPtrTypeInContext(context, LLVMGetModuleDataLayout(module));

	if (inverse)
		return inverse;
	for (unsigned i = 0; i < d->narguments; i++) {
		const struct inject_argument *a = &d->arguments[i];

		types[i] = a->kind == INJECT_ARGUMENT_VALUE ? word
			: a->kind == INJECT_ARGUMENT_RESULT ? LLVMGetReturnType(LLVMGlobalGetValueType(function))
							    : LLVMTypeOf(LLVMGetParam(function, (unsigned)a->value));
	}
	return LLVMAddFunction(
		module, d->inverse, LLVMFunctionType(LLVMVoidTypeInContext(context), types, d->narguments, 0));
}
