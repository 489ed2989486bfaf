/* Whole files and folders. */
#ifndef KMEND_BASE_FILE_H
#define KMEND_BASE_FILE_H

#include <stddef.h>

#include "harness/base/buf.h"

/* Appends the whole file, which a person has named, to `out`; an error (one line, with the path) when it is larger than `limit` bytes. */
int kmend_file_read(struct kmend_buf *out, const char *path, size_t limit);

/* The same for a regular file below the folder `root`, for names that somebody else has chosen: no link and no ".." leads out of it,
 * and what is no regular file is refused without being waited for. */
int kmend_file_read_below(struct kmend_buf *out, const char *root, const char *path, size_t limit);

/* mkdir -p; an existing folder is fine. */
int kmend_dir_make(const char *path);

/*
 * mkdir -p of a folder that others cannot write to: it is made with mode 0700. One that is there must belong to this user, be
 * closed to the writing of group and others, and be no symbolic link; else -1 with a line that says what is wrong.
 */
int kmend_dir_make_private(const char *path);

/* rm -rf, without following symbolic links. What is not there is fine. */
int kmend_tree_remove(const char *path);

/* Waits until file or folder PATH is on the disk (fsync). */
int kmend_file_sync(const char *path);

/* Gives the file FROM the name TO, which must be free: KMEND_ERROR_EXISTS when it is not, and FROM stays. */
int kmend_file_publish(const char *from, const char *to);

/* Where the running program lies: its folder, without a slash at the end. New string of the caller, NULL on error. */
char *kmend_program_dir(void);

/* Can be the name of a file, chosen by somebody else: letters, digits, dots, dashes and underscores, with no dot or dash in front. */
int kmend_is_file_name(const char *text);

/* printf into a new string of the caller; NULL when out of memory. */
char *kmend_format(const char *format, ...) __attribute__((format(printf, 1, 2)));

#endif
