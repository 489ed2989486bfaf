/* Kernel calls: the argument block, and the structures that some of them fill. Numbers are in ms/calls.h. */
#ifndef MS_KCALL_H
#define MS_KCALL_H

#include <stdint.h>

/* TRAP_KCALL takes (number, struct kcall *). The kernel checks that every pointer lies in the caller's memory. */
struct kcall {
	uint64_t a[5];
	void *p;         /* buffer of the caller */
	uint64_t n;      /* its length in bytes */
	uint64_t r1, r2; /* further results */
};

struct kc_bootinfo {
	uint32_t policy;     /* enum kmend_policy */
	uint32_t self;       /* own endpoint */
	uint32_t flags;      /* KMEND_FLAG_..., valid after ready */
	uint32_t mode;       /* enum kmend_mode, valid after ready */
	uint64_t frame_first; /* VM only: the frames (physical address / 4096) that VM owns ... */
	uint64_t frame_count; /* ... and how many */
};

/* KC_PROC_STATE */
enum kc_state { KC_FREE, KC_STOPPED, KC_RUNNING, KC_SENDING, KC_RECEIVING, KC_WAITING_REPLY, KC_FAULTING, KC_CRASHED };

struct kc_crash {
	uint32_t endpoint;
	uint32_t slot;   /* where the dead instance lies */
	uint32_t window; /* 1 open */
	uint32_t replyable;
	char cause[16];  /* page-fault, invalid-opcode, divide, protection, stray-write, heartbeat, assertion ... */
	uint64_t rip, address;
};

enum recovery_action { RECOVERY_ERROR_REPLY, RECOVERY_RESTART, RECOVERY_ROLLBACK, RECOVERY_KILL_REQUESTER };

/* MS protections; the low bits of mmap's prot too. */
enum { PROT_NONE = 0, PROT_READ = 1, PROT_WRITE = 2, PROT_EXEC = 4 };

#endif
