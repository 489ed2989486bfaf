/*
 * A definition that the linker might replace by one that does more is one that the optimiser draws no conclusions from: that is
 * what linkage weak_odr means. The linkage that a function had is kept as an attribute.
 */
#include "inject/akeso/prepare.h"

#include <string.h>

#include "inject/akeso/domains.h"
#include "inject/annotations.h"

#define KEPT "kmend-linkage"

static void make_opaque(LLVMModuleRef module, LLVMValueRef function)
{
	LLVMContextRef context = LLVMGetModuleContext(module);
	unsigned noinline = LLVMGetEnumAttributeKindForName("noinline", strlen("noinline"));
	unsigned always = LLVMGetEnumAttributeKindForName("alwaysinline", strlen("alwaysinline"));
	LLVMLinkage linkage = LLVMGetLinkage(function);
	const char *kept = linkage == LLVMInternalLinkage ? "internal" : "external";

	LLVMRemoveEnumAttributeAtIndex(function, LLVMAttributeFunctionIndex, always);
	LLVMAddAttributeAtIndex(function, LLVMAttributeFunctionIndex, LLVMCreateEnumAttribute(context, noinline, 0));
	if (linkage != LLVMInternalLinkage && linkage != LLVMExternalLinkage)
		return; /* it is weak already */
	LLVMAddAttributeAtIndex(function, LLVMAttributeFunctionIndex,
		LLVMCreateStringAttribute(context, KEPT, strlen(KEPT), kept, (unsigned)strlen(kept)));
	LLVMSetLinkage(function, LLVMWeakODRLinkage);
}

int inject_akeso_prepare(LLVMModuleRef module, const struct inject_settings *settings)
{
	struct inject_domains domains;
	int result = inject_domains_read(&domains, settings->domains);
	size_t n;

	for (LLVMValueRef f = LLVMGetFirstFunction(module); f && !result; f = LLVMGetNextFunction(f)) {
		const struct inject_domain *d;

		if (inject_leave_alone(module, f, "kmend.nolog"))
			continue;
		d = inject_domains_find(&domains, LLVMGetValueName2(f, &n));
		if (d && d->kind != INJECT_DOMAIN_PLAIN)
			make_opaque(module, f);
	}
	inject_domains_release(&domains);
	return result;
}

void inject_akeso_restore(LLVMModuleRef module)
{
	for (LLVMValueRef f = LLVMGetFirstFunction(module); f; f = LLVMGetNextFunction(f)) {
		LLVMAttributeRef kept =
			LLVMGetStringAttributeAtIndex(f, LLVMAttributeFunctionIndex, KEPT, (unsigned)strlen(KEPT));
		unsigned n;

		if (!kept)
			continue;
		LLVMSetLinkage(
			f, *LLVMGetStringAttributeValue(kept, &n) == 'i' ? LLVMInternalLinkage : LLVMExternalLinkage);
		LLVMRemoveStringAttributeAtIndex(f, LLVMAttributeFunctionIndex, KEPT, (unsigned)strlen(KEPT));
	}
}
