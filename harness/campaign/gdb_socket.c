#include "harness/campaign/gdb_socket.h"

#include <stdlib.h>
#include <string.h>
#include <sys/un.h>
#include <unistd.h>

#include "harness/base/error.h"
#include "harness/base/file.h"

#define TEMPLATE "/kmend-gdb-XXXXXX"
#define SOCKET "/gdb"

static char *folder_in(const char *parent)
{
	char *folder;

	/* A comma ends a name for QEMU. */
	if (!parent || *parent != '/' || strchr(parent, ',') ||
		strlen(parent) + sizeof TEMPLATE + sizeof SOCKET > sizeof((struct sockaddr_un *)0)->sun_path)
		return NULL;
	folder = kmend_format("%s" TEMPLATE, parent);
	if (folder && !mkdtemp(folder)) { /* 0700 */
		free(folder);
		folder = NULL;
	}
	return folder;
}

int gdb_socket_open(struct gdb_socket *gdb)
{
	char *folder = folder_in(getenv("XDG_RUNTIME_DIR"));

	if (!folder)
		folder = folder_in("/tmp");
	if (!folder)
		return kmend_error_errno("/tmp" TEMPLATE);
	gdb->path = kmend_format("%s" SOCKET, folder);
	free(folder);
	return gdb->path ? 0 : kmend_error_memory();
}

void gdb_socket_close(struct gdb_socket *gdb)
{
	if (!gdb->path)
		return;
	unlink(gdb->path);
	*strrchr(gdb->path, '/') = 0;
	rmdir(gdb->path);
	free(gdb->path);
	gdb->path = NULL;
}
