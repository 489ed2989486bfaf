/*
 * The table of message kinds: handler, who may send it, and the lock it runs under. A worker thread runs dispatch() for one
 * request from beginning to end.
 */
#include "cothread.h"
#include "handlers.h"
#include "pipe.h"
#include "super.h"

enum lock {
	LOCK_NONE, /* touches memory only and never sleeps */
	LOCK_SHARED,
	LOCK_EXCLUSIVE,
	LOCK_OPEN,  /* shared, exclusive when it can create or truncate */
	LOCK_INPUT, /* shared for files, none for pipes */
	LOCK_OUTPUT /* exclusive for files, none for pipes */
};

enum who { FROM_USER, FROM_PM, FROM_ANY };

struct call {
	uint32_t number;
	enum who who;
	enum lock lock;
	int64_t (*handle)(struct request *r);
};

static const struct call calls[] = {
	{ CALL_VFS_OPEN, FROM_USER, LOCK_OPEN, handle_open },
	{ CALL_VFS_CLOSE, FROM_USER, LOCK_EXCLUSIVE, handle_close },
	{ CALL_VFS_READ, FROM_USER, LOCK_INPUT, handle_read },
	{ CALL_VFS_WRITE, FROM_USER, LOCK_OUTPUT, handle_write },
	{ CALL_VFS_LSEEK, FROM_USER, LOCK_NONE, handle_lseek },
	{ CALL_VFS_STAT, FROM_USER, LOCK_SHARED, handle_stat },
	{ CALL_VFS_FSTAT, FROM_USER, LOCK_NONE, handle_fstat },
	{ CALL_VFS_LINK, FROM_USER, LOCK_EXCLUSIVE, handle_link },
	{ CALL_VFS_UNLINK, FROM_USER, LOCK_EXCLUSIVE, handle_unlink },
	{ CALL_VFS_RENAME, FROM_USER, LOCK_EXCLUSIVE, handle_rename },
	{ CALL_VFS_MKDIR, FROM_USER, LOCK_EXCLUSIVE, handle_mkdir },
	{ CALL_VFS_RMDIR, FROM_USER, LOCK_EXCLUSIVE, handle_rmdir },
	{ CALL_VFS_CHDIR, FROM_USER, LOCK_EXCLUSIVE, handle_chdir },
	{ CALL_VFS_GETCWD, FROM_USER, LOCK_SHARED, handle_getcwd },
	{ CALL_VFS_PIPE, FROM_USER, LOCK_NONE, handle_pipe },
	{ CALL_VFS_DUP, FROM_USER, LOCK_NONE, handle_dup },
	{ CALL_VFS_DUP2, FROM_USER, LOCK_EXCLUSIVE, handle_dup2 },
	{ CALL_VFS_GETDENTS, FROM_USER, LOCK_SHARED, handle_getdents },
	{ CALL_VFS_TRUNCATE, FROM_USER, LOCK_EXCLUSIVE, handle_truncate },
	{ CALL_VFS_FTRUNCATE, FROM_USER, LOCK_EXCLUSIVE, handle_ftruncate },
	{ CALL_VFS_SYNC, FROM_USER, LOCK_EXCLUSIVE, handle_sync },
	{ CALL_VFS_FCNTL, FROM_USER, LOCK_NONE, handle_fcntl },
	{ CALL_VFS_ACCESS, FROM_USER, LOCK_SHARED, handle_access },
	{ CALL_VFS_CHMOD, FROM_USER, LOCK_EXCLUSIVE, handle_chmod },
	{ CALL_VFS_STATFS, FROM_USER, LOCK_SHARED, handle_statfs },
	{ CALL_VFS_UTIME, FROM_USER, LOCK_EXCLUSIVE, handle_utime },
	{ CALL_VFS_FORK, FROM_PM, LOCK_EXCLUSIVE, handle_fork },
	{ CALL_VFS_EXIT, FROM_PM, LOCK_EXCLUSIVE, handle_exit },
	{ CALL_VFS_CANCEL, FROM_PM, LOCK_NONE, handle_cancel },
	{ CALL_VFS_EXEC_OPEN, FROM_PM, LOCK_SHARED, handle_exec_open },
	{ CALL_VFS_EXEC_READ, FROM_PM, LOCK_SHARED, handle_exec_read },
	{ CALL_VFS_EXEC_DONE, FROM_PM, LOCK_EXCLUSIVE, handle_exec_done },
	{ CALL_VFS_AUDIT, FROM_ANY, LOCK_EXCLUSIVE, handle_audit },
};

static const struct call *call_find(uint32_t number)
{
	for (unsigned i = 0; i < sizeof calls / sizeof calls[0]; i++)
		if (calls[i].number == number)
			return &calls[i];
	return NULL;
}

static int is_pipe(const struct request *r, uint64_t fd)
{
	const struct proc *p = proc_find(r->m.source);
	const struct file *f = p ? fd_file(p, fd) : NULL;

	return f && f->kind != FILE_INODE;
}

/* What a row's lock comes to for this very request. */
static enum lock lock_for(const struct call *call, const struct request *r)
{
	switch (call->lock) {
	case LOCK_OPEN:
		return r->m.a[0] & (O_CREAT | O_TRUNC) ? LOCK_EXCLUSIVE : LOCK_SHARED;
	case LOCK_INPUT:
		return is_pipe(r, r->m.a[0]) ? LOCK_NONE : LOCK_SHARED;
	case LOCK_OUTPUT:
		return is_pipe(r, r->m.a[0]) ? LOCK_NONE : LOCK_EXCLUSIVE;
	default:
		return call->lock;
	}
}

/* The first request that needs the disk mounts it. */
static int need_mount(void)
{
	int error = 0;

	if (fs.mounted)
		return 0;
	error = cothread_lock_exclusive(&fs.lock);
	if (error)
		return error;
	if (!fs.mounted)
		error = fs_mount();
	cothread_unlock(&fs.lock);
	return error;
}

static int64_t run(const struct call *call, struct request *r)
{
	if (call->who == FROM_PM && r->m.source != EP_PM)
		return -EPERM;
	r->proc = proc_find(r->m.source);
	if (call->who == FROM_USER && !r->proc)
		return -ESRCH; /* also when it died while the request waited for the lock */
	return call->handle(r);
}

static int64_t run_locked(const struct call *call, struct request *r)
{
	enum lock lock = lock_for(call, r);
	int64_t result;
	int error;

	if (lock == LOCK_NONE)
		return run(call, r);
	error = need_mount();
	if (error)
		return error;
	error = lock == LOCK_SHARED ? cothread_lock_shared(&fs.lock) : cothread_lock_exclusive(&fs.lock);
	if (error)
		return error;
	result = run(call, r);
	cothread_unlock(&fs.lock);
	return result;
}

void dispatch(struct request *r)
{
	const struct call *call = call_find(r->m.type);
	int64_t result = call ? run_locked(call, r) : -ENOSYS;

	if (result != REQUEST_IS_PARKED)
		request_finish(r, result);
	pipes_serve();
}
