/*
 * Messages and traps. Every interaction of two processes is one of these; nothing else crosses an address space.
 *
 * A trap is the `syscall` instruction: number in rax, arguments in rdi, rsi, rdx; result in rax (negative errno).
 * The kernel keeps every other register but rcx and r11. User processes may use the FPU and SSE, services not (kernel/fpu.c).
 */
#ifndef MS_IPC_H
#define MS_IPC_H

#include <stdint.h>

typedef uint32_t endpoint_t; /* slot | generation << 8; services have generation 0 for ever, also after recovery */

enum {
	EP_KERNEL = 0,
	EP_RS = 1,
	EP_PM = 2,
	EP_VM = 3,
	EP_VFS = 4,
	EP_DS = 5,
	EP_DISK = 6,
	NSERVICE = 7,        /* endpoints 1 .. NSERVICE-1 are services; their clones sit in slots 8 .. 31, endpoint-less */
	EP_NONE = 0xfffffffe,
	EP_ANY = 0xffffffff
};

/*
 * Memory of the sender that the receiver may copy from or to (KC_COPY_FROM, KC_COPY_TO) until it replies: the
 * capability comes into being with the request and ends with the reply. len 0: no grant.
 */
enum { GRANT_READ = 1, GRANT_WRITE = 2 };
struct grant {
	uint64_t addr;
	uint32_t len;
	uint32_t access;
};

struct msg {
	uint32_t source; /* set by the kernel, cannot be forged */
	uint32_t type;   /* message kind (ms/calls.h) or MSG_NOTIFY or MSG_REPLY */
	uint64_t a[6];   /* arguments; in a reply a[0] is the result as int64_t, negative errno on failure */
	struct grant g[2];
};

enum { MSG_REPLY = 1, MSG_NOTIFY = 2 /* a[0]: the notification bits, or-ed while pending */ };

enum {
	TRAP_SENDREC = 1, /* (endpoint, struct msg *): send a request, wait for its reply, which overwrites *msg */
	TRAP_SEND = 2,    /* (endpoint, struct msg *): rendezvous send; services only */
	TRAP_RECEIVE = 3, /* (endpoint or EP_ANY, struct msg *): notifications come first, then senders in FIFO order */
	TRAP_NOTIFY = 4,  /* (endpoint, bits): never blocks */
	TRAP_REPLY = 5,   /* (endpoint, struct msg *): to a process waiting in SENDREC on us; never blocks; ESRCH if not */
	TRAP_KCALL = 6    /* (number, struct kcall *): kernel call, checked against the caller's capabilities */
};

/* Notification bits. From EP_KERNEL: */
enum {
	NOTIFY_ALARM = 1,   /* the caller's KC_SETALARM expired */
	NOTIFY_CRASH = 2,   /* to RS: a service crashed, fetch with KC_GETCRASH */
	NOTIFY_SIGNAL = 4,  /* to PM: a user process caused an exception, fetch with KC_GETSIGNAL */
	NOTIFY_IRQ = 8,
	/* between processes: */
	NOTIFY_PING = 16,   /* RS to a service: heartbeat; answered by the runtime's receive wrapper, never by a server */
	NOTIFY_PONG = 32,
	NOTIFY_DS = 64,     /* DS to a subscriber: something you subscribed to changed, fetch with DS_CHECK */
	NOTIFY_RECOVERED = 128 /* a replacement to RS: recovery is over */
};

#endif
