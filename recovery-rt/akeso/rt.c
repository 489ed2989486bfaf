/* The one set of domains of the system, as instrumented code and the kernel see it. */
#include "land.h"

struct akeso kmend_akeso_domains;
static struct akeso_work left; /* what the last rollback has left to do, until its thread has landed */
static int is_at_fault;        /* the next thread that lands is the one in which the fault was */
int kmend_akeso_is_ready;

uint8_t __kmend_akeso_reads, __kmend_akeso_writes, kmend_akeso_mode;

/* The flags of THREAD: outside of a logged domain only writes matter, and only while somebody's are speculative: others', or its own
 * below an unlogged domain. */
static void set_flags(const struct akeso_thread *thread)
{
	int logged, others;

	if (kmend_akeso_domains.eager)
		return;
	logged = thread && akeso_is_logged(&kmend_akeso_domains, thread);
	others = kmend_akeso_domains.versions != 0;
	__kmend_akeso_reads = (uint8_t)(logged && others);
	__kmend_akeso_writes = (uint8_t)(others || (thread && thread->top));
	kmend_akeso_mode = logged ? AKESO_LOGGED : AKESO_FINAL;
	kmend_akeso_runs(thread);
}

/* What THREAD does next is in a domain, or it is an interrupt on its way back to whom it has interrupted. */
static void set_flags_after(const struct akeso_thread *thread)
{
	const struct akeso_thread *interrupted = thread && thread->top ? 0 : kmend_akeso_interrupted();

	set_flags(interrupted ? interrupted : thread);
}

/* Deferred and inverse calls run in the default domain: what they do is final. */
static void do_work(struct akeso_thread *thread, struct akeso_work *work)
{
	struct akeso_action action;
	uint32_t top = thread->top;

	if (!work->first)
		return;
	thread->working++;
	thread->top = 0;
	set_flags(thread);
	for (;;) {
		uintptr_t entered = kmend_akeso_enter();
		int more = akeso_next(&kmend_akeso_domains, work, &action);

		kmend_akeso_leave(entered);
		if (!more)
			break;
		((void (*)(uintptr_t, uintptr_t, uintptr_t))action.call.function)(
			action.call.argument[0], action.call.argument[1], action.call.argument[2]);
	}
	thread->top = top;
	thread->working--;
}

void kmend_akeso_init(void *memory, uintptr_t bytes, int eager)
{
	akeso_init(&kmend_akeso_domains, memory, bytes, eager);
	left = (struct akeso_work){ 0 };
	__kmend_akeso_reads = __kmend_akeso_writes = (uint8_t)(eager != 0);
	kmend_akeso_mode = eager ? AKESO_ALWAYS : AKESO_FINAL;
	kmend_akeso_is_ready = 1;
}

const struct akeso_statistics *kmend_akeso_statistics(void)
{
	return &kmend_akeso_domains.statistics;
}

const struct akeso_obstacle *kmend_akeso_obstacle(void)
{
	return &kmend_akeso_domains.obstacle;
}

/* Which thread runs is asked with interrupts off: a thread that is in no domain yet may have lost its place to another when it runs next. */
uint32_t __kmend_akeso_begin(uint32_t kind, uint32_t root, struct akeso_landing *landing)
{
	uintptr_t entered = kmend_akeso_enter();
	struct akeso_thread *thread = kmend_akeso_is_ready ? kmend_akeso_current(kind != AKESO_UNLOGGED) : 0,
			    *interrupted;
	int began = 0;

	/* All that is in no domain is unlogged. */
	if (thread && !thread->pending && (kind != AKESO_UNLOGGED || thread->top)) {
		interrupted = kmend_akeso_interrupted();
		if (interrupted && interrupted != thread)
			akeso_publish(&kmend_akeso_domains, interrupted);
		began = akeso_begin(&kmend_akeso_domains, thread, (enum akeso_kind)kind, (int)root, landing);
		set_flags(thread);
	}
	kmend_akeso_leave(entered);
	if (began && landing)
		kmend_akeso_entering(landing);
	return (uint32_t)began;
}

void __kmend_akeso_end(
	uint32_t began, void *inverse, uintptr_t first, uintptr_t second, uintptr_t third, uintptr_t object)
{
	struct akeso_call call = { (uintptr_t)inverse, { first, second, third }, object };
	struct akeso_thread *thread;
	struct akeso_work work = { 0 };
	uintptr_t entered;

	if (!began)
		return;
	if (object && !kmend_akeso_is_memory((void *)object, 1))
		inverse =
			0; /* on the running stack: whose frame it is in takes it back itself, and later it is something else */
	entered = kmend_akeso_enter();
	thread = kmend_akeso_current(0);
	if (thread->pending) { /* it is gone */
		kmend_akeso_leave(entered);
		return;
	}
	akeso_end(&kmend_akeso_domains, thread, inverse ? &call : 0, &work);
	kmend_akeso_leave(entered);
	do_work(thread, &work);
	entered = kmend_akeso_enter();
	set_flags_after(thread);
	kmend_akeso_leave(entered);
}

void __kmend_akeso_final(void)
{
	uintptr_t entered = kmend_akeso_enter();
	struct akeso_thread *thread = kmend_akeso_is_ready ? kmend_akeso_current(0) : 0;

	if (thread)
		akeso_break(&kmend_akeso_domains, thread);
	kmend_akeso_leave(entered);
}

uint32_t __kmend_akeso_defer(void *function, uintptr_t first, uintptr_t second, uintptr_t third)
{
	struct akeso_call call = { (uintptr_t)function, { first, second, third }, 0 };
	uintptr_t entered = kmend_akeso_enter();
	struct akeso_thread *thread = kmend_akeso_is_ready ? kmend_akeso_current(0) : 0;
	int waits = thread && akeso_defer(&kmend_akeso_domains, thread, &call);

	kmend_akeso_leave(entered);
	return (uint32_t)waits;
}

void __kmend_akeso_frees(uint32_t class, uintptr_t first, uintptr_t second, uintptr_t third)
{
	if (kmend_akeso_is_ready && kmend_akeso_domains.used)
		kmend_akeso_freeing(class, first, second, third);
}

void kmend_akeso_freed(const void *address, uint64_t bytes)
{
	uintptr_t entered = kmend_akeso_enter();

	akeso_freed(&kmend_akeso_domains, kmend_akeso_current(0), kmend_akeso_interrupted(), address, bytes);
	kmend_akeso_leave(entered);
}

void __kmend_akeso_unlocking(uintptr_t lock)
{
	uintptr_t entered = kmend_akeso_enter();
	struct akeso_thread *thread = kmend_akeso_is_ready ? kmend_akeso_current(0) : 0;

	if (thread && !thread->pending)
		akeso_unlocking(&kmend_akeso_domains, thread, lock);
	kmend_akeso_leave(entered);
}

uint32_t __kmend_akeso_whole(void)
{
	uintptr_t entered = kmend_akeso_enter();
	struct akeso_thread *thread = kmend_akeso_is_ready ? kmend_akeso_current(0) : 0;
	int began = thread && thread->top;

	if (began)
		thread->whole++;
	kmend_akeso_leave(entered);
	return (uint32_t)began;
}

static void hold(struct akeso_thread *thread, uintptr_t lock, uint32_t how)
{
	int is_held = akeso_is_locked(&kmend_akeso_domains, thread, lock);

	if (how == AKESO_TAKEN || (how == AKESO_HELD && !is_held))
		akeso_locked(&kmend_akeso_domains, thread, lock);
	if (how == AKESO_NOT_HELD && is_held)
		akeso_unlocking(&kmend_akeso_domains, thread, lock);
}

void __kmend_akeso_whole_end(uint32_t began, uintptr_t lock, uint32_t how)
{
	uintptr_t entered;
	struct akeso_thread *thread;
	const struct akeso_landing *landing;

	if (!began)
		return;
	entered = kmend_akeso_enter();
	thread = kmend_akeso_current(0);
	thread->whole--;
	if (!thread->pending) {
		if (how != AKESO_SAME)
			hold(thread, lock, how);
	} else if (!thread->whole) {
		landing = thread->pending;
		thread->pending = 0;
		if (how == AKESO_TAKEN || how == AKESO_HELD)
			kmend_akeso_release(lock);
		kmend_akeso_jump(landing);
	}
	kmend_akeso_leave(entered);
}

void kmend_akeso_switch(struct akeso_thread *from, struct akeso_thread *to)
{
	uintptr_t entered;

	if (!kmend_akeso_is_ready)
		return;
	entered = kmend_akeso_enter();
	if (from)
		akeso_publish(&kmend_akeso_domains, from);
	set_flags(to);
	kmend_akeso_leave(entered);
}

int kmend_akeso_is_recoverable_now(void)
{
	struct akeso_thread *thread = kmend_akeso_is_ready ? kmend_akeso_current(0) : 0;

	return thread && akeso_is_recoverable(&kmend_akeso_domains, thread);
}

void kmend_akeso_abandon(void)
{
	uintptr_t entered = kmend_akeso_enter();
	struct akeso_thread *thread = kmend_akeso_is_ready ? kmend_akeso_current(0) : 0;

	if (thread && thread->top) {
		akeso_abandon(&kmend_akeso_domains, thread);
		thread->whole = 0;
		thread->pending = 0;
		set_flags_after(thread);
	}
	kmend_akeso_leave(entered);
}

/* Tells the kernel what became of each thread; the landing of the running one. */
static const struct akeso_landing *settle(struct akeso_thread *running, struct akeso_thread *threads)
{
	const struct akeso_landing *own = 0;

	for (struct akeso_thread *next, *thread = threads; thread; thread = next) {
		const struct akeso_landing *landing = thread->landing;
		uint32_t lost = thread->lost;

		next = thread->next;
		thread->landing = 0;
		thread->next = 0;
		thread->lost = 0;
		thread->listed = 0;
		if (thread == running)
			own = landing;
		else if (landing && thread->whole)
			thread->pending = (void *)landing;
		else if (landing)
			kmend_akeso_redirect(thread, landing);
		if (lost)
			kmend_akeso_lost(thread, lost);
	}
	return own;
}

/*
 * Locks are released here, where the frames of the rolled-back code still stand: what is in a list of waiters can lie in one of
 * them. Calls wait until the thread has landed.
 */
static void release_locks(struct akeso_work *work)
{
	struct akeso_action action;
	struct akeso_work calls = { 0 };

	while (akeso_next_lock(&kmend_akeso_domains, work, &calls, &action))
		kmend_akeso_release(action.lock);
	*work = calls;
}

/* On the rollback's own stack, with interrupts off: see land.c. */
AKESO_ON_STACK int kmend_akeso_roll_back(void)
{
	struct akeso_thread *thread = kmend_akeso_is_ready ? kmend_akeso_current(0) : 0;
	const struct akeso_landing *landing;

	if (!thread || akeso_fault(&kmend_akeso_domains, thread, &left) != AKESO_DONE)
		return 0;
	landing = settle(thread, left.threads);
	left.threads = 0;
	is_at_fault = 1;
	release_locks(&left);
	kmend_akeso_jump(landing);
}

/* Interrupts are off until kmend_akeso_restore(): nobody else lands between the rollback and its own thread's landing. */
uint32_t __kmend_akeso_landed(struct akeso_landing *landing, uint32_t only_innocent)
{
	struct akeso_thread *thread = kmend_akeso_current(0);
	struct akeso_work work = left;
	int again = landing->retries && !(only_innocent && is_at_fault);

	left = (struct akeso_work){ 0 };
	is_at_fault = 0;
	landing->retries -= (uintptr_t)again;
	kmend_akeso_domains.statistics.retries += (uint64_t)again;
	set_flags(thread);
	kmend_akeso_restore(landing);
	do_work(thread, &work);
	set_flags_after(thread);
	return (uint32_t)again;
}
