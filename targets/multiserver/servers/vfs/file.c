/* The table of open files. */
#include "file.h"

#include "pipe.h"

static struct file files[FILES];

struct file *file_vacant_but(const struct file *other)
{
	for (unsigned i = 0; i < FILES; i++)
		if (files[i].kind == FILE_NONE && &files[i] != other)
			return &files[i];
	return NULL;
}

struct file *file_vacant(void)
{
	return file_vacant_but(NULL);
}

void file_open_inode(struct file *f, struct inode *ip, uint32_t flags)
{
	ms_assert(f->kind == FILE_NONE);
	f->kind = FILE_INODE;
	f->refs = 0;
	f->flags = flags & (O_ACCMODE | O_APPEND | O_NONBLOCK);
	f->offset = 0;
	f->inode = ip;
	f->pipe = NULL;
}

void file_open_pipe(struct file *f, struct pipe *p, enum file_kind kind, uint32_t flags)
{
	ms_assert(f->kind == FILE_NONE);
	f->kind = kind;
	f->refs = 0;
	f->flags = flags & (O_ACCMODE | O_NONBLOCK);
	f->offset = 0;
	f->inode = NULL;
	f->pipe = p;
}

void file_put(struct file *f)
{
	struct inode *ip = f->inode;
	struct pipe *p = f->pipe;
	uint32_t kind = f->kind;

	ms_assert(f->kind != FILE_NONE && f->refs > 0);
	if (--f->refs > 0)
		return;
	f->kind = FILE_NONE;
	f->inode = NULL;
	f->pipe = NULL;
	if (kind == FILE_INODE)
		inode_put(ip);
	else
		pipe_close(p, kind == FILE_PIPE_WRITE);
}

struct file *file_at(unsigned i)
{
	return i < FILES ? &files[i] : NULL;
}

unsigned file_index(const struct file *f)
{
	return (unsigned)(f - files);
}
