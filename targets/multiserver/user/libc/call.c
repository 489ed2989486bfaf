/* One message exchange with a server; every wrapper of the library ends here. */
#include "errno.h"
#include "string.h"
#include "trap.h"

int errno;
int crash_again;

enum { AGAIN_MAX = 1000 };

/* An answer E_CRASH says that the request had no effect: it can be sent again, as it was. */
static int64_t call_again(endpoint_t server, struct msg *m)
{
	struct msg first = *m;
	int64_t r = -E_CRASH;

	for (int i = 0; i < AGAIN_MAX && r == -E_CRASH; i++) {
		*m = first;
		r = trap(TRAP_SENDREC, server, (uint64_t)m, 0);
		if (r >= 0)
			r = (int64_t)m->a[0];
	}
	return r;
}

int64_t call_msg(endpoint_t server, struct msg *m)
{
	int64_t r;

	if (crash_again)
		return call_again(server, m);
	r = trap(TRAP_SENDREC, server, (uint64_t)m, 0);
	return r < 0 ? r : (int64_t)m->a[0];
}

int64_t call3(endpoint_t server, uint32_t type, uint64_t a0, uint64_t a1, uint64_t a2)
{
	struct msg m = { .type = type, .a = { a0, a1, a2 } };

	return call_msg(server, &m);
}

void msg_grant_read(struct msg *m, int slot, const void *p, size_t n)
{
	m->g[slot] = (struct grant){ .addr = (uint64_t)p, .len = (uint32_t)n, .access = GRANT_READ };
}

void msg_grant_write(struct msg *m, int slot, void *p, size_t n)
{
	m->g[slot] = (struct grant){ .addr = (uint64_t)p, .len = (uint32_t)n, .access = GRANT_WRITE };
}

int64_t kcall(uint32_t number, struct kcall *k)
{
	struct kcall none = { 0 };

	return trap(TRAP_KCALL, number, (uint64_t)(k ? k : &none), 0);
}

int64_t to_errno(int64_t result)
{
	if (result >= 0)
		return result;
	errno = (int)-result;
	return -1;
}
