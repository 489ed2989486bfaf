/*
 * One function for each message kind. It gets a running request, with the file system lock that its table row asks for, and
 * returns the result (REQUEST_IS_PARKED: none yet). Each checks everything first and changes then, so that an error and a
 * rollback both leave things as they were.
 */
#ifndef VFS_HANDLERS_H
#define VFS_HANDLERS_H

#include "file.h"
#include "request.h"

/* handle_open.c */
int64_t handle_open(struct request *r);
int64_t handle_close(struct request *r);
/* handle_fd.c */
int64_t handle_lseek(struct request *r);
int64_t handle_pipe(struct request *r);
int64_t handle_dup(struct request *r);
int64_t handle_dup2(struct request *r);
int64_t handle_fcntl(struct request *r);
/* handle_io.c */
int64_t handle_read(struct request *r);
int64_t handle_write(struct request *r);
int64_t handle_getdents(struct request *r);
/* handle_name.c */
int64_t handle_link(struct request *r);
int64_t handle_unlink(struct request *r);
int64_t handle_mkdir(struct request *r);
int64_t handle_rmdir(struct request *r);
/* handle_rename.c */
int64_t handle_rename(struct request *r);
/* handle_meta.c */
int64_t handle_stat(struct request *r);
int64_t handle_fstat(struct request *r);
int64_t handle_access(struct request *r);
int64_t handle_chmod(struct request *r);
int64_t handle_utime(struct request *r);
int64_t handle_truncate(struct request *r);
int64_t handle_ftruncate(struct request *r);
int64_t handle_statfs(struct request *r);
int64_t handle_sync(struct request *r);
int64_t handle_chdir(struct request *r);
int64_t handle_getcwd(struct request *r);
/* handle_proc.c */
int64_t handle_fork(struct request *r);
int64_t handle_exit(struct request *r);
int64_t handle_cancel(struct request *r);
int64_t handle_exec_open(struct request *r);
int64_t handle_exec_read(struct request *r);
int64_t handle_exec_done(struct request *r);
/* audit.c */
int64_t handle_audit(struct request *r);

/* Copies bytes of a file that lie in one block to offset `done` of grant 0. A hole reads as zeros. */
int file_copy_out(struct request *r, struct inode *ip, uint32_t offset, uint32_t done, uint32_t bytes);
/* The inode of the path in grant 0, with a reference. */
int request_inode(struct request *r, struct inode **out);

#endif
