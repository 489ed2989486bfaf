/*
 * Processes and files, POSIX-like. Unless said otherwise: -1 and errno on failure, E_CRASH among the errors of every
 * call (the server crashed on the request, was rolled back, and the request had no effect). Times are milliseconds.
 */
#ifndef LIBC_UNISTD_H
#define LIBC_UNISTD_H

#include <stddef.h>
#include <stdint.h>

#include "errno.h"
#include "ms/kcall.h"
#include "ms/params.h"
#include "ms/types.h"

typedef int pid_t;
typedef long ssize_t;

/* --- PM: processes --- */
pid_t fork(void);
int execv(const char *path, char *const argv[]);  /* -1 or no return */
int execvp(const char *name, char *const argv[]); /* without a '/': from /bin */
void _exit(int status) __attribute__((noreturn));
pid_t waitpid(pid_t pid, int *status, int options);                         /* status may be NULL */
pid_t waitpid_ms(pid_t pid, int *status, int options, unsigned timeout_ms); /* ETIMEDOUT; 0: for ever */
pid_t getpid(void);
pid_t getppid(void);
pid_t getpgrp(void);
int setpgid(pid_t pid, pid_t group);
int sleep_ms(unsigned ms);          /* EINTR when a handler ran */
int alarm_ms(unsigned ms);          /* ms that were left of the old alarm */
int nice_add(pid_t pid, int delta); /* new nice value */
int times_ms(uint64_t *uptime, uint64_t *own, uint64_t *children);
int procinfo(unsigned index, struct pm_procinfo *out); /* ENOENT past the end */

/* --- VM: memory --- */
void *sbrk(long delta);                             /* old break, (void *)-1 on failure */
uint64_t brk_raw(uint64_t wanted);                  /* the break afterwards; 0 asks; (uint64_t)-1 on failure */
void *mmap_at(void *hint, size_t length, int prot); /* zeroed pages; MAP_FAILED */
int munmap(void *address, size_t length);
int mprotect(void *address, size_t length, int prot);
struct vm_info {
	uint64_t free_pages, own_pages, shared_pages;
};
struct vm_region {
	uint64_t start, length, prot;
};
int vm_info(struct vm_info *out);
int vm_region(unsigned index, struct vm_region *out); /* ENOENT past the end */
#define MAP_FAILED ((void *)-1)

/* --- VFS: files --- */
int open(const char *path, int flags, ...); /* mode as third argument with O_CREAT */
int close(int fd);
ssize_t read(int fd, void *buffer, size_t n);
ssize_t write(int fd, const void *buffer, size_t n);
long lseek(int fd, long offset, int whence);
int stat(const char *path, struct vfs_stat *out);
int fstat(int fd, struct vfs_stat *out);
int link(const char *old_path, const char *new_path);
int unlink(const char *path);
int rename(const char *old_path, const char *new_path);
int mkdir(const char *path, unsigned mode);
int rmdir(const char *path);
int chdir(const char *path);
int getcwd(char *buffer, size_t n); /* length of the path; ERANGE */
int pipe(int fds[2]);
int dup(int fd);
int dup2(int fd, int new_fd);
ssize_t getdents(int fd, struct vfs_dirent *entries, size_t bytes);
int truncate(const char *path, long length);
int ftruncate(int fd, long length);
int sync(void);
int fcntl(int fd, int command, int argument);
int access(const char *path, int mode);
int chmod(const char *path, unsigned mode);
int statfs(struct vfs_statfs *out);
int utime_ms(const char *path, uint64_t ms);

#endif
