/* What land.c has not sorted out: accesses of the running thread, or of an interrupt. */
#include "land.h"

AKESO_ON_STACK void kmend_akeso_told_read(const void *address, uint64_t bytes)
{
	struct akeso_thread *thread = kmend_akeso_current(0);
	uintptr_t entered;

	if (!kmend_akeso_is_ready || !thread || !kmend_akeso_is_memory(address, bytes))
		return;
	entered = kmend_akeso_enter();
	akeso_read(&kmend_akeso_domains, thread, address, bytes);
	kmend_akeso_leave(entered);
}

/* An interrupt writes in no domain, so what it writes is final: also for the thread that it has interrupted. */
static struct akeso_thread *writer(const void *address, uint64_t bytes)
{
	static struct akeso_thread none;
	struct akeso_thread *thread = kmend_akeso_current(0), *interrupted = kmend_akeso_interrupted(), *owner;

	if (interrupted && interrupted != thread && !kmend_akeso_domains.eager &&
		!akeso_is_quiet(&kmend_akeso_domains, address, bytes))
		akeso_publish(&kmend_akeso_domains, interrupted);
	owner = thread ? kmend_akeso_stack_owner(address) : 0;
	if (!owner)
		return thread ? thread : &none;
	akeso_sees(&kmend_akeso_domains, owner, thread);
	return &none;
}

AKESO_ON_STACK void kmend_akeso_told_write(const void *address, uint64_t bytes)
{
	uintptr_t entered;

	if (!kmend_akeso_is_ready || !kmend_akeso_is_memory(address, bytes))
		return;
	entered = kmend_akeso_enter();
	akeso_write(&kmend_akeso_domains, writer(address, bytes), address, bytes);
	kmend_akeso_leave(entered);
}

AKESO_ON_STACK void kmend_akeso_told_add(const void *address, uint64_t bytes, uint64_t difference)
{
	uintptr_t entered;

	if (!kmend_akeso_is_ready || !kmend_akeso_is_memory(address, bytes))
		return;
	entered = kmend_akeso_enter();
	akeso_added(&kmend_akeso_domains, writer(address, bytes), address, (unsigned)bytes, difference);
	kmend_akeso_leave(entered);
}

AKESO_ON_STACK void kmend_akeso_told_bits(const void *address, uint64_t bytes, uint64_t bits)
{
	uintptr_t entered;

	if (!kmend_akeso_is_ready || !kmend_akeso_is_memory(address, bytes))
		return;
	entered = kmend_akeso_enter();
	akeso_write_bits(&kmend_akeso_domains, writer(address, bytes), address, (unsigned)bytes, bits);
	kmend_akeso_leave(entered);
}
