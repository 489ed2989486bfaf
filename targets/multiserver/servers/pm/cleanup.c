/*
 * Telling the other servers. A server that crashed on such a request answers E_CRASH and has rolled back: what it still
 * holds of a dead process stays until its endpoint is re-used, and the audits show it. Asking again would only meet the
 * same fault.
 */
#include "pm.h"

int64_t ask(endpoint_t server, uint32_t type, uint64_t a0, uint64_t a1, uint64_t a2, uint64_t a3)
{
	struct msg m = { .type = type, .a = { a0, a1, a2, a3 } };

	return sv_sendrec(server, &m);
}

static void tell(endpoint_t server, uint32_t type, endpoint_t ep, const char *what)
{
	int64_t result = ask(server, type, ep, 0, 0, 0);

	if (result < 0 && result != -ESRCH)
		sv_log("%s of %x not given back: error %ld", what, ep, (long)-result);
}

void cleanup_files(endpoint_t ep)
{
	tell(EP_VFS, CALL_VFS_EXIT, ep, "files");
}

void cleanup_memory(endpoint_t ep)
{
	tell(EP_VM, CALL_VM_EXIT, ep, "memory");
}

void cleanup_keys(endpoint_t ep)
{
	tell(EP_DS, CALL_DS_EXIT, ep, "keys");
}
