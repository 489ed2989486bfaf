/*
 * Where gdb connects to: a socket in a folder that only we may enter. gdb passes commands on to QEMU's monitor, so whoever
 * connects can do all that we may do. TCP would be open to everybody on this machine.
 */
#ifndef KMEND_CAMPAIGN_GDB_SOCKET_H
#define KMEND_CAMPAIGN_GDB_SOCKET_H

struct gdb_socket {
	char *path; /* NULL: none */
};

/* Makes the folder, below $XDG_RUNTIME_DIR, else /tmp: the name of a socket must be short. The emulator makes the socket. */
int gdb_socket_open(struct gdb_socket *gdb);
/* Removes both. Can be called without one. */
void gdb_socket_close(struct gdb_socket *gdb);

#endif
