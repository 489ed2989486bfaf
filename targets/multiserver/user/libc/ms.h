/* What this system has and POSIX has not: DS, RS, audits, the kernel's console and clock. */
#ifndef LIBC_MS_H
#define LIBC_MS_H

#include <stddef.h>
#include <stdint.h>

#include "errno.h"
#include "ms/ipc.h"
#include "ms/types.h"

/* --- DS: keys are strings; lengths in bytes --- */
enum { DS_NEW = 1 }; /* flag of ds_publish: EEXIST when the key is there */
int ds_publish(const char *key, const void *value, size_t n, int flags);
int ds_retrieve(const char *key, void *buffer, size_t n); /* length of the value */
int ds_delete(const char *key);
int ds_subscribe(const char *prefix);
int ds_unsubscribe(const char *prefix);
int ds_check(char *key, size_t n, int *what);     /* length of a changed key, EAGAIN; *what 1 published, 2 deleted */
int ds_list(unsigned index, char *key, size_t n); /* length of a key, ENOENT past the end */

/* --- RS --- */
int rs_lookup(const char *name); /* endpoint */
int rs_status(endpoint_t ep, struct rs_status *out);
int rs_list(unsigned index); /* endpoint, ENOENT past the end */
int rs_set_period(endpoint_t ep, unsigned ms);
int rs_refresh(endpoint_t ep);

/* One server's audit: problems found, text of the first one in `text`; or a negative error number (no errno). */
int server_audit(endpoint_t ep, char *text, size_t n);

/* --- kernel --- */
void console_write(const char *text, size_t n); /* reaches the console even when VFS is broken */
uint64_t time_ns(void);                         /* guest virtual time */

#endif
