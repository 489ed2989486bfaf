/*
 * Messages. A sender's message waits in its own struct proc, in the receiver's queue. Received messages are copied into
 * the receiver's memory just before it runs (sched.c), so a page that is missing there is an ordinary page fault. A
 * request (SENDREC) keeps its sender waiting until the receiver's endpoint replies, whichever instance then owns that
 * endpoint; meanwhile its grants are valid. A cycle of waiting processes is refused with -EDEADLK when it would close.
 */
#include <ms/ipc.h>
#include <ms/calls.h>

#include "kernel.h"
#include "proc.h"

enum { BLOCKED = 1 };

static bool waits(const struct proc *p)
{
	return p->state == KC_SENDING || p->state == KC_WAITING_REPLY || p->state == KC_FAULTING;
}

static bool closes_cycle(const struct proc *p, const struct proc *to)
{
	for (unsigned i = 0; i < NSLOT && to != NULL && waits(to); i++) {
		to = proc_find(to->peer);
		if (to == p)
			return true;
	}
	return to == p;
}

static void enqueue(struct proc *to, struct proc *sender)
{
	sender->sender_next = NULL;
	sender->queued = true;
	if (to->senders == NULL)
		to->senders = sender;
	else
		to->senders_last->sender_next = sender;
	to->senders_last = sender;
}

static void dequeue(struct proc *to, struct proc *sender)
{
	struct proc *before = NULL;
	for (struct proc *q = to->senders; q != sender; q = q->sender_next)
		before = q;
	if (before == NULL)
		to->senders = sender->sender_next;
	else
		before->sender_next = sender->sender_next;
	if (to->senders_last == sender)
		to->senders_last = before;
	sender->queued = false;
}

/* The message passes from a sender (not in a queue) to a receiver, who runs on. */
static void hand_over(struct proc *sender, struct proc *receiver)
{
	receiver->message = sender->fault != FAULT_NONE ? sender->fault_message : sender->message;
	receiver->deliver = true;
	if (sender->fault != FAULT_NONE) {
		sender->state = KC_FAULTING;
	} else if (sender->wants_reply) {
		sender->state = KC_WAITING_REPLY;
	} else {
		sender->regs.rax = 0;
		sender->peer = EP_NONE;
		sched_ready(sender);
	}
}

static void wake_receiver(struct proc *receiver)
{
	receiver->peer = EP_NONE;
	receiver->regs.rax = 0;
	sched_ready(receiver);
}

static void send(struct proc *p, struct proc *to)
{
	sched_unready(p);
	if (to->state == KC_RECEIVING && (to->peer == EP_ANY || to->peer == p->endpoint)) {
		hand_over(p, to);
		wake_receiver(to);
		return;
	}
	p->state = p->fault != FAULT_NONE ? KC_FAULTING : KC_SENDING;
	enqueue(to, p);
}

/*
 * VM cannot wait for itself to mend a page of a grant, and RS must not wait for VM, which only RS recovers: for these two
 * the sender's pages are made ready before the message goes.
 */
static int prepare_grants(struct proc *p, endpoint_t to, const struct msg *m)
{
	if (to != EP_VM && to != EP_RS)
		return 0;
	for (unsigned i = 0; i < sizeof m->g / sizeof m->g[0]; i++) {
		int result = 0;
		if (m->g[i].len == 0)
			continue;
		if ((m->g[i].access & GRANT_WRITE) != 0)
			result = copy_check(p, m->g[i].addr, m->g[i].len, COPY_WRITE);
		else if (to == EP_RS)
			result = copy_check(p, m->g[i].addr, m->g[i].len, COPY_READ);
		if (result != 0)
			return result;
	}
	return 0;
}

/* The checks that SENDREC and SEND share; they change nothing but p->message. */
static int send_check(struct proc *p, endpoint_t to, uint32_t allowed, uint64_t buffer)
{
	struct msg m;
	if ((allowed & privilege_bit(to)) == 0)
		return -EPERM;
	struct proc *target = proc_find(to);
	if (target == NULL)
		return -ESRCH;
	int result = copy_in(p, &m, buffer, sizeof m);
	if (result != 0)
		return result;
	/* Page faults are the kernel's to report; replies and notifications have traps of their own. */
	if (m.type == CALL_VM_PAGEFAULT || m.type == MSG_REPLY || m.type == MSG_NOTIFY)
		return -EPERM;
	result = prepare_grants(p, to, &m);
	if (result != 0)
		return result;
	if (closes_cycle(p, target))
		return -EDEADLK;
	m.source = p->endpoint;
	p->message = m;
	return 0;
}

int ipc_sendrec(struct proc *p, endpoint_t to, uint64_t buffer)
{
	int result = send_check(p, to, p->privilege->sendrec, buffer);
	if (result != 0)
		return result;
	p->buffer = buffer;
	p->peer = to;
	p->wants_reply = true;
	if (p->patience_ns != 0)
		p->alarm_ns = apic_time_ns() + p->patience_ns;
	send(p, proc_find(to));
	return BLOCKED;
}

int ipc_send(struct proc *p, endpoint_t to, uint64_t buffer)
{
	int result = send_check(p, to, p->privilege->send, buffer);
	if (result != 0)
		return result;
	p->peer = to;
	p->wants_reply = false;
	send(p, proc_find(to));
	return BLOCKED;
}

/* Takes the next pending notification that `from` admits; lowest source first. */
static bool take_notification(struct proc *p, endpoint_t from)
{
	for (endpoint_t source = 0; source < NSERVICE; source++) {
		if (p->pending[source] == 0 || (from != EP_ANY && from != source))
			continue;
		p->message = (struct msg){ .source = source, .type = MSG_NOTIFY, .a = { p->pending[source] } };
		p->pending[source] = 0;
		p->deliver = true;
		return true;
	}
	return false;
}

int ipc_receive(struct proc *p, endpoint_t from, uint64_t buffer)
{
	int result = copy_check(p, buffer, sizeof(struct msg), COPY_WRITE);
	if (result != 0)
		return result;
	if (from != EP_ANY && from != EP_KERNEL && proc_find(from) == NULL)
		return -ESRCH;
	if (p->endpoint == EP_RS)
		recovery_rs_alive();
	p->buffer = buffer;
	if (take_notification(p, from))
		return 0;
	for (struct proc *sender = p->senders; sender != NULL; sender = sender->sender_next) {
		if (from != EP_ANY && from != sender->endpoint)
			continue;
		dequeue(p, sender);
		hand_over(sender, p);
		return 0;
	}
	sched_unready(p);
	p->state = KC_RECEIVING;
	p->peer = from;
	return BLOCKED;
}

void ipc_post(endpoint_t source, struct proc *to, uint32_t bits)
{
	to->pending[source] |= bits;
	if (to->state != KC_RECEIVING || (to->peer != EP_ANY && to->peer != source))
		return;
	take_notification(to, source);
	wake_receiver(to);
}

int ipc_notify(struct proc *p, endpoint_t to, uint64_t bits)
{
	if ((p->privilege->notify & privilege_bit(to)) == 0 || p->endpoint >= NSERVICE)
		return -EPERM;
	struct proc *target = proc_find(to);
	if (target == NULL)
		return -ESRCH;
	ipc_post(p->endpoint, target, (uint32_t)bits);
	return 0;
}

/* VM answered the page fault that p waits in. */
static void fault_done(struct proc *p, int64_t answer)
{
	enum fault_kind kind = p->fault;
	p->fault = FAULT_NONE;
	p->peer = EP_NONE;
	if (kind == FAULT_TRAP) {
		if (answer == 0) {
			p->regs.rip -= 2; /* the syscall instruction, once more */
			p->regs.rax = p->trap_number;
		} else {
			p->regs.rax = (uint64_t)-EFAULT;
		}
		sched_ready(p);
	} else if (answer == 0) {
		sched_ready(p);
	} else {
		proc_exception(p, 11 /* SIGSEGV */);
	}
}

void ipc_finish(struct proc *p, const struct msg *reply)
{
	p->peer = EP_NONE;
	p->message = *reply;
	p->deliver = true;
	p->regs.rax = 0;
	sched_ready(p);
}

int ipc_reply(struct proc *p, endpoint_t to, uint64_t buffer)
{
	struct msg m;
	if ((p->privilege->reply & privilege_bit(to)) == 0)
		return -EPERM;
	int result = copy_in(p, &m, buffer, sizeof m);
	if (result != 0)
		return result;
	struct proc *target = proc_find(to);
	if (target == NULL || target->queued || target->peer != p->endpoint)
		return -ESRCH;
	if (target->state == KC_FAULTING) {
		fault_done(target, (int64_t)m.a[0]);
		return 0;
	}
	if (target->state != KC_WAITING_REPLY)
		return -ESRCH;
	m.source = p->endpoint;
	m.type = MSG_REPLY;
	ipc_finish(target, &m);
	return 0;
}

void ipc_page_fault(struct proc *p, struct proc *owner, uint64_t address, unsigned access, enum fault_kind kind)
{
	struct proc *vm = proc_find(EP_VM);
	p->fault = kind;
	p->peer = EP_VM;
	p->fault_message = (struct msg){
		.source = p->endpoint,
		.type = CALL_VM_PAGEFAULT,
		.a = { address, access, owner->endpoint },
	};
	if (vm == NULL || closes_cycle(p, vm)) {
		fault_done(p, -EFAULT);
		return;
	}
	recovery_outbound(p);
	send(p, vm);
}

void ipc_abort_wait(struct proc *p)
{
	struct proc *peer = p->queued ? proc_find(p->peer) : NULL;
	if (peer != NULL)
		dequeue(peer, p);
	p->queued = false;
	p->fault = FAULT_NONE;
	p->peer = EP_NONE;
	p->deliver = false;
}

void ipc_abort_senders(struct proc *p)
{
	while (p->senders != NULL) {
		struct proc *sender = p->senders;
		dequeue(p, sender);
		sender->peer = EP_NONE;
		sender->regs.rax = (uint64_t)-ESRCH;
		sched_ready(sender);
	}
}

void ipc_move(struct proc *from, struct proc *to)
{
	to->senders = from->senders;
	to->senders_last = from->senders_last;
	from->senders = from->senders_last = NULL;
	memcpy(to->pending, from->pending, sizeof to->pending);
	memset(from->pending, 0, sizeof from->pending);
	memcpy(to->grants, from->grants, sizeof to->grants);
	to->alarm_ns = from->alarm_ns;
	from->alarm_ns = 0;
}
