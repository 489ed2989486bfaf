/* SPDX-License-Identifier: MIT */
/* What the files of the policy `akeso` share, beside rt.h. */
#ifndef KMEND_RECOVER_H
#define KMEND_RECOVER_H

#include <linux/types.h>

/* recover.c: an event `counter`. */
void kmend_say_counter(const char *name, u64 value);

/* recover_threads.c: its memory. */
size_t kmend_threads_bytes(void);

#endif
