/* Who is started, with which authority, and in which order. */
#include "rs.h"

#define T(name) (1u << TRAP_##name)
#define SERVER (T(RECEIVE) | T(NOTIFY) | T(REPLY) | T(KCALL))

const struct rs_program rs_programs[NSERVICE] = {
	/*           name    endpoint  traps                                     row      cloned heartbeat */
	[EP_RS] = { "rs", EP_RS, SERVER | T(SENDREC), EP_RS, 1, 0 },
	[EP_PM] = { "pm", EP_PM, SERVER | T(SENDREC), EP_PM, 1, 1 },
	[EP_VM] = { "vm", EP_VM, SERVER, EP_VM, 1, 1 },
	[EP_VFS] = { "vfs", EP_VFS, SERVER | T(SEND), EP_VFS, 1, 1 },
	[EP_DS] = { "ds", EP_DS, SERVER, EP_DS, 1, 1 },
	[EP_DISK] = { "disk", EP_DISK, T(RECEIVE) | T(SEND) | T(NOTIFY) | T(KCALL), EP_DISK, 0, 0 },
};

/* VM first: everybody else's page faults are its business. */
const uint8_t rs_boot_order[] = { EP_VM, EP_DS, EP_PM, EP_DISK, EP_VFS, 0 };

int rs_valid(uint64_t endpoint)
{
	return endpoint > EP_KERNEL && endpoint < NSERVICE;
}

int rs_by_name(const char *name)
{
	for (int ep = EP_KERNEL + 1; ep < NSERVICE; ep++)
		if (strcmp(rs_programs[ep].name, name) == 0)
			return ep;
	return -ENOENT;
}
