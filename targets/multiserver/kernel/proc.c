/* The process table: who an endpoint means, birth and death of user processes. */
#include <ms/ipc.h>
#include <ms/calls.h>
#include <ms/types.h>

#include "kernel.h"
#include "proc.h"

struct proc proc_table[NSLOT];

static struct proc *services[NSERVICE]; /* by endpoint */
static bool init_made;

void proc_init(void)
{
	for (unsigned i = 0; i < NSLOT; i++)
		proc_table[i].endpoint = EP_NONE;
}

struct proc *proc_find(endpoint_t endpoint)
{
	if (endpoint < NSERVICE)
		return services[endpoint];
	unsigned slot = endpoint & 0xff;
	if (slot < USER_SLOT_FIRST || slot >= NSLOT || proc_table[slot].endpoint != endpoint)
		return NULL;
	return &proc_table[slot];
}

void proc_bind(endpoint_t service, struct proc *p)
{
	services[service] = p;
}

unsigned proc_slot(const struct proc *p)
{
	return (unsigned)(p - proc_table);
}

bool proc_is_user(const struct proc *p)
{
	return p >= &proc_table[USER_SLOT_FIRST];
}

struct proc *proc_create_user(struct proc *parent, int *error)
{
	struct proc *p = NULL;
	for (unsigned i = USER_SLOT_FIRST; i < NSLOT && p == NULL; i++)
		if (proc_table[i].state == KC_FREE)
			p = &proc_table[i];
	if (p == NULL) {
		*error = -EAGAIN;
		return NULL;
	}
	uint32_t generation = (p->generation + 1) & 0xffff;
	if (generation == 0)
		generation = 1;
	*p = (struct proc){ .endpoint = EP_NONE, .generation = p->generation, .peer = EP_NONE };
	*error = space_create(&p->space);
	if (*error != 0)
		return NULL;
	p->generation = generation;
	p->endpoint = proc_slot(p) | generation << 8;
	p->state = KC_STOPPED;
	p->privilege = &privilege_table[init_made ? PRIVILEGE_USER : PRIVILEGE_INIT];
	init_made = true;
	p->traps = p->privilege->traps;
	p->priority = p->privilege->priority;
	if (parent != NULL) {
		p->regs = parent->regs;
		p->buffer = parent->buffer;
		p->nice = parent->nice;
		fpu_inherit(p, parent);
	} else {
		fpu_forget(p);
	}
	return p;
}

void proc_stop_user(struct proc *p)
{
	if (p->privilege == &privilege_table[PRIVILEGE_INIT])
		panic("init-died"); /* nobody is left to go on: a crash, whatever the policy and the reason */
	sched_unready(p);
	ipc_abort_wait(p);
	ipc_abort_senders(p);
	p->nframes = 0;
	p->exception = false;
	p->state = KC_STOPPED;
}

void proc_free_user(struct proc *p)
{
	proc_stop_user(p);
	space_destroy(&p->space);
	fpu_forget(p);
	p->endpoint = EP_NONE;
	p->state = KC_FREE;
	if (sched_current == p)
		sched_current = NULL;
}

void proc_exception(struct proc *p, uint32_t signal)
{
	struct proc *pm = proc_find(EP_PM);
	sched_unready(p);
	p->state = KC_STOPPED;
	p->deliver = false;
	p->exception = true;
	p->exception_signal = signal;
	if (pm != NULL)
		ipc_post(EP_KERNEL, pm, NOTIFY_SIGNAL);
}

void proc_kill(struct proc *p)
{
	ipc_abort_wait(p);
	p->nframes = 0;
	proc_exception(p, SIGKILL);
}

void signals_again(void)
{
	struct proc *pm = proc_find(EP_PM);
	bool any = false;
	for (unsigned i = USER_SLOT_FIRST; i < NSLOT; i++) {
		struct proc *p = &proc_table[i];
		if (p->endpoint == EP_NONE || !p->exception)
			continue;
		if (p->exception_signal == 0)
			p->exception_signal = p->exception_fetched;
		any = true;
	}
	if (any && pm != NULL)
		ipc_post(EP_KERNEL, pm, NOTIFY_SIGNAL);
}
