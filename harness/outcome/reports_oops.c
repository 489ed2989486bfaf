/*
 * Exceptions in the kernel. A page fault tells of the address first, and of the exception in a second headline; when
 * the first one was lost, the second one still says what it was. x86, powerpc, riscv, s390, mips; arm has its own words.
 */
#include "harness/outcome/report.h"

static const struct report_headline oops[] = {
	{ "BUG: kernel NULL pointer dereference", "page-fault", REPORT_WITHIN },
	{ "BUG: Kernel NULL pointer dereference", "page-fault", REPORT_WITHIN },
	{ "BUG: unable to handle ", "page-fault", REPORT_WITHIN },
	{ "BUG: Unable to handle ", "page-fault", REPORT_WITHIN },
	{ "Unable to handle kernel ", "page-fault", REPORT_WITHIN },
	{ "CPU {word} Unable to handle kernel ", "page-fault", 0 },
	{ "BUG: stack guard page was hit", "stack-overflow", REPORT_WITHIN },
	{ "BUG: {word} stack guard page was hit", "stack-overflow", 0 },
	{ "Insufficient stack space to handle exception", "stack-overflow", REPORT_WITHIN },
	{ "kernel stack overflow (", "stack-overflow", 0 },
	{ "PANIC: double fault", "double-fault", REPORT_WITHIN },
	{ "general protection fault*[#", "general-protection", REPORT_WITHIN },
	{ "general protection fault, ", "general-protection", 0 },
	{ "invalid opcode: {hex} [#", "invalid-opcode", REPORT_WITHIN | REPORT_GOES_ON },
	{ "divide error: {hex} [#", "divide-error", REPORT_WITHIN },
	{ "stack segment: {hex} [#", "stack-segment", 0 },
	{ "double fault: {hex} [#", "double-fault", REPORT_GOES_ON },
	{ "int3: {hex} [#", "breakpoint", 0 },
	{ "Oops: {hex} ", "page-fault", REPORT_GOES_ON },
	{ "Oops: {hex}#", "page-fault", REPORT_GOES_ON }, /* riscv, s390 with a counter */
	{ "Oops: Kernel access of bad area", "page-fault", REPORT_GOES_ON },
	{ "Oops: Exception in kernel mode", "exception", REPORT_GOES_ON },
	{ "Oops: Machine check", "machine-check", REPORT_GOES_ON },
	{ "Machine check in kernel mode", "machine-check", 0 },
	{ "Oops - {cause} [#", "{}", REPORT_GOES_ON },
	{ "Oops [#", "exception", REPORT_GOES_ON },
	{ "Oops[#", "exception", REPORT_GOES_ON },
	{ "Reserved instruction in kernel code[#", "invalid-opcode", 0 },
	{ "illegal operation: {hex} ilc:", "invalid-opcode", REPORT_GOES_ON },
	{ "fixpoint divide exception: {hex} ilc:", "divide-error", 0 },
	{ "{cause}: {hex} ilc:", "{}", REPORT_GOES_ON },
	{ "control protection fault: {hex} [#", "control-protection", 0 },
	{ "invalid TSS: {hex} [#", "invalid-tss", 0 },
	{ "segment not present: {hex} [#", "segment-not-present", 0 },
	{ "alignment check: {hex} [#", "alignment-check", 0 },
	{ "bounds: {hex} [#", "bounds", 0 },
	{ "overflow: {hex} [#", "overflow", 0 },
	{ "device not available: {hex} [#", "device-not-available", 0 },
	{ "simd exception: {hex} [#", "simd-exception", 0 },
	{ "fpu exception: {hex} [#", "fpu-exception", 0 },
	{ "debug: {hex} [#", "debug", 0 },
	{ "iret exception: {hex} [#", "iret-exception", 0 },
	{ NULL, NULL, 0 },
};

static const struct report_family *const open[] = { &report_oops, &report_bug, &report_list, &report_cfi, NULL };

const struct report_family report_oops = {
	.class = REPORT_FATAL,
	.headlines = oops,
	.sources = { REPORT_POINTER, REPORT_TRACE },
	.goes_on_with = open,
};

static const struct report_headline arm[] = {
	{ "Internal error: Oops: {hex} [#", "page-fault", REPORT_GOES_ON },
	{ "Internal error: Oops - {cause}: {hex} [#", "{}", REPORT_GOES_ON },
	{ "Internal error: UBSAN: {cause}: {hex} [#", "ubsan-{}", 0 },
	{ "Internal error: BRK handler: {hex} [#", "breakpoint", REPORT_GOES_ON },
	{ "Internal error: : {hex} [#", "exception", REPORT_GOES_ON },
	{ "Internal error: {cause}: {hex} [#", "{}", REPORT_GOES_ON },
	{ "Internal error: {cause} [#", "{}", REPORT_GOES_ON },
	{ "Unhandled fault: {cause} (", "{}", 0 },
	{ "Bad mode in ", "bad-mode", 0 },
	{ "SError Interrupt on CPU", "serror", 0 },
	{ NULL, NULL, 0 },
};

const struct report_family report_arm = {
	.class = REPORT_FATAL,
	.headlines = arm,
	.sources = { REPORT_POINTER, REPORT_TRACE },
	.goes_on_with = (const struct report_family *const[]){ &report_arm, &report_oops, &report_bug, &report_list,
		&report_cfi, NULL },
};
