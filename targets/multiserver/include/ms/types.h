/* Structures that cross from servers to user programs, and the constants that go with them. */
#ifndef MS_TYPES_H
#define MS_TYPES_H

#include <stdint.h>

struct vfs_stat {
	uint32_t ino, mode, nlink, size;
	uint32_t blocks, reserved;
	uint64_t mtime_ms;
};
struct vfs_statfs {
	uint32_t blocks, blocks_free, inodes, inodes_free, block_bytes, name_max;
};
struct vfs_dirent {
	uint32_t ino;
	char name[28]; /* NUL padded; 28 characters fill it */
};
struct pm_procinfo {
	int32_t pid, ppid, pgid;
	uint32_t endpoint;
	uint32_t state; /* 0 running, 1 waiting, 2 zombie, 3 sleeping */
	uint32_t nice;
	uint64_t cpu_ms;
	char name[16];
};
struct rs_status {
	char name[16];
	uint32_t endpoint, has_clone, restarts, missed;
	uint32_t period_ms, reserved;
	uint64_t checkpoints, log_high, overflows;
};

enum { S_IFMT = 0170000, S_IFDIR = 0040000, S_IFREG = 0100000, S_IFIFO = 0010000, S_IFCHR = 0020000 };
enum {
	O_RDONLY = 0, O_WRONLY = 1, O_RDWR = 2, O_ACCMODE = 3, O_CREAT = 0100, O_EXCL = 0200, O_TRUNC = 01000,
	O_APPEND = 02000, O_NONBLOCK = 04000, O_DIRECTORY = 0200000, O_CLOEXEC = 02000000
};
enum { SEEK_SET = 0, SEEK_CUR = 1, SEEK_END = 2 };
enum { R_OK = 4, W_OK = 2, X_OK = 1, F_OK = 0 };
enum { F_DUPFD = 0, F_GETFD = 1, F_SETFD = 2, F_GETFL = 3, F_SETFL = 4 };
enum { FD_CLOEXEC = 1 };
enum { WNOHANG = 1 };

/* Signals 1..31; the default action of CHLD and CONT is to ignore, of all others to end the process. */
enum {
	SIGHUP = 1, SIGINT = 2, SIGQUIT = 3, SIGILL = 4, SIGTRAP = 5, SIGABRT = 6, SIGBUS = 7, SIGFPE = 8, SIGKILL = 9,
	SIGUSR1 = 10, SIGSEGV = 11, SIGUSR2 = 12, SIGPIPE = 13, SIGALRM = 14, SIGTERM = 15, SIGCHLD = 17, SIGCONT = 18,
	NSIG = 32
};
enum { SIG_DFL = 0, SIG_IGN = 1 }; /* handler values */
enum { SIG_BLOCK = 0, SIG_UNBLOCK = 1, SIG_SETMASK = 2 };
/* Status word of waitpid: exited: status << 8; killed: the signal. */
#define WIFEXITED(s) (((s) & 0x7f) == 0)
#define WEXITSTATUS(s) (((s) >> 8) & 0xff)
#define WIFSIGNALED(s) (((s) & 0x7f) != 0)
#define WTERMSIG(s) ((s) & 0x7f)

#endif
