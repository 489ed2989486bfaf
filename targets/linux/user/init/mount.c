/*
 * What the guest's user space finds when it starts: file systems and the loopback interface.
 */
#include <errno.h>
#include <fcntl.h>
#include <linux/loop.h>
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
};

/*
 * The block device with the ext2 file system: the machine's disk, or, on a machine that has none (the usual one), a loop
 * device over the same image in the initramfs.
 */
static const char *disk_device(void)
{
	if (access("/dev/vda", F_OK) == 0)
		return "/dev/vda";
	struct loop_config config = {0};
	int image = open("/disk.img", O_RDWR | O_CLOEXEC), loop = open("/dev/loop0", O_RDWR | O_CLOEXEC);
	config.fd = (unsigned)image;
	bool attached = image >= 0 && loop >= 0 && ioctl(loop, LOOP_CONFIGURE, &config) == 0;
	if (image >= 0)
		close(image);
	if (loop >= 0)
		close(loop);
	return attached ? "/dev/loop0" : "/dev/vda";
}

static void mount_one(const char *source, const char *folder, const char *type, const char *options)
{
	mkdir(folder, 0755);
	/* EBUSY: the kernel mounted its devtmpfs itself. */
	if (mount(source, folder, type, 0, options) != 0 && errno != EBUSY)
		fprintf(stderr, "init: mount %s: %s\n", folder, strerror(errno));
}

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
	for (size_t i = 0; i < sizeof(mounts) / sizeof(mounts[0]); i++)
		mount_one(mounts[i].source, mounts[i].folder, mounts[i].type, mounts[i].options);
	mount_one(disk_device(), "/disk", "ext2", NULL);
	chmod("/tmp", 01777);
	loopback_up();
}
