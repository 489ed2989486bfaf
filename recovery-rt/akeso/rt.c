/* The one set of domains of the system, as instrumented code and the kernel see it. */
#include "land.h"

static struct akeso domains;
static struct akeso_work left; /* what the last rollback has left to do, until its thread has landed */
static int is_ready;

uint8_t __kmend_akeso_reads, __kmend_akeso_writes;

/* The flags of THREAD: outside of a logged domain only writes matter, and only while somebody's are speculative. */
static void set_flags(const struct akeso_thread *thread)
{
	int logged, others;

	if (domains.eager)
		return;
	logged = thread && akeso_is_logged(&domains, thread);
	others = domains.versions != 0;
	__kmend_akeso_reads = (uint8_t)(logged && others);
	__kmend_akeso_writes = (uint8_t)(logged || others);
}

/* Deferred and inverse calls run in the default domain: what they do is final. */
static void do_work(struct akeso_thread *thread, struct akeso_work *work)
{
	struct akeso_action action;
	uint32_t top = thread->top;

	if (!work->first)
		return;
	thread->top = 0;
	set_flags(thread);
	for (;;) {
		uintptr_t entered = kmend_akeso_enter();
		int more = akeso_next(&domains, work, &action);

		kmend_akeso_leave(entered);
		if (!more)
			break;
		((void (*)(uintptr_t, uintptr_t, uintptr_t))action.call.function)(
			action.call.argument[0], action.call.argument[1], action.call.argument[2]);
	}
	thread->top = top;
}

void kmend_akeso_init(void *memory, uintptr_t bytes, int eager)
{
	akeso_init(&domains, memory, bytes, eager);
	left = (struct akeso_work){ 0 };
	__kmend_akeso_reads = __kmend_akeso_writes = (uint8_t)(eager != 0);
	is_ready = 1;
}

const struct akeso_statistics *kmend_akeso_statistics(void)
{
	return &domains.statistics;
}

AKESO_ON_STACK void kmend_akeso_told_read(const void *address, uint64_t bytes)
{
	struct akeso_thread *thread = kmend_akeso_current(0);
	uintptr_t entered;

	if (!is_ready || !thread || !kmend_akeso_is_memory(address, bytes))
		return;
	entered = kmend_akeso_enter();
	akeso_read(&domains, thread, address, bytes);
	kmend_akeso_leave(entered);
}

/* An interrupt writes in no domain, so what it writes is final: also for the thread that it has interrupted. */
AKESO_ON_STACK void kmend_akeso_told_write(const void *address, uint64_t bytes)
{
	struct akeso_thread none = { 0 }, *thread, *interrupted;
	uintptr_t entered;

	if (!is_ready || !kmend_akeso_is_memory(address, bytes))
		return;
	entered = kmend_akeso_enter();
	interrupted = kmend_akeso_interrupted();
	if (interrupted && !domains.eager)
		akeso_publish(&domains, interrupted);
	thread = kmend_akeso_current(0);
	akeso_write(&domains, thread ? thread : &none, address, bytes);
	kmend_akeso_leave(entered);
}

uint32_t __kmend_akeso_begin(uint32_t kind, uint32_t root, struct akeso_landing *landing)
{
	struct akeso_thread *thread = is_ready ? kmend_akeso_current(1) : 0;
	uintptr_t entered;
	int began;

	if (!thread)
		return 0;
	entered = kmend_akeso_enter();
	began = akeso_begin(&domains, thread, (enum akeso_kind)kind, (int)root, landing);
	set_flags(thread);
	kmend_akeso_leave(entered);
	if (began && landing)
		kmend_akeso_entering(landing);
	return (uint32_t)began;
}

void __kmend_akeso_end(uint32_t began, void *inverse, uintptr_t first, uintptr_t second, uintptr_t third)
{
	struct akeso_call call = { (uintptr_t)inverse, { first, second, third } };
	struct akeso_thread *thread;
	struct akeso_work work = { 0 };
	uintptr_t entered;

	if (!began)
		return;
	entered = kmend_akeso_enter();
	thread = kmend_akeso_current(0);
	akeso_end(&domains, thread, inverse ? &call : 0, &work);
	kmend_akeso_leave(entered);
	do_work(thread, &work);
	entered = kmend_akeso_enter();
	set_flags(thread);
	kmend_akeso_leave(entered);
}

void __kmend_akeso_final(void)
{
	struct akeso_thread *thread = is_ready ? kmend_akeso_current(0) : 0;
	uintptr_t entered = kmend_akeso_enter();

	if (thread)
		akeso_break(&domains, thread);
	kmend_akeso_leave(entered);
}

uint32_t __kmend_akeso_defer(void *function, uintptr_t first, uintptr_t second, uintptr_t third)
{
	struct akeso_call call = { (uintptr_t)function, { first, second, third } };
	struct akeso_thread *thread = is_ready ? kmend_akeso_current(0) : 0;
	uintptr_t entered = kmend_akeso_enter();
	int waits = thread && akeso_defer(&domains, thread, &call);

	kmend_akeso_leave(entered);
	return (uint32_t)waits;
}

void __kmend_akeso_locked(uintptr_t lock)
{
	struct akeso_thread *thread = is_ready ? kmend_akeso_current(0) : 0;
	uintptr_t entered = kmend_akeso_enter();

	if (thread)
		akeso_locked(&domains, thread, lock);
	kmend_akeso_leave(entered);
}

void __kmend_akeso_unlocking(uintptr_t lock)
{
	struct akeso_thread *thread = is_ready ? kmend_akeso_current(0) : 0;
	uintptr_t entered = kmend_akeso_enter();

	if (thread)
		akeso_unlocking(&domains, thread, lock);
	kmend_akeso_leave(entered);
}

void kmend_akeso_switch(struct akeso_thread *from, struct akeso_thread *to)
{
	uintptr_t entered;

	if (!is_ready)
		return;
	entered = kmend_akeso_enter();
	if (from)
		akeso_publish(&domains, from);
	set_flags(to);
	kmend_akeso_leave(entered);
}

int kmend_akeso_is_logged_now(void)
{
	struct akeso_thread *thread = is_ready ? kmend_akeso_current(0) : 0;

	return thread && akeso_is_logged(&domains, thread);
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

	while (akeso_next_lock(&domains, work, &calls, &action))
		kmend_akeso_release(action.lock);
	*work = calls;
}

/* On the rollback's own stack, with interrupts off: see land.c. */
AKESO_ON_STACK int kmend_akeso_roll_back(void)
{
	struct akeso_thread *thread = is_ready ? kmend_akeso_current(0) : 0;
	const struct akeso_landing *landing;

	if (!thread || akeso_fault(&domains, thread, &left) != AKESO_DONE)
		return 0;
	landing = settle(thread, left.threads);
	left.threads = 0;
	release_locks(&left);
	kmend_akeso_jump(landing);
}

void __kmend_akeso_landed(const struct akeso_landing *landing)
{
	struct akeso_thread *thread = kmend_akeso_current(0);
	struct akeso_work work = left;

	left = (struct akeso_work){ 0 };
	set_flags(thread);
	kmend_akeso_restore(landing);
	do_work(thread, &work);
	set_flags(thread);
}
