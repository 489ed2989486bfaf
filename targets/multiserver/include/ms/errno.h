/* Error numbers: results are negative ones of these. */
#ifndef MS_ERRNO_H
#define MS_ERRNO_H

#define MS_ERRNOS(X)                                                                                                \
	X(1, EPERM) X(2, ENOENT) X(3, ESRCH) X(4, EINTR) X(5, EIO) X(7, E2BIG) X(8, ENOEXEC) X(9, EBADF)             \
	X(10, ECHILD) X(11, EAGAIN) X(12, ENOMEM) X(13, EACCES) X(14, EFAULT) X(16, EBUSY) X(17, EEXIST)              \
	X(18, EXDEV) X(20, ENOTDIR) X(21, EISDIR) X(22, EINVAL) X(23, ENFILE) X(24, EMFILE) X(27, EFBIG)              \
	X(28, ENOSPC) X(29, ESPIPE) X(30, EROFS) X(31, EMLINK) X(32, EPIPE) X(34, ERANGE) X(35, EDEADLK)              \
	X(36, ENAMETOOLONG) X(38, ENOSYS) X(39, ENOTEMPTY) X(110, ETIMEDOUT)                                          \
	X(200, E_CRASH) /* the server crashed on this request and was rolled back: the request had no effect */

enum ms_errno {
#define MS_X(number, name) name = (number),
	MS_ERRNOS(MS_X)
#undef MS_X
};

#endif
