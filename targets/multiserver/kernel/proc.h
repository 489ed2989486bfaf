/*
 * A process: a service, a spare clone of one, or a user process. Service endpoints equal their number for ever and
 * move from slot to slot with recovery; endpoints of user processes are slot | generation << 8.
 */
#ifndef MS_PROC_H
#define MS_PROC_H

#include <ms/errno.h>
#include <ms/ipc.h>
#include <ms/params.h>
#include <ms/kcall.h>

#include "cpu.h"
#include "mem.h"
#include "privilege.h"

/* What a process waits for when VM handles a page fault for it, and so what VM's answer means. */
enum fault_kind {
	FAULT_NONE,
	FAULT_ACCESS, /* its own instruction: run it again, or SIGSEGV */
	FAULT_TRAP,   /* a copy of its trap: do the trap again, or -EFAULT */
	FAULT_DELIVER /* its message or signal frame: deliver again, or SIGSEGV */
};

enum { PAGEFAULT_WRITE = 1, PAGEFAULT_FETCH = 2 }; /* a1 of VM_PAGEFAULT */

struct signal_frame_request {
	uint64_t handler, restorer, mask;
	uint32_t signal;
};

struct crash {
	uint64_t sequence; /* 0: none */
	uint64_t rip, address;
	uint32_t window, replyable;
	bool fetched;
	char cause[16];
};

struct proc {
	_Alignas(16) struct regs regs; /* must come first: TSS.rsp0 points at its end, which the CPU aligns */
	endpoint_t endpoint;           /* EP_NONE: a spare, a dead instance, a free slot */
	uint32_t generation;
	enum kc_state state;
	unsigned program; /* of a service or spare: index in loader_programs, else 0 */
	const struct privilege *privilege;
	uint64_t traps; /* bit mask of TRAP_... */
	struct space space;

	/* scheduling */
	unsigned priority, quantum, quantum_left, nice;
	bool ready;
	struct proc *ready_next;
	uint64_t cpu_ns;

	/* IPC */
	endpoint_t peer;    /* sending to, waiting for, receiving from */
	bool queued;        /* in peer's queue of senders */
	bool wants_reply;   /* SENDREC, not SEND */
	bool deliver;       /* message must be copied to `buffer` before it runs */
	uint64_t buffer;    /* address of its struct msg */
	struct msg message; /* out while it sends, in while `deliver` */
	struct proc *senders, *senders_last, *sender_next;
	uint32_t pending[NSERVICE]; /* notification bits by source */
	struct grant_slot {
		struct grant grant;
		endpoint_t grantee;
	} grants[NGRANT];     /* 0 and 1 unused: those come with the message */
	uint64_t alarm_ns;    /* 0: none */
	uint64_t patience_ns; /* of pid 1 with each request, 0: any time; alarm_ns says when it ends */

	/* page faults */
	enum fault_kind fault;
	struct msg fault_message;
	uint64_t trap_number; /* rax at the entry, for FAULT_TRAP */

	/* signals (user processes) */
	bool exception; /* stopped by an exception; PM has not fetched it while exception_signal != 0 */
	uint32_t exception_signal, exception_fetched; /* not fetched; the one that was */
	unsigned nframes;
	struct signal_frame_request frames[NSIG_FRAMES];

	/* recovery (services) */
	struct crash crash;
	struct proc *replaces; /* the dead instance this one takes over from, until recovery is done */
	struct proc *replaced_by;
	bool recovering;       /* between KC_REPLACE and KC_RECOVERED */
	uint64_t stray_writes; /* last seen in its struct osiris_rt */
	uint64_t detected_ns; /* when the crash was seen that this instance, or the one before it, is recovering from */
};

extern struct proc proc_table[NSLOT];

/* --- proc.c ---------------------------------------------------------------------------------------------------*/
void proc_init(void);
struct proc *proc_find(endpoint_t endpoint);        /* NULL: nobody (any more) */
void proc_bind(endpoint_t service, struct proc *p); /* a service's endpoint now means p; NULL: nobody */
unsigned proc_slot(const struct proc *p);
bool proc_is_user(const struct proc *p);
struct proc *proc_create_user(
	struct proc *parent, int *error); /* stopped; parent NULL: registers zero, pid 1's rights */
void proc_stop_user(struct proc *p);      /* it never runs again; keeps its slot and memory */
void proc_free_user(struct proc *p);
void proc_exception(struct proc *p, uint32_t signal); /* stops it and tells PM */

void proc_kill(struct proc *p); /* the same with SIGKILL, whatever it waits for */
void signals_again(void); /* PM's replacement has forgotten exceptions that it had fetched: it is told once more */

/* --- fpu.c: floating-point registers of user processes; services have none ---------------------------------------*/
void fpu_init(void);
void fpu_switch(const struct proc *p);                           /* p runs next */
void fpu_trap(struct proc *p);                                   /* p needs them now */
void fpu_inherit(struct proc *child, const struct proc *parent); /* the child of a fork has a copy */
void fpu_forget(struct proc *p);                                 /* it has none: exec, a new process, its end */

/* --- ipc.c ----------------------------------------------------------------------------------------------------*/
int ipc_sendrec(struct proc *p, endpoint_t to, uint64_t buffer);
int ipc_send(struct proc *p, endpoint_t to, uint64_t buffer);
int ipc_receive(struct proc *p, endpoint_t from, uint64_t buffer);
int ipc_notify(struct proc *p, endpoint_t to, uint64_t bits);
int ipc_reply(struct proc *p, endpoint_t to, uint64_t buffer);
void ipc_post(endpoint_t source, struct proc *to, uint32_t bits); /* never blocks */
void ipc_page_fault(struct proc *p, struct proc *owner, uint64_t address, unsigned access, enum fault_kind kind);
void ipc_abort_wait(struct proc *p);                      /* out of any queue, waits for nothing */
void ipc_abort_senders(struct proc *p);                   /* whoever sends to p gets -ESRCH */
void ipc_move(struct proc *from, struct proc *to);        /* queue, notifications, grants, alarm: recovery */
void ipc_finish(struct proc *p, const struct msg *reply); /* p's SENDREC ends with this message */

/* --- kcall.c, kcall_*.c: the answer, or COPY_FAULT to be done again after VM mended the page ---------------------*/
int64_t kcall(struct proc *p, uint64_t number, uint64_t address);
int64_t kcall_text(struct proc *p, unsigned number, struct kcall *k);
int64_t kcall_misc(struct proc *p, unsigned number, struct kcall *k);
int64_t kcall_copy(struct proc *p, unsigned number, struct kcall *k);
int64_t kcall_proc(struct proc *p, unsigned number, struct kcall *k);
int64_t kcall_vm(struct proc *p, unsigned number, struct kcall *k);
int64_t kcall_recovery(struct proc *p, unsigned number, struct kcall *k);

/* --- signal.c ---------------------------------------------------------------------------------------------------*/
int signal_push(struct proc *p); /* pushes one frame; 0, COPY_FAULT, -EFAULT */

#endif
