/* Least authority, as one table: traps, destinations and kernel calls of every service and of user processes. */
#include <ms/ipc.h>
#include <ms/calls.h>
#include <ms/params.h>

#include "privilege.h"

#define T(name) (1u << TRAP_##name)
#define TO(name) (1u << EP_##name)
#define K(name) (1ull << (CALL_KC_##name - CALL_KC_BOOTINFO))

/* What the recovery runtime inside every service needs. */
#define RUNTIME                                                                                                  \
	(K(BOOTINFO) | K(ACTIVATE) | K(DRAW) | K(TRANSFER) | K(RECOVERED) | K(KILL) | K(SHUTDOWN) | K(TIME) | K(CONSOLE) | \
		K(EVENT))
#define COPY (K(COPY_FROM) | K(COPY_TO))
#define SERVERS (TO(RS) | TO(PM) | TO(VM) | TO(VFS) | TO(DS))

const struct privilege privilege_table[NPRIVILEGE] = {
	[EP_RS] = {
		.name = "rs", .priority = 0,
		.traps = T(SENDREC) | T(RECEIVE) | T(NOTIFY) | T(REPLY) | T(KCALL),
		.sendrec = TO(PM), /* once, at boot */
		.notify = TO(PM) | TO(VM) | TO(VFS) | TO(DS) | TO(DISK) | TO(RS), .reply = TO_USERS | TO(PM),
		.kcalls = RUNTIME | COPY | K(SETALARM) | K(PROC_STATE) | K(SPAWN) | K(START) | K(GETCRASH) |
			K(REPLACE) | K(STALL) | K(CRASH) | K(RT) | K(FRAMES),
	},
	[EP_PM] = {
		.name = "pm", .priority = 2,
		.traps = T(SENDREC) | T(RECEIVE) | T(NOTIFY) | T(REPLY) | T(KCALL),
		.sendrec = TO(VM) | TO(VFS) | TO(DS), .notify = TO(RS), .reply = TO_USERS | TO(RS),
		.kcalls = RUNTIME | COPY | K(SETALARM) | K(GRANT) | K(PROC_CREATE) | K(PROC_EXEC) | K(PROC_EXIT) | K(PROC_STOP) |
			K(PROC_RUN) | K(PROC_SIGNAL) | K(PROC_STATE) | K(PROC_NICE) | K(PROC_WRITE) | K(GETSIGNAL) | K(VM_LOOKUP),
	},
	[EP_VM] = {
		.name = "vm", .priority = 2,
		.traps = T(RECEIVE) | T(NOTIFY) | T(REPLY) | T(KCALL),
		.notify = TO(RS), .reply = TO_USERS | TO(RS) | TO(PM) | TO(VFS) | TO(DS),
		.kcalls = RUNTIME | COPY | K(PROC_STATE) | K(VM_MAP) | K(VM_CLEAR) | K(VM_ZERO) | K(VM_COPY) | K(VM_LOOKUP) | K(VM_MAPS) | K(FRAMES),
	},
	[EP_VFS] = {
		.name = "vfs", .priority = 2,
		.traps = T(SEND) | T(RECEIVE) | T(NOTIFY) | T(REPLY) | T(KCALL),
		.send = TO(DISK), .notify = TO(RS) | TO(DISK), .reply = TO_USERS | TO(RS) | TO(PM),
		.kcalls = RUNTIME | COPY | K(GRANT) | K(SETALARM) | K(VM_LOOKUP) | K(PROC_STATE),
	},
	[EP_DS] = {
		.name = "ds", .priority = 2,
		.traps = T(RECEIVE) | T(NOTIFY) | T(REPLY) | T(KCALL),
		.notify = TO(RS) | TO(PM) | TO(VFS) | TO_USERS, .reply = TO_USERS | TO(RS) | TO(PM),
		.kcalls = RUNTIME | COPY | K(PROC_STATE),
	},
	[EP_DISK] = {
		.name = "disk", .priority = 1,
		.traps = T(SEND) | T(RECEIVE) | T(NOTIFY) | T(KCALL),
		.send = TO(VFS), .notify = TO(RS) | TO(VFS),
		.kcalls = RUNTIME | COPY,
	},
	[PRIVILEGE_INIT] = {
		.name = "init", .priority = 3,
		.traps = T(SENDREC) | T(KCALL), .sendrec = SERVERS,
		.kcalls = K(CONSOLE) | K(TIME) | K(READY) | K(EVENT) | K(STOP) | K(FRAMES) | K(BOOTINFO) |
			K(SUITE_END) | K(PATIENCE) | K(AUDIT),
	},
	[PRIVILEGE_USER] = {
		.name = "user", .priority = 3,
		.traps = T(SENDREC) | T(KCALL), .sendrec = SERVERS,
		.kcalls = K(CONSOLE) | K(TIME),
	},
};

uint32_t privilege_bit(uint32_t endpoint)
{
	if (endpoint == EP_KERNEL || endpoint == EP_NONE || endpoint == EP_ANY)
		return 0;
	return endpoint < NSERVICE ? 1u << endpoint : TO_USERS;
}
