/* The process table: slots, pids, and which endpoint each kernel slot last had. */
#include "pm.h"

struct proc procs[NPROC];

static int32_t last_pid;
static endpoint_t seen[NUSER]; /* by kernel slot */

void table_init(void)
{
	for (unsigned i = 0; i < NPROC; i++) {
		procs[i].use = PROC_FREE;
		procs[i].ep = EP_NONE;
	}
	for (unsigned i = 0; i < NUSER; i++)
		seen[i] = EP_NONE;
	last_pid = PID_INIT;
}

struct proc *proc_by_endpoint(endpoint_t ep)
{
	if (ep == EP_NONE)
		return NULL;
	for (unsigned i = 0; i < NPROC; i++)
		if (procs[i].ep == ep && procs[i].use == PROC_LIVE)
			return &procs[i];
	return NULL;
}

struct proc *proc_by_pid(int32_t pid)
{
	for (unsigned i = 0; i < NPROC; i++)
		if (procs[i].use != PROC_FREE && procs[i].pid == pid)
			return &procs[i];
	return NULL;
}

struct proc *proc_parent(const struct proc *p)
{
	return p->parent < 0 ? NULL : &procs[p->parent];
}

int proc_slot(const struct proc *p)
{
	return (int)(p - procs);
}

int group_exists(int32_t pgid)
{
	for (unsigned i = 0; i < NPROC; i++)
		if (procs[i].use == PROC_LIVE && procs[i].pgid == pgid)
			return 1;
	return 0;
}

struct proc *proc_alloc(void)
{
	for (unsigned i = 0; i < NPROC; i++) {
		struct proc *p = &procs[i];

		if (p->use != PROC_FREE)
			continue;
		memset(p, 0, sizeof(*p));
		p->parent = -1;
		p->ep = EP_NONE;
		return p;
	}
	return NULL;
}

void proc_free(struct proc *p)
{
	p->use = PROC_FREE;
	p->ep = EP_NONE;
	p->pid = 0;
	p->parent = -1;
}

static int number_taken(int32_t number)
{
	for (unsigned i = 0; i < NPROC; i++)
		if (procs[i].use != PROC_FREE && (procs[i].pid == number || procs[i].pgid == number))
			return 1;
	return 0;
}

int32_t pid_alloc(void)
{
	do {
		if (++last_pid > PID_MAX)
			last_pid = PID_INIT + 1;
	} while (number_taken(last_pid));
	return last_pid;
}

void endpoint_note(endpoint_t ep)
{
	unsigned slot = ep & 0xff;

	ms_assert(slot >= USER_SLOT_FIRST && slot < NSLOT);
	seen[slot - USER_SLOT_FIRST] = ep;
}

endpoint_t endpoint_last(unsigned index)
{
	return seen[index];
}
