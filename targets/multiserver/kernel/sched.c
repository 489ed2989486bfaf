/*
 * Who runs: strict priorities (RS; DISK, so that a transfer is over before VFS runs on; the other services; user
 * processes), round robin inside one. A user process's nice value shortens its turn, so that a nice process is slow but
 * never starves. The running process stays at the head of its queue.
 */
#include "kernel.h"
#include "proc.h"

enum { NPRIORITY = 4, FIRST_USER_PRIORITY = 3, SERVICE_TICKS = 4, NICE_LEVELS = 20, NICE_PER_TICK = 4 };

static struct proc *heads[NPRIORITY], *tails[NPRIORITY];
static uint64_t resumed_ns;

struct proc *sched_current;
bool sched_stalled;

static unsigned turn_ticks(const struct proc *p)
{
	if (p->priority < FIRST_USER_PRIORITY)
		return SERVICE_TICKS;
	return 1 + (NICE_LEVELS - 1 - p->nice) / NICE_PER_TICK;
}

static void append(struct proc *p)
{
	p->ready_next = NULL;
	if (heads[p->priority] == NULL)
		heads[p->priority] = p;
	else
		tails[p->priority]->ready_next = p;
	tails[p->priority] = p;
}

static void unlink(struct proc *p)
{
	struct proc *before = NULL;
	for (struct proc *q = heads[p->priority]; q != p; q = q->ready_next)
		before = q;
	if (before == NULL)
		heads[p->priority] = p->ready_next;
	else
		before->ready_next = p->ready_next;
	if (tails[p->priority] == p)
		tails[p->priority] = before;
}

void sched_ready(struct proc *p)
{
	p->state = KC_RUNNING;
	if (p->ready)
		return;
	p->ready = true;
	if (p->quantum_left == 0)
		p->quantum_left = turn_ticks(p);
	append(p);
}

void sched_unready(struct proc *p)
{
	if (!p->ready)
		return;
	p->ready = false;
	unlink(p);
}

void sched_charge(void)
{
	uint64_t now = apic_time_ns();
	if (sched_current != NULL)
		sched_current->cpu_ns += now - resumed_ns;
	resumed_ns = now;
}

/* A request of pid 1 that it does not want to wait for any longer. The server's answer, if it comes, reaches nobody. */
static void lose_patience(struct proc *p, uint64_t now)
{
	if (p->alarm_ns == 0 || p->alarm_ns > now || (p->state != KC_SENDING && p->state != KC_WAITING_REPLY))
		return;
	p->alarm_ns = 0;
	ipc_abort_wait(p);
	p->regs.rax = (uint64_t)-ETIMEDOUT;
	sched_ready(p);
}

static void alarms(void)
{
	uint64_t now = apic_time_ns();
	lose_patience(&proc_table[USER_SLOT_FIRST], now); /* pid 1 is the first and never goes */
	for (endpoint_t ep = 1; ep < NSERVICE; ep++) {
		struct proc *p = proc_find(ep);
		if (p == NULL || p->alarm_ns == 0 || p->alarm_ns > now)
			continue;
		p->alarm_ns = 0;
		ipc_post(EP_KERNEL, p, NOTIFY_ALARM);
	}
}

void sched_tick(void)
{
	struct proc *p = sched_current;
	apic_end_of_interrupt();
	if (p != NULL && p->ready && (p->quantum_left == 0 || --p->quantum_left == 0)) {
		p->quantum_left = turn_ticks(p);
		unlink(p);
		append(p);
	}
	alarms();
	recovery_tick();
	control_tick();
}

static struct proc *pick(void)
{
	for (unsigned i = 0; i < NPRIORITY; i++) {
		if (i >= FIRST_USER_PRIORITY && sched_stalled)
			break;
		if (heads[i] != NULL)
			return heads[i];
	}
	return NULL;
}

/* Copies what waits for p into its memory: its message, then signal frames. False: it cannot run now after all. */
static bool prepare(struct proc *p)
{
	int result = 0;
	if (p->deliver) {
		result = copy_out(p, p->buffer, &p->message, sizeof p->message);
		if (result == 0)
			p->deliver = false;
	}
	while (result == 0 && p->nframes > 0)
		result = signal_push(p);
	if (result == 0)
		return true;
	if (!proc_is_user(p))
		recovery_crash(p, "page-fault", p->buffer);
	else if (result == COPY_FAULT)
		ipc_page_fault(p, p, copy_fault.address, PAGEFAULT_WRITE, FAULT_DELIVER);
	else
		proc_exception(p, 11 /* SIGSEGV */);
	return false;
}

void sched_run(void)
{
	for (;;) {
		struct proc *p = pick();
		if (p == NULL) {
			sched_current = NULL;
			cpu_idle();
		}
		if ((p->deliver || p->nframes > 0) && !prepare(p))
			continue;
		sched_current = p;
		cpu_tss.rsp0 = (uint64_t)(&p->regs + 1);
		space_load(&p->space);
		fpu_switch(p);
		resumed_ns = apic_time_ns();
		cpu_resume(&p->regs);
	}
}
