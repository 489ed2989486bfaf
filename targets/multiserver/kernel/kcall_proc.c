/* Kernel calls of PM (and, to look, of RS and VM): birth, death, exec, signals and the state of user processes. */
#include <ms/ipc.h>
#include <ms/calls.h>

#include "kernel.h"
#include "layout.h"
#include "proc.h"

enum { FLAGS_CLEAN = 0x202, NICE_MAX = 19, WRITE_MAX = 1 << 20, NS_PER_MS = 1000000 };

static int64_t create(struct kcall *k)
{
	struct proc *parent = NULL;
	int error;
	if (k->a[0] != EP_NONE) {
		parent = proc_find((endpoint_t)k->a[0]);
		if (parent == NULL || !proc_is_user(parent))
			return -ESRCH;
	}
	struct proc *p = proc_create_user(parent, &error);
	return p == NULL ? error : (int64_t)p->endpoint;
}

bool exec_again;

static int64_t exec(struct proc *p, struct kcall *k)
{
	if (k->a[1] >= USER_TOP || k->a[2] > USER_TOP)
		return -EINVAL;
	ipc_abort_wait(p);
	p->nframes = 0;
	fpu_forget(p);
	p->exception = false;
	p->buffer = 0;
	p->regs = (struct regs){
		.rip = k->a[1],
		.rsp = k->a[2],
		.cs = SELECTOR_USER_CODE,
		.ss = SELECTOR_USER_DATA,
		.rbx = exec_again, /* libc/crt0.S */
		.rflags = FLAGS_CLEAN,
	};
	sched_ready(p);
	return 0;
}

static int64_t run(struct proc *p, struct kcall *k)
{
	struct msg reply = { .source = EP_PM, .type = MSG_REPLY, .a = { k->a[1] } };
	bool waiting = p->state == KC_SENDING || p->state == KC_WAITING_REPLY;
	if (!waiting && (p->state != KC_STOPPED || p->exception || p->regs.cs == 0))
		return -EBUSY;
	ipc_abort_wait(p);
	ipc_finish(p, &reply);
	if (p->buffer == 0)
		p->deliver = false;
	return 0;
}

static int64_t signal(struct proc *p, struct kcall *k)
{
	if (k->a[1] >= USER_TOP || k->a[3] >= USER_TOP)
		return -EINVAL;
	if (p->nframes == NSIG_FRAMES)
		return -EAGAIN;
	p->frames[p->nframes++] = (struct signal_frame_request){
		.handler = k->a[1],
		.signal = (uint32_t)k->a[2],
		.restorer = k->a[3],
		.mask = k->a[4],
	};
	if (p->exception) {
		p->exception = false;
		sched_ready(p);
	}
	return 0;
}

static int64_t get_signal(struct kcall *k)
{
	for (unsigned i = USER_SLOT_FIRST; i < NSLOT; i++) {
		struct proc *p = &proc_table[i];
		if (p->endpoint == EP_NONE || !p->exception || p->exception_signal == 0)
			continue;
		k->r1 = p->exception_fetched = p->exception_signal;
		p->exception_signal = 0;
		return p->endpoint;
	}
	return -EAGAIN;
}

static int64_t write(struct proc *caller, struct proc *p, struct kcall *k)
{
	if (k->n > WRITE_MAX)
		return -EINVAL;
	return copy_between(p, k->a[1], COPY_WRITE_ANY, caller, (uint64_t)k->p, k->n);
}

int64_t kcall_proc(struct proc *caller, unsigned number, struct kcall *k)
{
	if (number == CALL_KC_PROC_CREATE)
		return create(k);
	if (number == CALL_KC_GETSIGNAL)
		return get_signal(k);
	struct proc *p = proc_find((endpoint_t)k->a[0]);
	if (p == NULL)
		return -ESRCH;
	if (number == CALL_KC_PROC_STATE) {
		k->r1 = p->peer;
		k->r2 = p->cpu_ns / NS_PER_MS;
		return p->state;
	}
	if (!proc_is_user(p))
		return -EPERM;
	switch (number) {
	case CALL_KC_PROC_EXEC:
		return exec(p, k);
	case CALL_KC_PROC_EXIT:
		proc_free_user(p);
		return 0;
	case CALL_KC_PROC_STOP:
		proc_stop_user(p);
		return 0;
	case CALL_KC_PROC_RUN:
		return run(p, k);
	case CALL_KC_PROC_SIGNAL:
		return signal(p, k);
	case CALL_KC_PROC_WRITE:
		return write(caller, p, k);
	case CALL_KC_PROC_NICE:
		if (k->a[1] > NICE_MAX)
			return -EINVAL;
		p->nice = (unsigned)k->a[1];
		return 0;
	default:
		return -ENOSYS;
	}
}
