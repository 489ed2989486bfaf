/*
 * A disk whose superblock says that a group has no blocks (ext2.patch).
 */
#include <errno.h>
#include <fcntl.h>
#include <linux/loop.h>
#include <stdint.h>
#include <stdio.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <unistd.h>

#include "../user/tests/test.h"

enum { BLOCKS = 64, BLOCK = 1024, INODES = 8 };

/* 32-bit fields of an ext2 superblock; what is not named is 0, the blocks of a group among them. */
enum { INODES_COUNT = 0, BLOCKS_COUNT = 1, FIRST_BLOCK = 5, INODES_PER_GROUP = 10, MAGIC_AND_STATE = 14 };

static int make_image(void)
{
	uint32_t super[BLOCK / 4] = { [INODES_COUNT] = INODES,
		[BLOCKS_COUNT] = BLOCKS,
		[FIRST_BLOCK] = 1,
		[INODES_PER_GROUP] = INODES,
		[MAGIC_AND_STATE] = 0x1ef53 };
	int fd = open("image", O_RDWR | O_CREAT, 0600);

	CHECK(fd >= 0 && ftruncate(fd, BLOCKS * BLOCK) == 0);
	CHECK(pwrite(fd, super, sizeof(super), BLOCK) == BLOCK);
	return fd;
}

/* A loop device of its own over the file, until it is closed; its path into NAME. */
static int make_device(int image, char *name, size_t size)
{
	struct loop_config config = { .fd = (unsigned)image, .info.lo_flags = LO_FLAGS_AUTOCLEAR };
	int control = open("/dev/loop-control", O_RDWR), number, fd;

	CHECK(control >= 0 && (number = ioctl(control, LOOP_CTL_GET_FREE)) >= 0 && close(control) == 0);
	snprintf(name, size, "/dev/loop%d", number);
	fd = open(name, O_RDWR);
	CHECK(fd >= 0 && ioctl(fd, LOOP_CONFIGURE, &config) == 0);
	return fd;
}

TEST(bug_ext2, "bug-ext2")
{
	struct loop_info64 status;
	char name[32];
	int image = make_image(), device = make_device(image, name, sizeof(name)), disk;

	CHECK(mkdir("folder", 0700) == 0 && mount(name, "folder", "ext2", 0, NULL) == -1);

	/* Nobody uses the device any more, and the other ext2 file system works and reaches its disk. */
	CHECK(close(device) == 0 && close(image) == 0 && (device = open(name, O_RDONLY)) >= 0);
	CHECK_ERROR(ioctl(device, LOOP_GET_STATUS64, &status), ENXIO);
	CHECK(close(device) == 0);
	CHECK(mkdir("/disk/bug", 0700) == 0 && (disk = open("/disk/bug", O_RDONLY)) >= 0);
	CHECK(syncfs(disk) == 0 && close(disk) == 0 && rmdir("/disk/bug") == 0);
	CHECK(rmdir("folder") == 0 && unlink("image") == 0);
}
