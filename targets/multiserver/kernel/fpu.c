/*
 * The floating-point registers, which user processes may use and nobody else does: kernel and services are compiled without. They stay in the CPU
 * for as long as nobody else wants them: an instruction of another process that needs them traps (CR0.TS), and only then they are saved and
 * others loaded. So a workload without floating point pays a comparison for each switch. Signal frames do not hold them: a handler must not
 * use floating point.
 */
#include "kernel.h"
#include "proc.h"

struct fpu_state {
	_Alignas(16) uint8_t bytes[512]; /* as fxsave has it */
};

enum { CR0_MP = 2, CR0_EM = 4, CR0_TS = 8, CR4_OSFXSR = 0x200, CR4_OSXMMEXCPT = 0x400 };

static struct fpu_state fresh, saved[NUSER];
static bool used[NUSER];   /* it has registers: in the CPU, or in `saved` */
static struct proc *owner; /* whose registers the CPU holds; NULL: nobody's */
static bool is_open;       /* CR0.TS is clear */

static void set_open(bool open)
{
	uint64_t cr0;

	if (open == is_open)
		return;
	is_open = open;
	if (open) {
		__asm__ volatile("clts");
		return;
	}
	__asm__ volatile("mov %%cr0, %0" : "=r"(cr0));
	__asm__ volatile("mov %0, %%cr0" : : "r"(cr0 | CR0_TS));
}

static struct fpu_state *state_of(const struct proc *p)
{
	return &saved[proc_slot(p) - USER_SLOT_FIRST];
}

static void save(struct fpu_state *to)
{
	__asm__ volatile("fxsave %0" : "=m"(*to));
}

static void copy(struct fpu_state *to, const struct fpu_state *from)
{
	for (unsigned i = 0; i < sizeof to->bytes; i++)
		to->bytes[i] = from->bytes[i];
}

void fpu_init(void)
{
	uint64_t cr0, cr4;
	uint32_t mxcsr = 0x1f80; /* no exception traps, round to nearest */

	__asm__ volatile("mov %%cr0, %0" : "=r"(cr0));
	__asm__ volatile("mov %0, %%cr0" : : "r"((cr0 & ~(uint64_t)(CR0_EM | CR0_TS)) | CR0_MP));
	__asm__ volatile("mov %%cr4, %0" : "=r"(cr4));
	__asm__ volatile("mov %0, %%cr4" : : "r"(cr4 | CR4_OSFXSR | CR4_OSXMMEXCPT));
	__asm__ volatile("fninit\n\tldmxcsr %0" : : "m"(mxcsr));
	is_open = true;
	save(&fresh);
	set_open(false);
}

void fpu_switch(const struct proc *p)
{
	set_open(p == owner);
}

void fpu_trap(struct proc *p)
{
	unsigned user = proc_slot(p) - USER_SLOT_FIRST;

	set_open(true);
	if (owner != NULL)
		save(state_of(owner));
	__asm__ volatile("fxrstor %0" : : "m"(*(used[user] ? &saved[user] : &fresh)));
	used[user] = true;
	owner = p;
}

void fpu_inherit(struct proc *child, const struct proc *parent)
{
	fpu_forget(child);
	if (!proc_is_user(parent) || !used[proc_slot(parent) - USER_SLOT_FIRST])
		return;
	if (owner == parent) {
		set_open(true);
		save(state_of(parent));
	}
	copy(state_of(child), state_of(parent));
	used[proc_slot(child) - USER_SLOT_FIRST] = true;
}

void fpu_forget(struct proc *p)
{
	used[proc_slot(p) - USER_SLOT_FIRST] = false;
	if (owner == p)
		owner = NULL;
}
