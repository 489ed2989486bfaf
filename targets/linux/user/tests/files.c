/*
 * Files: contents, sizes, names, times, locks. Each runs on tmpfs and on ext2.
 */
#include <errno.h>
#include <fcntl.h>
#include <dirent.h>
#include <signal.h>
#include <setjmp.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/uio.h>
#include <sys/xattr.h>
#include <unistd.h>

#include "test.h"

TEST(file_rw, "file-rw")
{
	char buffer[4096];
	int fd = test_file("f", 20000, 3);
	CHECK(lseek(fd, 0, SEEK_SET) == 0);
	for (int i = 0; i < 4; i++)
		CHECK(pread(fd, buffer, 4096, i * 4096) == 4096);
	CHECK(pread(fd, buffer, 4096, 4 * 4096) == 20000 - 4 * 4096);
	CHECK(pread(fd, buffer, 4096, 30000) == 0);
	CHECK(pwrite(fd, "middle", 6, 9998) == 6);
	CHECK(pread(fd, buffer, 6, 9998) == 6 && memcmp(buffer, "middle", 6) == 0);
	CHECK(close(fd) == 0);
	fd = open("f", O_RDONLY);
	test_read(fd, buffer, 4096);
	test_same(buffer, 4096, 3);
	CHECK_ERROR(write(fd, buffer, 1), EBADF);
	close(fd);
	CHECK(unlink("f") == 0);
	CHECK_ERROR(open("f", O_RDONLY), ENOENT);
}

TEST(file_truncate, "file-truncate")
{
	char buffer[8192];
	struct stat stat;
	int fd = test_file("f", 8192, 5);
	CHECK(ftruncate(fd, 5000) == 0);
	CHECK(ftruncate(fd, 8192) == 0);
	CHECK(pread(fd, buffer, 8192, 0) == 8192);
	test_same(buffer, 5000, 5);
	for (int i = 5000; i < 8192; i++)
		CHECK(buffer[i] == 0);
	CHECK(truncate("f", 0) == 0);
	CHECK(fstat(fd, &stat) == 0 && stat.st_size == 0 && stat.st_blocks == 0);
	CHECK_ERROR(ftruncate(fd, -1), EINVAL);
	close(fd);
	CHECK(unlink("f") == 0);
}

TEST(file_sparse, "file-sparse")
{
	char buffer[1024];
	struct stat stat;
	int fd = open("f", O_RDWR | O_CREAT | O_TRUNC, 0600);
	CHECK(fd >= 0);
	/* Far enough to need the indirect and the double indirect blocks of ext2. */
	static const off_t places[] = {100, 50000, 400000};
	for (int i = 0; i < 3; i++)
		CHECK(pwrite(fd, "data", 4, places[i]) == 4);
	CHECK(fstat(fd, &stat) == 0 && stat.st_size == 400004 && stat.st_blocks < 100);
	for (int i = 0; i < 3; i++)
		CHECK(pread(fd, buffer, 4, places[i]) == 4 && memcmp(buffer, "data", 4) == 0);
	CHECK(pread(fd, buffer, sizeof(buffer), 200000) == sizeof(buffer));
	for (size_t i = 0; i < sizeof(buffer); i++)
		CHECK(buffer[i] == 0);
	CHECK(lseek(fd, 0, SEEK_END) == 400004);
	close(fd);
	CHECK(unlink("f") == 0);
}

TEST(file_append, "file-append")
{
	char buffer[64];
	int one = open("f", O_WRONLY | O_CREAT | O_TRUNC | O_APPEND, 0600), two = open("f", O_RDWR | O_APPEND),
	    three = dup(one);
	CHECK(one >= 0 && two >= 0 && three >= 0);
	test_write(one, "a", 1);
	test_write(two, "bb", 2);
	test_write(three, "ccc", 3);
	struct iovec parts[] = {{"dd", 2}, {"e", 1}};
	CHECK(writev(one, parts, 2) == 3);
	CHECK(pread(two, buffer, sizeof(buffer), 0) == 9 && memcmp(buffer, "abbcccdde", 9) == 0);
	CHECK(fcntl(one, F_GETFL) & O_APPEND);
	CHECK_ERROR(open("f", O_CREAT | O_EXCL | O_RDWR, 0600), EEXIST);
	CHECK(close(one) == 0 && close(two) == 0 && close(three) == 0);
	CHECK_ERROR(close(three), EBADF);
	CHECK(unlink("f") == 0);
}

TEST(file_unlinked, "file-unlinked")
{
	char buffer[100];
	struct stat stat;
	int fd = test_file("f", 100, 9);
	CHECK(unlink("f") == 0);
	CHECK(fstat(fd, &stat) == 0 && stat.st_nlink == 0);
	CHECK(pread(fd, buffer, 100, 0) == 100);
	test_same(buffer, 100, 9);
	CHECK(fsync(fd) == 0);
	CHECK(close(fd) == 0);
}

TEST(file_sync, "file-sync")
{
	char buffer[3000];
	int fd = test_file("f", 3000, 1);
	CHECK(fsync(fd) == 0 && fdatasync(fd) == 0);
	CHECK(posix_fadvise(fd, 0, 0, POSIX_FADV_DONTNEED) == 0);
	CHECK(pread(fd, buffer, 3000, 0) == 3000);
	test_same(buffer, 3000, 1);
	CHECK(syncfs(fd) == 0);
	close(fd);
	CHECK(unlink("f") == 0);
}

TEST(file_mode, "file-mode")
{
	struct stat stat;
	struct timespec times[2] = {{1000, 0}, {2000, 0}};
	int fd = test_file("f", 10, 0);
	CHECK(fchmod(fd, 0640) == 0 && fchown(fd, 12, 34) == 0 && futimens(fd, times) == 0);
	close(fd);
	CHECK(lstat("f", &stat) == 0 && stat.st_mode == (S_IFREG | 0640) && stat.st_uid == 12 && stat.st_gid == 34);
	CHECK(stat.st_atime == 1000 && stat.st_mtime == 2000 && stat.st_size == 10);
	CHECK(setegid(100) == 0 && seteuid(100) == 0);
	CHECK_ERROR(open("f", O_RDONLY), EACCES);
	CHECK_ERROR(chmod("f", 0777), EPERM);
	CHECK(faccessat(AT_FDCWD, "f", F_OK, AT_EACCESS) == 0);
	CHECK(seteuid(0) == 0 && setegid(0) == 0);
	CHECK(unlink("f") == 0);
}

TEST(file_links, "file-links")
{
	char target[32];
	struct stat one, two;
	close(test_file("a", 10, 0));
	CHECK(link("a", "b") == 0 && symlink("b", "c") == 0 && symlink("loop", "loop") == 0);
	CHECK(stat("a", &one) == 0 && stat("c", &two) == 0 && one.st_ino == two.st_ino && one.st_nlink == 2);
	CHECK(readlink("c", target, sizeof(target)) == 1 && target[0] == 'b');
	CHECK_ERROR(open("loop", O_RDONLY), ELOOP);
	CHECK_ERROR(open("c", O_RDONLY | O_NOFOLLOW), ELOOP);
	CHECK_ERROR(link("a", "b"), EEXIST);
	CHECK(unlink("a") == 0 && stat("c", &two) == 0 && two.st_nlink == 1);
	CHECK(unlink("b") == 0);
	CHECK_ERROR(stat("c", &two), ENOENT);
	/* A symbolic link that is too long for the inode. */
	char name[201];
	memset(name, 'n', 200);
	name[200] = '\0';
	CHECK(symlink(name, "long") == 0 && lstat("long", &one) == 0 && one.st_size == 200);
	CHECK(unlink("c") == 0 && unlink("loop") == 0 && unlink("long") == 0);
}

TEST(file_rename, "file-rename")
{
	struct stat stat;
	close(test_file("a", 10, 0));
	close(test_file("b", 20, 0));
	CHECK(mkdir("d", 0755) == 0 && mkdir("d/e", 0755) == 0);
	CHECK(rename("a", "b") == 0 && lstat("b", &stat) == 0 && stat.st_size == 10);
	CHECK_ERROR(lstat("a", &stat), ENOENT);
	CHECK(rename("b", "d/b") == 0);
	CHECK_ERROR(rename("d", "d/e/f"), EINVAL);
	CHECK_ERROR(rename("d/b", "d/e"), EISDIR);
	CHECK(rename("d/e", "f") == 0 && lstat("d", &stat) == 0 && stat.st_nlink == 2);
	CHECK_ERROR(rmdir("d"), ENOTEMPTY);
	CHECK_ERROR(renameat2(AT_FDCWD, "f", AT_FDCWD, "d", RENAME_NOREPLACE), EEXIST);
	CHECK(unlink("d/b") == 0 && rmdir("d") == 0 && rmdir("f") == 0);
}

TEST(file_errors, "file-errors")
{
	char name[300];
	memset(name, 'x', 299);
	name[299] = '\0';
	close(test_file("f", 1, 0));
	CHECK(mkdir("d", 0700) == 0);
	CHECK_ERROR(open("f/x", O_RDONLY), ENOTDIR);
	CHECK_ERROR(open("d", O_WRONLY), EISDIR);
	CHECK_ERROR(open(name, O_RDONLY), ENAMETOOLONG);
	CHECK_ERROR(open("none/x", O_CREAT | O_RDWR, 0600), ENOENT);
	CHECK_ERROR(mkdir("f", 0700), EEXIST);
	CHECK_ERROR(rmdir("f"), ENOTDIR);
	CHECK_ERROR(unlink("d"), EISDIR);
	CHECK_ERROR(open((char *)8, O_RDONLY), EFAULT);
	CHECK(rmdir("d") == 0 && unlink("f") == 0);
}

enum { MANY = 40 };

TEST(dir_many, "dir-many")
{
	char name[32];
	bool seen[MANY] = {0};
	CHECK(mkdir("many", 0755) == 0);
	for (int i = 0; i < MANY; i++) {
		snprintf(name, sizeof(name), "many/a-name-that-takes-room-%d", i);
		CHECK(mknod(name, S_IFREG | 0600, 0) == 0);
	}
	DIR *folder = opendir("many");
	CHECK(folder != NULL);
	int count = 0;
	for (struct dirent *entry; (entry = readdir(folder)) != NULL; count++) {
		int number;
		if (sscanf(entry->d_name, "a-name-that-takes-room-%d", &number) == 1) {
			CHECK(number >= 0 && number < MANY && !seen[number]);
			seen[number] = true;
		}
	}
	CHECK(count == MANY + 2);
	rewinddir(folder);
	CHECK(readdir(folder) != NULL);
	closedir(folder);
	for (int i = 0; i < MANY; i++) {
		snprintf(name, sizeof(name), "many/a-name-that-takes-room-%d", i);
		CHECK(unlink(name) == 0);
	}
	CHECK(rmdir("many") == 0);
}

TEST(dir_walk, "dir-walk")
{
	char path[256];
	CHECK(mkdir("w", 0755) == 0 && chdir("w") == 0);
	for (int i = 0; i < 6; i++)
		CHECK(mkdir("down", 0755) == 0 && chdir("down") == 0);
	CHECK(getcwd(path, sizeof(path)) != NULL && strstr(path, "/w/down/down/down/down/down/down") != NULL);
	for (int i = 0; i < 6; i++)
		CHECK(chdir("..") == 0 && rmdir("down") == 0);
	int fd = open(".", O_RDONLY | O_DIRECTORY);
	CHECK(fd >= 0 && chdir("/") == 0 && mkdirat(fd, "x", 0700) == 0 && fchdir(fd) == 0);
	CHECK(unlinkat(fd, "x", AT_REMOVEDIR) == 0);
	CHECK(chdir("..") == 0 && rmdir("w") == 0);
	CHECK_ERROR(mkdirat(fd, "y", 0700), ENOENT);
	close(fd);
}

static void locks_child(void)
{
	int fd = open("f", O_RDWR);
	struct flock lock = {.l_type = F_WRLCK, .l_whence = SEEK_SET, .l_start = 10, .l_len = 10};
	CHECK(fd >= 0);
	CHECK_ERROR(fcntl(fd, F_SETLK, &lock), EAGAIN);
	CHECK(fcntl(fd, F_GETLK, &lock) == 0 && lock.l_type == F_WRLCK && lock.l_pid == getppid() &&
	        lock.l_start == 0 && lock.l_len == 15);
	lock = (struct flock){.l_type = F_WRLCK, .l_whence = SEEK_SET, .l_start = 15, .l_len = 10};
	CHECK(fcntl(fd, F_SETLK, &lock) == 0);
	CHECK_ERROR(flock(fd, LOCK_EX | LOCK_NB), EWOULDBLOCK);
}

TEST(file_locks, "file-locks")
{
	int fd = test_file("f", 100, 0);
	struct flock lock = {.l_type = F_WRLCK, .l_whence = SEEK_SET, .l_start = 0, .l_len = 30};
	CHECK(fcntl(fd, F_SETLK, &lock) == 0);
	/* Splits the lock: 15 to 29 are free again. */
	lock = (struct flock){.l_type = F_UNLCK, .l_whence = SEEK_SET, .l_start = 15, .l_len = 15};
	CHECK(fcntl(fd, F_SETLK, &lock) == 0 && flock(fd, LOCK_SH) == 0);
	test_wait(test_fork(locks_child));
	/* The child's locks went with it. */
	lock = (struct flock){.l_type = F_WRLCK, .l_whence = SEEK_SET};
	CHECK(fcntl(fd, F_SETLK, &lock) == 0);
	close(fd);
	CHECK(unlink("f") == 0);
}

static sigjmp_buf back;

static void jump(int signal)
{
	siglongjmp(back, signal);
}

TEST(file_mmap, "file-mmap")
{
	char byte;
	int fd = test_file("f", 8192, 7);
	char *shared = mmap(NULL, 8192, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
	char *private = mmap(NULL, 8192, PROT_READ | PROT_WRITE, MAP_PRIVATE, fd, 0);
	CHECK(shared != MAP_FAILED && private != MAP_FAILED);
	test_same(shared, 8192, 7);
	private[5000] = 'p';
	shared[100] = 's';
	CHECK(private[100] == 's' && shared[5000] != 'p');
	CHECK(pread(fd, &byte, 1, 100) == 1 && byte == 's');
	CHECK(msync(shared, 8192, MS_SYNC) == 0);
	/* Beyond the end of the file: SIGBUS. */
	CHECK(ftruncate(fd, 4096) == 0);
	signal(SIGBUS, jump);
	int caught = sigsetjmp(back, 1);
	if (caught == 0)
		shared[5000] = 'x';
	CHECK(caught == SIGBUS);
	CHECK(munmap(shared, 8192) == 0 && munmap(private, 8192) == 0);
	close(fd);
	CHECK(unlink("f") == 0);
}

TEST(file_vector, "file-vector")
{
	char a[10], b[100], c[1000];
	struct iovec parts[] = {{a, sizeof(a)}, {b, sizeof(b)}, {c, sizeof(c)}};
	int fd = open("f", O_RDWR | O_CREAT | O_TRUNC, 0600), copy = open("g", O_RDWR | O_CREAT | O_TRUNC, 0600);
	CHECK(fd >= 0 && copy >= 0);
	test_fill(a, sizeof(a), 1);
	test_fill(b, sizeof(b), 2);
	test_fill(c, sizeof(c), 3);
	CHECK(pwritev(fd, parts, 3, 0) == 1110);
	loff_t from = 10;
	CHECK(copy_file_range(fd, &from, copy, NULL, 1000, 0) == 1000 && from == 1010);
	memset(b, 0, sizeof(b));
	memset(c, 0, sizeof(c));
	CHECK(preadv(copy, parts + 1, 2, 0) == 1000);
	test_same(b, sizeof(b), 2);
	test_same(c, 900, 3);
	CHECK(close(fd) == 0 && close(copy) == 0 && unlink("f") == 0 && unlink("g") == 0);
}

TEST(file_xattr, "file-xattr")
{
	char text[64];
	close(test_file("f", 1, 0));
	if (setxattr("f", "trusted.kmend", "value", 5, XATTR_CREATE) != 0 && errno == EOPNOTSUPP)
		test_skip("no extended attributes here");
	CHECK(getxattr("f", "trusted.kmend", text, sizeof(text)) == 5 && memcmp(text, "value", 5) == 0);
	CHECK_ERROR(setxattr("f", "trusted.kmend", "x", 1, XATTR_CREATE), EEXIST);
	CHECK(setxattr("f", "trusted.kmend", "longer value", 12, XATTR_REPLACE) == 0);
	CHECK(listxattr("f", text, sizeof(text)) == 14 && strcmp(text, "trusted.kmend") == 0);
	CHECK_ERROR(getxattr("f", "trusted.kmend", text, 2), ERANGE);
	CHECK(removexattr("f", "trusted.kmend") == 0);
	CHECK_ERROR(getxattr("f", "trusted.kmend", text, sizeof(text)), ENODATA);
	CHECK(unlink("f") == 0);
}

TEST(file_space, "file-space")
{
	struct statvfs before, after;
	CHECK(statvfs(".", &before) == 0 && before.f_bfree > 0 && before.f_namemax == 255);
	close(test_file("f", 40000, 0));
	CHECK(statvfs(".", &after) == 0 && (before.f_bfree - after.f_bfree) * after.f_bsize >= 40000 &&
	        after.f_ffree == before.f_ffree - 1);
	CHECK(unlink("f") == 0);
	CHECK(statvfs(".", &after) == 0 && after.f_bfree == before.f_bfree && after.f_ffree == before.f_ffree);
}
