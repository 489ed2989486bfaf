/*
 * Mounting: small tmpfs instances, bind mounts, read-only ones.
 */
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <stdio.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <unistd.h>

#include "test.h"

TEST(mount_full, "mount-full")
{
	static char buffer[65536];
	char name[16];
	int made = 0;
	CHECK(mkdir("m", 0700) == 0 && mount("none", "m", "tmpfs", 0, "size=32k,nr_inodes=8") == 0);
	int fd = open("m/f", O_RDWR | O_CREAT, 0600);
	CHECK(fd >= 0 && write(fd, buffer, sizeof(buffer)) == 32768);
	CHECK_ERROR(write(fd, buffer, 1), ENOSPC);
	CHECK_ERROR(umount("m"), EBUSY);
	CHECK(ftruncate(fd, 4096) == 0 && lseek(fd, 0, SEEK_END) == 4096 && write(fd, buffer, 4096) == 4096);
	close(fd);
	for (; made < 20; made++) {
		snprintf(name, sizeof(name), "m/%d", made);
		if (mknod(name, S_IFREG | 0600, 0) != 0)
			break;
	}
	CHECK(errno == ENOSPC && made == 6);
	CHECK(umount("m") == 0 && access("m/f", F_OK) != 0 && rmdir("m") == 0);
}

TEST(mount_bind, "mount-bind")
{
	CHECK(mkdir("a", 0700) == 0 && mkdir("b", 0700) == 0);
	close(test_file("a/f", 10, 0));
	CHECK(mount("a", "b", NULL, MS_BIND, NULL) == 0 && access("b/f", R_OK) == 0);
	CHECK(mount(NULL, "b", NULL, MS_BIND | MS_REMOUNT | MS_RDONLY, NULL) == 0);
	CHECK_ERROR(open("b/f", O_RDWR), EROFS);
	CHECK_ERROR(unlink("b/f"), EROFS);
	int fd = open("a/f", O_RDWR);
	CHECK(fd >= 0 && close(fd) == 0);
	CHECK_ERROR(rename("b/f", "a/g"), EXDEV);
	CHECK_ERROR(rmdir("b"), EBUSY);
	CHECK(umount2("b", MNT_DETACH) == 0 && unlink("a/f") == 0 && rmdir("a") == 0 && rmdir("b") == 0);
	CHECK_ERROR(umount("/nowhere"), ENOENT);
	CHECK_ERROR(mount("none", "/tmp", "no-such-type", 0, NULL), ENODEV);
}
