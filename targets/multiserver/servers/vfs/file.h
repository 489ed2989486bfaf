/*
 * Open files and processes. A file (struct file) is what open() makes and dup() and fork() share: position, flags, and an
 * inode or one end of a pipe. A process is its table of descriptors and its current directory.
 */
#ifndef VFS_FILE_H
#define VFS_FILE_H

#include <stdint.h>

#include "inode.h"
#include "request.h"

#define FILES 128u

struct pipe;

enum file_kind { FILE_NONE, FILE_INODE, FILE_PIPE_READ, FILE_PIPE_WRITE };

struct file {
	uint32_t kind;   /* enum file_kind; FILE_NONE: slot is free */
	uint32_t refs;   /* descriptors that mean it */
	uint32_t flags;  /* O_ACCMODE, O_APPEND, O_NONBLOCK */
	uint32_t offset; /* bytes; of a directory too */
	struct inode *inode;
	struct pipe *pipe;
};

struct proc {
	uint32_t live;
	endpoint_t endpoint;
	struct inode *cwd;
	struct file *fd[OPEN_MAX];
	uint8_t cloexec[OPEN_MAX];
};

/* A free slot of the file table, not taken yet: NULL when the table is full. */
struct file *file_vacant(void);
/* Another free one than `other`. */
struct file *file_vacant_but(const struct file *other);
/* Takes a free slot with no descriptor yet. Takes over the caller's reference of ip. */
void file_open_inode(struct file *f, struct inode *ip, uint32_t flags);
void file_open_pipe(struct file *f, struct pipe *p, enum file_kind kind, uint32_t flags);
/* One descriptor less; the last one closes the file. */
void file_put(struct file *f);
/* Slot `i`, NULL past the end: for audits. */
struct file *file_at(unsigned i);
unsigned file_index(const struct file *f);

static inline int file_readable(const struct file *f)
{
	return (f->flags & O_ACCMODE) != O_WRONLY;
}

static inline int file_writable(const struct file *f)
{
	return (f->flags & O_ACCMODE) != O_RDONLY;
}

/* --- processes (proc.c) --- */

/* The process of an endpoint, NULL if VFS does not know it. */
struct proc *proc_find(endpoint_t ep);
/* Slot for a new process; whatever a dead process left in it is closed. NULL: no such slot. */
struct proc *proc_take(endpoint_t ep);
/* Closes everything. */
void proc_release(struct proc *p);
struct proc *proc_at(unsigned i);

/* The lowest free descriptor >= from, or -EMFILE. */
int fd_vacant(const struct proc *p, uint32_t from);
/* The file of a descriptor, NULL if there is none. */
struct file *fd_file(const struct proc *p, uint64_t fd);
/* Descriptor fd, which is free, means f from now on. */
void fd_set(struct proc *p, uint32_t fd, struct file *f, int cloexec);
void fd_close(struct proc *p, uint32_t fd);

#endif
