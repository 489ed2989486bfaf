/* The one set of domains of the system, as instrumented code and the kernel see it. */
#include "rt.h"

static struct akeso domains;
static int is_ready;

uint8_t __kmend_akeso_reads, __kmend_akeso_writes;

static struct akeso_thread *current_thread(void)
{
	return is_ready ? kmend_akeso_current() : 0;
}

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
	while (akeso_next(&domains, work, &action)) {
		if (action.kind == AKESO_RELEASE_LOCK)
			kmend_akeso_release(action.lock);
		else
			((void (*)(uintptr_t, uintptr_t, uintptr_t))action.call.function)(
				action.call.argument[0], action.call.argument[1], action.call.argument[2]);
	}
	thread->top = top;
}

void kmend_akeso_init(void *memory, uintptr_t bytes, int eager)
{
	akeso_init(&domains, memory, bytes, eager);
	__kmend_akeso_reads = __kmend_akeso_writes = (uint8_t)(eager != 0);
	is_ready = 1;
}

const struct akeso_statistics *kmend_akeso_statistics(void)
{
	return &domains.statistics;
}

AKESO_ON_STACK void kmend_akeso_told_read(const void *address, uint64_t bytes)
{
	struct akeso_thread *thread = current_thread();

	if (thread)
		akeso_read(&domains, thread, address, bytes);
}

/* Without a thread it is a write like any other outside of domains: it is final. */
AKESO_ON_STACK void kmend_akeso_told_write(const void *address, uint64_t bytes)
{
	struct akeso_thread none = { 0 }, *thread = current_thread();

	if (is_ready)
		akeso_write(&domains, thread ? thread : &none, address, bytes);
}

uint32_t __kmend_akeso_begin(uint32_t kind, uint32_t root, struct akeso_landing *landing)
{
	struct akeso_thread *thread = current_thread();
	int began = thread && akeso_begin(&domains, thread, (enum akeso_kind)kind, (int)root, landing);

	if (thread)
		set_flags(thread);
	return (uint32_t)began;
}

void __kmend_akeso_end(uint32_t began, void *inverse, uintptr_t first, uintptr_t second, uintptr_t third)
{
	struct akeso_call call = { (uintptr_t)inverse, { first, second, third } };
	struct akeso_thread *thread = current_thread();
	struct akeso_work work = { 0 };

	if (!began)
		return;
	akeso_end(&domains, thread, inverse ? &call : 0, &work);
	do_work(thread, &work);
	set_flags(thread);
}

uint32_t __kmend_akeso_defer(void *function, uintptr_t first, uintptr_t second, uintptr_t third)
{
	struct akeso_call call = { (uintptr_t)function, { first, second, third } };
	struct akeso_thread *thread = current_thread();

	return thread && akeso_defer(&domains, thread, &call);
}

void __kmend_akeso_locked(uintptr_t lock)
{
	struct akeso_thread *thread = current_thread();

	if (thread)
		akeso_locked(&domains, thread, lock);
}

void __kmend_akeso_unlocking(uintptr_t lock)
{
	struct akeso_thread *thread = current_thread();

	if (thread)
		akeso_unlocking(&domains, thread, lock);
}

void kmend_akeso_switch(struct akeso_thread *from, struct akeso_thread *to)
{
	if (!is_ready)
		return;
	if (from)
		akeso_publish(&domains, from);
	set_flags(to);
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

/* On the rollback's own stack: see land.c. */
AKESO_ON_STACK int kmend_akeso_roll_back(void)
{
	struct akeso_thread *thread = current_thread();
	struct akeso_work work = { 0 };
	const struct akeso_landing *landing;

	if (!thread || akeso_fault(&domains, thread, &work) != AKESO_DONE)
		return 0;
	landing = settle(thread, work.threads);
	do_work(thread, &work);
	set_flags(thread);
	kmend_akeso_jump(landing);
}
