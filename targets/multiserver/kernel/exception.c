/*
 * Every entry into the kernel: traps, exceptions and interrupts from ring 3, and the two that can come from ring 0
 * (the timer while nobody runs; bugs). Exceptions of user processes become page-fault requests to VM or signals by PM,
 * those of services go to recovery.
 */
#include <ms/ipc.h>
#include <ms/calls.h>
#include <ms/types.h>

#include <rt.h>

#include "kernel.h"
#include "layout.h"
#include "proc.h"

enum {
	DIVIDE = 0,
	DEBUG = 1,
	NMI = 2,
	BREAKPOINT = 3,
	INVALID_OPCODE = 6,
	NO_FPU = 7,
	DOUBLE_FAULT = 8,
	STACK = 12,
	PROTECTION = 13,
	PAGE_FAULT = 14,
	X87 = 16,
	ALIGNMENT = 17,
	MACHINE_CHECK = 18,
	SIMD = 19
};
enum { FAULT_WRITE = 2, FAULT_RESERVED = 8, FAULT_FETCH = 16 };
enum { BLOCKED = 1 };

static int64_t trap(struct proc *p)
{
	const struct regs *r = &p->regs;
	uint64_t number = p->trap_number;

	if (number < TRAP_SENDREC || number > TRAP_KCALL)
		return -ENOSYS;
	if ((p->traps >> number & 1) == 0)
		return -EPERM;
	switch (number) {
	case TRAP_SENDREC:
		return ipc_sendrec(p, (endpoint_t)r->rdi, r->rsi);
	case TRAP_SEND:
		return ipc_send(p, (endpoint_t)r->rdi, r->rsi);
	case TRAP_RECEIVE:
		return ipc_receive(p, (endpoint_t)r->rdi, r->rsi);
	case TRAP_NOTIFY:
		return ipc_notify(p, (endpoint_t)r->rdi, r->rsi);
	case TRAP_REPLY:
		return ipc_reply(p, (endpoint_t)r->rdi, r->rsi);
	default:
		return kcall(p, r->rdi, r->rsi);
	}
}

void exception_syscall(void)
{
	struct proc *p = sched_current;
	sched_charge();
	p->trap_number = p->regs.rax;
	bool kernel_call = p->trap_number == TRAP_KCALL;
	int64_t result = trap(p);
	if (result == COPY_FAULT) {
		/* Only user memory is mapped on demand; VM cannot wait for itself, RS must not wait for VM. */
		if (p->endpoint != EP_VM && p->endpoint != EP_RS && proc_is_user(copy_fault.owner)) {
			ipc_page_fault(p, copy_fault.owner, copy_fault.address, copy_fault.write ? PAGEFAULT_WRITE : 0,
				FAULT_TRAP);
			sched_run();
		}
		result = -EFAULT;
	}
	if (kernel_call || result != BLOCKED)
		p->regs.rax = (uint64_t)result;
	sched_run();
}

static uint32_t signal_of(unsigned vector)
{
	switch (vector) {
	case DIVIDE:
	case X87:
	case SIMD:
		return SIGFPE;
	case DEBUG:
	case BREAKPOINT:
		return SIGTRAP;
	case INVALID_OPCODE:
		return SIGILL;
	case ALIGNMENT:
		return SIGBUS;
	default:
		return SIGSEGV;
	}
}

static void user_exception(struct proc *p, unsigned vector)
{
	uint64_t address = read_cr2();
	uint64_t error = p->regs.error;
	unsigned access = ((error & FAULT_WRITE) != 0 ? PAGEFAULT_WRITE : 0u) |
		((error & FAULT_FETCH) != 0 ? PAGEFAULT_FETCH : 0u);
	if (vector == NO_FPU) {
		fpu_trap(p);
		return;
	}
	if (vector != PAGE_FAULT || address >= USER_TOP || (error & FAULT_RESERVED) != 0) {
		proc_exception(p, signal_of(vector));
		return;
	}
	sched_unready(p);
	ipc_page_fault(p, p, address, access, FAULT_ACCESS);
}

/* The runtime counts a stray store that it stopped, then traps with an invalid opcode. */
static bool stray_write(struct proc *p)
{
	struct osiris_rt rt;
	if (copy_in(p, &rt, loader_programs[p->program].header.runtime_start, sizeof rt) != 0 ||
		rt.magic != OSIRIS_RT_MAGIC)
		return false;
	bool more = rt.stray_writes != p->stray_writes;
	p->stray_writes = rt.stray_writes;
	return more;
}

/* What clang puts after a check of -fsanitize-trap: ud1 with an address-size prefix. */
static bool sanitizer_trap(struct proc *p)
{
	uint8_t code[3];

	return copy_in(p, code, p->regs.rip, sizeof code) == 0 && code[0] == 0x67 && code[1] == 0x0f && code[2] == 0xb9;
}

static const char *cause_of(struct proc *p, unsigned vector)
{
	uint64_t address = read_cr2();
	switch (vector) {
	case DIVIDE:
		return "divide";
	case BREAKPOINT:
		return "assertion";
	case INVALID_OPCODE:
		return stray_write(p) ? "stray-write" : sanitizer_trap(p) ? "ubsan" : "invalid-opcode";
	case STACK:
		return "stack";
	case PROTECTION:
		return "protection";
	case PAGE_FAULT:
		if ((p->regs.error & FAULT_WRITE) != 0 && address >= SERVICE_RT_BASE && address < SERVICE_COUNTS_BASE)
			return "stray-write";
		return "page-fault";
	default:
		return "exception";
	}
}

void exception_user(struct regs *regs)
{
	struct proc *p = sched_current;
	unsigned vector = (uint8_t)regs->vector;

	sched_charge();
	if (vector == VECTOR_TIMER) {
		sched_tick();
		sched_run();
	}
	if (vector == VECTOR_SPURIOUS)
		sched_run();
	if (vector == NMI || vector == DOUBLE_FAULT || vector == MACHINE_CHECK || vector > VECTOR_TIMER)
		panic_regs("unexpected-interrupt", regs);
	if (proc_is_user(p)) {
		user_exception(p, vector);
		sched_run();
	}
	recovery_crash_current(cause_of(p, vector), vector == PAGE_FAULT ? read_cr2() : 0);
}

static void idle_tick(void)
{
	sched_tick();
	sched_run();
}

void exception_kernel(struct regs *regs)
{
	unsigned vector = (uint8_t)regs->vector;
	if (sched_current == NULL && vector == VECTOR_TIMER)
		cpu_restart(idle_tick);
	if (sched_current == NULL && vector == VECTOR_SPURIOUS)
		cpu_restart(sched_run);
	panic_regs(vector == PAGE_FAULT          ? "kernel-page-fault"
			: vector == DOUBLE_FAULT ? "kernel-double-fault"
						 : "kernel-exception",
		regs);
}
