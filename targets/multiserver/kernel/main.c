/* Boot: memory, processor tables, the clock, the programs; then RS, which starts everybody else. */
#include "kernel.h"
#include "mem.h"
#include "proc.h"

void kernel_main(uint64_t start_info);

void kernel_main(uint64_t start_info)
{
	unsigned slot;

	tables_init(); /* first, so that a bug further on is a panic and no triple fault */
	fpu_init();
	console_init();
	console_line("multiserver: booting");
	pool_init(start_info);
	paging_init();
	apic_init();
	proc_init();
	audit_init();
	loader_init();
	if (recovery_spawn(EP_RS, EP_RS, &slot) != 0 || recovery_start(EP_RS, EP_RS, 0) != 0)
		panic("no-rs");
	sched_run();
}
