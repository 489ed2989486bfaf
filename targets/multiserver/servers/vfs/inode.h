/*
 * Inodes in memory: one for each file in use. A dirty one goes back to its block of the inode table when its last user
 * lets go of it and in inodes_flush(); a file without links is destroyed at the same moment (which needs the exclusive lock).
 */
#ifndef VFS_INODE_H
#define VFS_INODE_H

#include <stdint.h>

#include <ms/fslayout.h>
#include <ms/types.h>

#define INODES_IN_MEMORY 96u

struct inode {
	uint32_t ino; /* 0: slot is empty */
	uint32_t refs;
	uint32_t dirty;
	uint32_t used; /* stamp of the last use */
	struct fs_inode d;
};

/* The inode of a number, with one more reference. -ENFILE: all slots are in use; -EIO: no such inode. */
int inode_get(struct inode **out, uint32_t ino);
struct inode *inode_hold(struct inode *ip);
/* Drops a reference; NULL is allowed. */
void inode_put(struct inode *ip);
/* A new inode without links; the caller links it or puts it. -ENOSPC, -ENFILE. */
int inode_alloc(struct inode **out, uint32_t mode);
/* ip->d was changed. */
void inode_dirty(struct inode *ip);
/* The same, and the modification time is now. */
void inode_touch(struct inode *ip);
int inodes_flush(void);
/* Slot `i` of the table, NULL past its end: for audits. */
struct inode *inode_at(unsigned i);

static inline int inode_is(const struct inode *ip, uint32_t type)
{
	return (ip->d.mode & S_IFMT) == type;
}

/* 0, or -EACCES when the owner's bits do not grant `want` (R_OK, W_OK, X_OK). */
int inode_permits(const struct inode *ip, uint32_t want);
void inode_stat(const struct inode *ip, struct vfs_stat *st);

/* --- where the bytes lie (bmap.c) --- */

/* Block number of file block n in *out, 0 for a hole. */
int bmap_find(struct inode *ip, uint32_t n, uint32_t *out);
/* The same, filling a hole. Checks first that there is room for all the blocks it needs. -ENOSPC, -EFBIG. */
int bmap_fill(struct inode *ip, uint32_t n, uint32_t *out);
/* Frees every block from file block n on. */
int bmap_cut(struct inode *ip, uint32_t n);

/* New length: cuts or leaves a hole. -EFBIG. */
int inode_resize(struct inode *ip, uint64_t size);

#endif
