/* SPDX-License-Identifier: MIT */
/* What the scheduler calls (linux.patch): at the begin and at the end of a switch to the running task, from FROM. */
#ifndef KMEND_LINUX_SWITCH_H
#define KMEND_LINUX_SWITCH_H

struct task_struct;
#ifdef CONFIG_KMEND_AKESO
void kmend_switched(struct task_struct *from);
void kmend_switch_done(void);
#else
static inline void kmend_switched(struct task_struct *from)
{
}
static inline void kmend_switch_done(void)
{
}
#endif

#endif
