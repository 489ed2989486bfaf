/*
 * Telling the other servers that a process is over. One that crashes on the way answers E_CRASH and has rolled back: it
 * still holds its part. PM remembers that; the dead process keeps its endpoint, stopped, so that nobody's books name an
 * endpoint that the kernel does not know, and PM asks again, for one process whenever another one ends.
 */
#include "pm.h"

static uint8_t owed[NUSER]; /* by kernel slot: OWED_... that have not been given back */
static unsigned next_retry, debtors;

int64_t ask(endpoint_t server, uint32_t type, uint64_t a0, uint64_t a1, uint64_t a2, uint64_t a3)
{
	struct msg m = { .type = type, .a = { a0, a1, a2, a3 } };

	return sv_sendrec(server, &m);
}

/* 1 when the server holds nothing of the process any more. */
static int tell(endpoint_t server, uint32_t type, endpoint_t ep, const char *what)
{
	int64_t result = ask(server, type, ep, 0, 0, 0);

	if (result >= 0 || result == -ESRCH)
		return 1;
	sv_log("%s of %x not given back: error %ld", what, ep, (long)-result);
	return 0;
}

static void settle(unsigned index)
{
	endpoint_t ep = endpoint_last(index);
	uint8_t left = owed[index];

	if ((left & OWED_FILES) && tell(EP_VFS, CALL_VFS_EXIT, ep, "files"))
		left &= (uint8_t)~OWED_FILES;
	if ((left & OWED_MEMORY) && tell(EP_VM, CALL_VM_EXIT, ep, "memory"))
		left &= (uint8_t)~OWED_MEMORY;
	if ((left & OWED_KEYS) && tell(EP_DS, CALL_DS_EXIT, ep, "keys"))
		left &= (uint8_t)~OWED_KEYS;
	owed[index] = left;
	if (left)
		return;
	debtors--;
	kc_proc_exit(ep);
}

/* Where the slot of an endpoint that PM knows lies in PM's tables. */
static unsigned index_of(endpoint_t ep)
{
	unsigned index = (ep & 0xff) - USER_SLOT_FIRST;

	ms_assert(index < NUSER && endpoint_last(index) == ep);
	return index;
}

void cleanup(endpoint_t ep, unsigned held)
{
	unsigned index = index_of(ep);

	owed[index] = (uint8_t)held;
	debtors++;
	kc_proc_stop(ep);
	settle(index);
}

int cleanup_unknown(endpoint_t ep)
{
	unsigned index = (ep & 0xff) - USER_SLOT_FIRST;

	if (proc_by_endpoint(ep) || index >= NUSER)
		return 0;
	endpoint_note(ep);
	if (!owed[index])
		debtors++;
	owed[index] = OWED_ALL;
	kc_proc_stop(ep);
	return 1;
}

void cleanup_again(void)
{
	for (unsigned n = 0; n < NUSER && debtors; n++) {
		unsigned index = next_retry;

		next_retry = (next_retry + 1) % NUSER;
		if (!owed[index])
			continue;
		settle(index);
		return;
	}
}

unsigned cleanup_owed(unsigned index)
{
	return owed[index];
}
