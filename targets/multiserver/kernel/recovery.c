/*
 * The kernel's half of recovery (OSIRIS IV-C): it notices the crash, keeps the dead instance as it lies, and moves the
 * endpoint to the clone when RS says so; the clone then takes over data and runtime state and reconciles. When RS itself
 * crashes or hangs there is nobody to say so, and the kernel does the same steps for it.
 */
#include <ms/policy.h>
#include <rt.h>

#include "kernel.h"
#include "layout.h"
#include "proc.h"

enum { STORM = 10000, RS_HANG_TICKS = HZ / 10, FLAGS_CLEAN = 0x202, CLONE_OFFSET = 8, STACK_SLACK = 16 };

static uint64_t crashes;
static unsigned rs_ticks;

static const char *name_of(const struct proc *p)
{
	return privilege_table[p->program].name;
}

static void say_begin(const char *event, const struct proc *p)
{
	kmend_say_begin(event);
	kmend_say_text("component", name_of(p));
}

/* A policy without recovery, and crashes that no recovery is meant for, end in a panic that names the component. */
static _Noreturn void hopeless(const struct proc *p, const char *cause, const char *why)
{
	char reason[64];
	struct text t;
	text_init(&t, reason, sizeof reason);
	text_put(&t, name_of(p));
	text_char(&t, '-');
	text_put(&t, cause);
	text_put(&t, why);
	panic_regs(reason, &p->regs);
}

static void fill_crash(struct proc *p, const char *cause, uint64_t address)
{
	struct osiris_rt rt;
	struct text t;
	p->crash = (struct crash){ .sequence = crashes, .rip = p->regs.rip, .address = address };
	text_init(&t, p->crash.cause, sizeof p->crash.cause);
	text_put(&t, cause);
	if (copy_in(p, &rt, loader_programs[p->program].header.runtime_start, sizeof rt) == 0 &&
		rt.magic == OSIRIS_RT_MAGIC) {
		p->crash.window = rt.window == 1;
		p->crash.replyable = rt.replyable == 1;
	}
}

/* The free one of a program's two slots. */
static unsigned spare_slot(unsigned program)
{
	return proc_table[program].endpoint == EP_NONE ? program : program + CLONE_OFFSET;
}

static void recover_rs(struct proc *p)
{
	unsigned slot = spare_slot(EP_RS);
	struct proc *clone = &proc_table[slot];

	rs_ticks = 0;
	sched_stalled = true;
	say_begin("recovery-begin", p);
	kmend_say_text("policy", kmend_policy_facts(control_policy)->text);
	kmend_say_text("window", p->crash.window != 0 ? "open" : "closed");
	kmend_say_end();
	if ((clone->state != KC_STOPPED || clone->program != EP_RS) && recovery_spawn(EP_RS, slot, &slot) != 0)
		panic("rs-lost");
	if (recovery_replace(proc_slot(p), slot, ms_reaction(control_policy) == MS_TAKE_OVER) != 0)
		panic("rs-lost");
}

bool recovery_is_possible(struct proc *p)
{
	struct osiris_rt rt;

	return !proc_is_user(p) && copy_in(p, &rt, loader_programs[p->program].header.runtime_start, sizeof rt) == 0 &&
		rt.magic == OSIRIS_RT_MAGIC && rt.window == 1 && rt.replyable == 1;
}

void recovery_crash(struct proc *p, const char *cause, uint64_t address)
{
	struct proc *rs = proc_find(EP_RS);

	say_begin("detected", p);
	kmend_say_text("cause", cause);
	kmend_say_address("ip", p->regs.rip);
	kmend_say_end();
	if (ms_reaction(control_policy) == MS_PANIC)
		hopeless(p, cause, "");
	if (p->program == EP_DISK)
		hopeless(p, cause, "-trusted");
	if (!control_ready_done)
		hopeless(p, cause, "-before-ready");
	if (++crashes > STORM)
		shutdown("recovery-storm", 14);
	fill_crash(p, cause, address);
	if (!p->recovering)
		p->detected_ns = apic_time_ns();
	sched_unready(p);
	ipc_abort_wait(p);
	p->state = KC_CRASHED;
	if (p->endpoint == EP_RS)
		recover_rs(p);
	else if (rs != NULL)
		ipc_post(EP_KERNEL, rs, NOTIFY_CRASH);
}

void recovery_crash_current(const char *cause, uint64_t address)
{
	recovery_crash(sched_current, cause, address);
	sched_run();
}

/*
 * The kernel asks VM in a service's name for a page of a process. That is an outbound message that modifies VM, and no stub of the
 * service sees it: the window ends here.
 */
void recovery_outbound(struct proc *p)
{
	uint64_t at = proc_is_user(p) ? 0 : loader_programs[p->program].header.runtime_start;
	struct osiris_rt rt;
	if (at == 0 || !ms_page_closes_window(control_policy) || copy_in(p, &rt, at, sizeof rt) != 0 ||
		rt.magic != OSIRIS_RT_MAGIC || rt.window == 0)
		return;
	rt.window = 0;
	copy_out(p, at, &rt, sizeof rt);
}

/* RS has the highest priority: whenever it is ready it runs, so only its own running time counts. */
void recovery_tick(void)
{
	struct proc *rs = proc_find(EP_RS);
	if (rs == NULL || sched_current != rs || rs->state != KC_RUNNING) {
		return;
	}
	if (++rs_ticks > RS_HANG_TICKS)
		recovery_crash(rs, "heartbeat", 0);
}

void recovery_rs_alive(void)
{
	rs_ticks = 0;
}

int recovery_spawn(unsigned program, unsigned slot, unsigned *chosen)
{
	if (program == 0 || program >= NSERVICE || loader_programs[program].name == NULL)
		return -ENOENT;
	if (slot == 0)
		slot = spare_slot(program);
	struct proc *p = &proc_table[slot];
	if (slot >= USER_SLOT_FIRST || p->endpoint != EP_NONE || p->replaced_by != NULL)
		return -EBUSY;
	struct space space = p->space;
	if (space.root == 0) {
		int result = space_create(&space);
		if (result != 0)
			return result;
	} else {
		space_clear(&space);
	}
	*p = (struct proc){
		.endpoint = EP_NONE,
		.peer = EP_NONE,
		.state = KC_STOPPED,
		.program = program,
		.space = space,
		.regs = {
			.rsp = STACK_TOP - STACK_SLACK,
			.cs = SELECTOR_USER_CODE,
			.ss = SELECTOR_USER_DATA,
			.rflags = FLAGS_CLEAN,
		},
	};
	int result = loader_load(p, program);
	if (result != 0) {
		space_clear(&p->space);
		p->state = KC_FREE;
		return result;
	}
	*chosen = slot;
	return 0;
}

static void take_endpoint(struct proc *p, endpoint_t endpoint, uint64_t traps, uint64_t entry)
{
	p->endpoint = endpoint;
	p->privilege = &privilege_table[endpoint];
	p->traps = traps == 0 ? p->privilege->traps : traps & p->privilege->traps;
	p->priority = p->privilege->priority;
	p->regs.rip = entry;
	proc_bind(endpoint, p);
	sched_ready(p);
}

int recovery_start(unsigned slot, unsigned endpoint, uint64_t traps)
{
	struct proc *p = &proc_table[slot];
	if (slot == 0 || slot >= USER_SLOT_FIRST || p->state != KC_STOPPED || p->endpoint != EP_NONE ||
		p->program != endpoint)
		return -EINVAL;
	if (proc_find(endpoint) != NULL)
		return -EBUSY;
	take_endpoint(p, endpoint, traps, loader_programs[endpoint].header.entry);
	return 0;
}

int recovery_replace(unsigned dead, unsigned clone, bool recover)
{
	struct proc *d = &proc_table[dead];
	if (d->state != KC_CRASHED || d->endpoint == EP_NONE)
		return -EINVAL;
	if (clone == 0)
		clone = spare_slot(d->program);
	struct proc *c = &proc_table[clone];
	const struct kmend_header *header = &loader_programs[d->program].header;
	if (c->state != KC_STOPPED || c->endpoint != EP_NONE || c->program != d->program)
		return -EINVAL;
	endpoint_t endpoint = d->endpoint;
	ipc_move(d, c);
	c->stray_writes = d->stray_writes;
	c->cpu_ns = d->cpu_ns;
	c->detected_ns = d->detected_ns;
	c->recovering = true;
	if (recover) {
		c->replaces = d;
		d->replaced_by = c;
	}
	d->endpoint = EP_NONE;
	take_endpoint(c, endpoint, d->traps, recover ? header->entry_recover : header->entry);
	return 0;
}

/*
 * State transfer. The dead instance never runs again, so its frames change owner instead of being copied: the
 * replacement gets exactly the bytes that the dead one left.
 */
static void swap_range(struct proc *a, struct proc *b, uint64_t start, uint64_t end)
{
	for (uint64_t va = start; va < end; va += PAGE_SIZE) {
		uint64_t x = space_entry(&a->space, va), y = space_entry(&b->space, va);
		if ((x & y & PTE_POOL) == 0)
			continue;
		space_set_entry(&a->space, va, y);
		space_set_entry(&b->space, va, x);
	}
}

int recovery_transfer(struct proc *p)
{
	const struct kmend_header *header = &loader_programs[p->program].header;
	if (!p->recovering || p->replaces == NULL)
		return -EPERM;
	swap_range(p, p->replaces, header->data_start, header->data_end);
	swap_range(p, p->replaces, header->runtime_start, header->runtime_end);
	p->replaces->replaced_by = NULL;
	p->replaces = NULL;
	return (int)control_policy;
}

/* Is any service still between its crash and the end of its recovery? */
static bool busy(void)
{
	for (endpoint_t ep = 1; ep < NSERVICE; ep++) {
		const struct proc *p = proc_find(ep);
		if (p != NULL && (p->recovering || p->state == KC_CRASHED))
			return true;
	}
	return false;
}

int recovery_done(struct proc *p, unsigned action, uint64_t log_bytes)
{
	static const char *const names[] = { "error-reply", "restart", "rollback",
		"kill-requester" }; /* enum recovery_action */
	struct proc *rs = proc_find(EP_RS);

	if (!p->recovering)
		return -EPERM;
	if (action >= sizeof names / sizeof names[0])
		return -EINVAL;
	say_begin("recovery-end", p);
	kmend_say_text("action", names[action]);
	kmend_say_number("log", log_bytes);
	kmend_say_number("ns", apic_time_ns() - p->detected_ns);
	kmend_say_end();
	if (action != RECOVERY_RESTART && p->endpoint == EP_PM)
		signals_again();
	p->recovering = false;
	if (p->replaces != NULL)
		p->replaces->replaced_by = NULL;
	p->replaces = NULL;
	if (!busy())
		sched_stalled = false;
	if (rs != NULL)
		ipc_post(p->endpoint, rs, NOTIFY_RECOVERED);
	return 0;
}
