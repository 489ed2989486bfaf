/*
 * The file system as it lies on the disk: shared by VFS (which runs it) and mkfs (which builds and checks it).
 *
 *   block 0          unused, so that block number 0 can mean "hole"
 *   block 1          superblock
 *   inode bitmap     bit n = inode n is in use; bit 0 is always set (inode 0 does not exist)
 *   block bitmap     bit n = block n is in use; everything before data_start is always set
 *   inode table      FS_INODES_PER_BLOCK to a block; inode n at index n
 *   data blocks
 *
 * A directory is a file of struct fs_dirent; its first two entries are "." and "..". A slot with ino 0 is free. All
 * numbers are little endian. Bits beyond the last inode or block of a bitmap are set.
 */
#ifndef MS_FSLAYOUT_H
#define MS_FSLAYOUT_H

#include <stdint.h>

#include <ms/params.h>

#define FS_MAGIC 0x5346534du /* "MSFS" */
#define FS_VERSION 1u
#define FS_SUPER_BLOCK 1u
#define FS_INODES 512u
#define FS_ROOT_INO 1u
#define FS_LINK_MAX 250u

#define FS_DIRECT 9u                                 /* block numbers in the inode itself */
#define FS_PER_INDIRECT (DISK_BLOCK / 4u)            /* block numbers in an indirect block */
#define FS_INDIRECT FS_DIRECT                        /* index of the single indirect block in addr[] */
#define FS_DOUBLE (FS_DIRECT + 1u)                   /* and of the double indirect one */
#define FS_NADDR (FS_DIRECT + 2u)
#define FS_FILE_BLOCKS (FS_DIRECT + FS_PER_INDIRECT + FS_PER_INDIRECT * FS_PER_INDIRECT)
#define FS_FILE_BYTES (FS_FILE_BLOCKS * DISK_BLOCK)

struct fs_super {
	uint32_t magic, version;
	uint32_t block_bytes; /* DISK_BLOCK */
	uint32_t blocks;      /* of the whole disk */
	uint32_t inodes;      /* inode 0 included, which nobody can use */
	uint32_t ibitmap, ibitmap_blocks;
	uint32_t bbitmap, bbitmap_blocks;
	uint32_t itable, itable_blocks;
	uint32_t data_start;
};

struct fs_inode {
	uint16_t mode; /* S_IF... and permission bits; 0 when free */
	uint16_t nlink;
	uint32_t size; /* bytes; for a directory a multiple of the entry size */
	uint64_t mtime_ms;
	uint32_t blocks; /* in use, indirect ones included */
	uint32_t addr[FS_NADDR]; /* of a character device: addr[0] is the device number */
};

struct fs_dirent {
	uint32_t ino;
	char name[NAME_MAX_BYTES]; /* NUL padded; all characters can be used */
};

#define FS_INODES_PER_BLOCK (DISK_BLOCK / (uint32_t)sizeof(struct fs_inode))
#define FS_DIRENTS_PER_BLOCK (DISK_BLOCK / (uint32_t)sizeof(struct fs_dirent))
#define FS_BITS_PER_BLOCK (DISK_BLOCK * 8u)

/* Device numbers of character devices. */
enum fs_device { FS_DEV_NONE = 0, FS_DEV_CONSOLE = 1, FS_DEV_NULL = 2, FS_DEV_ZERO = 3 };

_Static_assert(sizeof(struct fs_inode) == 64, "inodes must tile a block");
_Static_assert(sizeof(struct fs_dirent) == 32, "directory entries must tile a block");
_Static_assert(sizeof(struct fs_super) <= DISK_BLOCK, "the superblock is one block");

#endif
