/* VM's start and its request loop. */
#include "vm.h"

void server_init(void)
{
	struct kc_bootinfo info;

	space_init();
	leaf_init();
	if (kc_bootinfo(&info) < 0)
		info.frame_count = 0;
	frame_init(info.frame_first, info.frame_count);
	sv_set_end_hook(space_settle);
}

static int64_t handle(struct msg *m)
{
	switch (m->type) {
	case CALL_VM_PAGEFAULT:
		return do_pagefault(m);
	case CALL_VM_BRK:
		return do_brk(m);
	case CALL_VM_MMAP:
		return do_mmap(m);
	case CALL_VM_MUNMAP:
		return do_munmap(m);
	case CALL_VM_MPROTECT:
		return do_mprotect(m);
	case CALL_VM_INFO:
		return do_info(m);
	case CALL_VM_REGIONS:
		return do_regions(m);
	case CALL_VM_NEW:
		return do_new(m);
	case CALL_VM_FORK:
		return do_fork(m);
	case CALL_VM_RESET:
		return do_reset(m);
	case CALL_VM_MAP:
		return do_map(m);
	case CALL_VM_EXIT:
		return do_exit(m);
	default:
		return -ENOSYS;
	}
}

void server_main(void)
{
	for (;;) {
		struct msg m;

		sv_receive(&m);
		if (m.type == MSG_NOTIFY)
			continue; /* VM asked for none */
		if (m.type == CALL_VM_AUDIT) {
			do_audit(&m);
			continue;
		}
		m.a[0] = (uint64_t)handle(&m);
		sv_reply_msg(m.source, &m);
	}
}
