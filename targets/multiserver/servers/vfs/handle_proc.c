/* What PM tells and asks: fork, exit, cancel, exec. */
#include "handlers.h"
#include "path.h"
#include "super.h"

/* The very first process: console as descriptors 0, 1, 2, root as its directory. */
static int64_t first_process(endpoint_t ep)
{
	struct inode *console = NULL, *root;
	struct file *f;
	struct proc *p;
	int error = inode_get(&root, FS_ROOT_INO);

	if (error)
		return error;
	error = path_find(root, "/dev/console", &console);
	f = file_vacant();
	if (error == 0 && !f)
		error = -ENFILE;
	p = error ? NULL : proc_take(ep);
	if (!p) {
		inode_put(console);
		inode_put(root);
		return error ? error : -ESRCH;
	}
	p->cwd = root;
	file_open_inode(f, console, O_RDWR);
	for (uint32_t fd = 0; fd < 3; fd++)
		fd_set(p, fd, f, 0);
	return 0;
}

int64_t handle_fork(struct request *r)
{
	endpoint_t child_ep = (endpoint_t)r->m.a[1];
	struct proc *parent, *child;

	if ((endpoint_t)r->m.a[0] == EP_NONE)
		return first_process(child_ep);
	parent = proc_find((endpoint_t)r->m.a[0]);
	if (!parent || proc_find(child_ep))
		return parent ? -EEXIST : -ESRCH;
	child = proc_take(child_ep);
	if (!child || child == parent)
		return -ESRCH;
	child->cwd = inode_hold(parent->cwd);
	for (uint32_t fd = 0; fd < OPEN_MAX; fd++)
		if (parent->fd[fd])
			fd_set(child, fd, parent->fd[fd], parent->cloexec[fd]);
	return 0;
}

int64_t handle_exit(struct request *r)
{
	endpoint_t ep = (endpoint_t)r->m.a[0];
	struct proc *p = proc_find(ep);

	if (!p)
		return -ESRCH;
	request_drop(ep);
	proc_release(p);
	return 0;
}

int64_t handle_cancel(struct request *r)
{
	return request_cancel((endpoint_t)r->m.a[0]);
}

int64_t handle_exec_open(struct request *r)
{
	struct proc *p = proc_find((endpoint_t)r->m.a[0]);
	char path[PATH_MAX_BYTES];
	struct inode *ip, *root = NULL;
	int64_t result;
	int error;

	error = request_path(r, 0, path);
	if (error)
		return error;
	if (!p) {
		error = inode_get(&root, FS_ROOT_INO);
		if (error)
			return error;
	}
	error = path_find(p ? p->cwd : root, path, &ip);
	inode_put(root);
	if (error)
		return error;
	if (!inode_is(ip, S_IFREG))
		result = -EACCES;
	else
		result = inode_permits(ip, X_OK);
	if (result == 0) {
		result = ip->ino;
		r->result1 = ip->d.size;
	}
	inode_put(ip);
	return result;
}

int64_t handle_exec_read(struct request *r)
{
	uint32_t bytes = request_bytes(r, 0, GRANT_WRITE), done = 0, offset = (uint32_t)r->m.a[1];
	struct inode *ip;
	int error;

	if (r->m.a[0] >= fs.super.inodes || r->m.a[1] > FS_FILE_BYTES)
		return -EINVAL;
	error = inode_get(&ip, (uint32_t)r->m.a[0]);
	if (error)
		return error;
	if (!inode_is(ip, S_IFREG))
		error = -EACCES;
	else if (offset >= ip->d.size)
		bytes = 0;
	else if (bytes > ip->d.size - offset)
		bytes = ip->d.size - offset;
	while (!error && done < bytes) {
		uint32_t n = DISK_BLOCK - (offset + done) % DISK_BLOCK;

		if (n > bytes - done)
			n = bytes - done;
		error = file_copy_out(r, ip, offset + done, done, n);
		done += n;
	}
	inode_put(ip);
	return error ? error : (int64_t)done;
}

int64_t handle_exec_done(struct request *r)
{
	struct proc *p = proc_find((endpoint_t)r->m.a[0]);

	if (!p)
		return -ESRCH;
	for (uint32_t fd = 0; fd < OPEN_MAX; fd++)
		if (p->fd[fd] && p->cloexec[fd])
			fd_close(p, fd);
	return 0;
}
