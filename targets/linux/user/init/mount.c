/*
 * What the guest's user space finds when it starts: file systems and the loopback interface.
 */
#include <errno.h>
#include <fcntl.h>
#include <net/if.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include "init.h"

static const struct {
	const char *source, *folder, *type, *options;
} mounts[] = {
	{"proc", "/proc", "proc", NULL},
	{"sysfs", "/sys", "sysfs", NULL},
	{"devtmpfs", "/dev", "devtmpfs", NULL},
	{"devpts", "/dev/pts", "devpts", "ptmxmode=0666"},
	{"tmpfs", "/dev/shm", "tmpfs", "size=16m"},
	{"mqueue", "/dev/mqueue", "mqueue", NULL},
	{"tmpfs", "/tmp", "tmpfs", "size=24m"},
	{"/dev/vda", "/disk", "ext2", NULL},
};

static void loopback_up(void)
{
	struct ifreq request = {.ifr_name = "lo"};
	int fd = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
	if (fd < 0 || ioctl(fd, SIOCGIFFLAGS, &request) != 0) {
		fprintf(stderr, "init: no loopback interface: %s\n", strerror(errno));
	} else {
		request.ifr_flags |= IFF_UP | IFF_RUNNING;
		if (ioctl(fd, SIOCSIFFLAGS, &request) != 0)
			fprintf(stderr, "init: lo: %s\n", strerror(errno));
	}
	if (fd >= 0)
		close(fd);
}

void mount_all(void)
{
	for (size_t i = 0; i < sizeof(mounts) / sizeof(mounts[0]); i++) {
		mkdir(mounts[i].folder, 0755);
		/* EBUSY: the kernel mounted its devtmpfs itself. */
		if (mount(mounts[i].source, mounts[i].folder, mounts[i].type, 0, mounts[i].options) != 0 && errno != EBUSY)
			fprintf(stderr, "init: mount %s: %s\n", mounts[i].folder, strerror(errno));
	}
	chmod("/tmp", 01777);
	loopback_up();
}
