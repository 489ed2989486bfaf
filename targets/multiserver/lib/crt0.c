/*
 * Entry points of a service and its component header. The kernel enters _start for a fresh instance and _start_recover
 * for the replacement of a crashed one, on an empty main stack.
 */
#include "glue.h"

extern const char __watch_start[], __watch_end[], __counts_start[], __counts_end[], __units_start[], __units_end[];
extern char __data_start[], __data_end[], __rt_start[], __rt_end[];
extern const char _start[], _start_recover[];

__attribute__((section(KMEND_HEADER_SECTION), used)) const struct kmend_header kmend_header = {
	.magic = KMEND_HEADER_MAGIC,
	.version = KMEND_ABI_VERSION,
	.entry = (uint64_t)_start,
	.entry_recover = (uint64_t)_start_recover,
	.watch_start = (uint64_t)__watch_start,
	.watch_end = (uint64_t)__watch_end,
	.counts_start = (uint64_t)__counts_start,
	.counts_end = (uint64_t)__counts_end,
	.units_start = (uint64_t)__units_start,
	.units_end = (uint64_t)__units_end,
	.data_start = (uint64_t)__data_start,
	.data_end = (uint64_t)__data_end,
	.runtime_start = (uint64_t)__rt_start,
	.runtime_end = (uint64_t)__rt_end,
	.stack_low = STACK_TOP - SERVICE_STACK_SIZE,
	.stack_high = STACK_TOP,
};

__asm__(".text\n"
	".global _start\n"
	".type _start, @function\n"
	"_start:\n"
	"	xor %ebp, %ebp\n"
	"	and $-16, %rsp\n"
	"	call sv_start_fresh\n"
	"	ud2\n"
	".size _start, . - _start\n"
	".global _start_recover\n"
	".type _start_recover, @function\n"
	"_start_recover:\n"
	"	xor %ebp, %ebp\n"
	"	and $-16, %rsp\n"
	"	call sv_start_recover\n"
	"	ud2\n"
	".size _start_recover, . - _start_recover\n");
