/* Processes as VFS sees them: descriptors and current directories. */
#include "file.h"

static struct proc procs[NUSER];

struct proc *proc_at(unsigned i)
{
	return i < NUSER ? &procs[i] : NULL;
}

static struct proc *slot_of(endpoint_t ep)
{
	uint32_t slot = ep & 0xff;

	if (slot < USER_SLOT_FIRST || slot >= NSLOT)
		return NULL;
	return &procs[slot - USER_SLOT_FIRST];
}

struct proc *proc_find(endpoint_t ep)
{
	struct proc *p = slot_of(ep);

	return p && p->live && p->endpoint == ep ? p : NULL;
}

struct proc *proc_take(endpoint_t ep)
{
	struct proc *p = slot_of(ep);

	if (!p)
		return NULL;
	if (p->live)
		proc_release(p);
	p->live = 1;
	p->endpoint = ep;
	return p;
}

void proc_release(struct proc *p)
{
	struct inode *cwd = p->cwd;

	for (uint32_t fd = 0; fd < OPEN_MAX; fd++)
		if (p->fd[fd])
			fd_close(p, fd);
	p->cwd = NULL;
	p->live = 0;
	inode_put(cwd);
}

int fd_vacant(const struct proc *p, uint32_t from)
{
	for (uint32_t fd = from; fd < OPEN_MAX; fd++)
		if (!p->fd[fd])
			return (int)fd;
	return -EMFILE;
}

struct file *fd_file(const struct proc *p, uint64_t fd)
{
	return fd < OPEN_MAX ? p->fd[fd] : NULL;
}

void fd_set(struct proc *p, uint32_t fd, struct file *f, int cloexec)
{
	ms_assert(fd < OPEN_MAX && !p->fd[fd]);
	p->fd[fd] = f;
	p->cloexec[fd] = cloexec != 0;
	f->refs++;
}

void fd_close(struct proc *p, uint32_t fd)
{
	struct file *f = p->fd[fd];

	ms_assert(f != NULL);
	p->fd[fd] = NULL;
	p->cloexec[fd] = 0;
	file_put(f);
}
