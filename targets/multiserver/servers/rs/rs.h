/*
 * RS, the recovery server: starts the services, keeps a spare clone of each, asks each for a sign of life, and drives
 * recovery when one crashes or hangs (OSIRIS IV-C). When RS itself crashes the kernel does the same steps for it with
 * RS's own spare; so RS's tables must be right at every top of the loop.
 *
 * Slots: a service owns two process slots, its endpoint number and 8 + that. One holds the live instance, the other
 * the spare. A crash turns the live one into `dead` and the spare into the live one; once the replacement reports
 * that it needs the dead instance no more, a new spare is made in that slot.
 *
 * After boot RS never waits for another process: what it sends are notifications and kernel calls.
 */
#ifndef MS_RS_H
#define MS_RS_H

#include "server.h"

#define RS_PERIOD_MS 100 /* between two heartbeats of a service */
#define RS_PERIOD_MIN_MS 20
#define RS_PERIOD_MAX_MS 10000
#define RS_MISSED_MAX 3 /* heartbeats in a row without an answer: suspected to hang */
#define RS_CHAIN_MAX 8  /* how far a chain of waiting services is followed */
#define NS_PER_MS 1000000ull

/* One service of the least-authority table (table.c). */
struct rs_program {
	const char *name;
	endpoint_t endpoint;
	uint32_t traps;     /* 1 << TRAP_... */
	uint32_t kcall_row; /* row of the kernel's table of capabilities */
	int cloned;         /* has a spare and can be recovered */
	int heartbeat;
};

/* What RS knows of it. */
struct rs_service {
	int up;
	uint32_t slot, spare, dead; /* process slots; 0: none */
	int recovering;             /* replaced, and has not reported back */
	uint32_t restarts;
	uint64_t period_ns;  /* 0: not asked */
	uint64_t due_ns;     /* next heartbeat */
	uint64_t asked_ns;   /* when the unanswered heartbeat was sent; 0: none is */
	uint32_t missed;     /* heartbeats in a row without an answer */
	uint64_t slowest_ns; /* longest answer so far */
	uint32_t suspected;  /* times it missed too many without being the culprit */
	char cause[16];      /* of the last crash */
};

#define RS_SAMPLES 8

struct rs_sample {
	uint64_t at_ns, cpu_ms, checkpoints, overflows;
};

/* The last samples of one service, oldest first from `first` on. */
struct rs_health {
	struct rs_sample samples[RS_SAMPLES];
	unsigned first, count;
	uint32_t busy;      /* heartbeats in a row with processor time used and no message taken */
	uint32_t overflows; /* of its undo log, all instances */
	uint64_t log_high;  /* most undo log any instance used, in bytes */
};

/* Requests taken, by kind; the last is for unknown kinds. */
enum { RS_KINDS = 7 };
struct rs_account {
	uint32_t taken[RS_KINDS], failed[RS_KINDS], total;
	uint64_t last_ns;
};

/* table.c */
extern const struct rs_program rs_programs[NSERVICE]; /* by endpoint; [0] is unused */
extern const uint8_t rs_boot_order[];                 /* endpoints, ended by 0 */
int rs_valid(uint64_t endpoint);                      /* 1 if that is a service */
int rs_by_name(const char *name);                     /* endpoint, or -ENOENT */

/* main.c */
extern struct rs_service rs_services[NSERVICE]; /* by endpoint */
extern uint32_t rs_policy;                      /* enum kmend_policy */

/* boot.c */
void rs_boot(void);
extern uint64_t rs_pool_frames; /* frames of the kernel's pool, free ones and user page tables, after boot; 0 unknown */

/* heartbeat.c */
void rs_heartbeat_init(void);
void rs_alarm(void);
void rs_pong(endpoint_t from);

/* health.c */
extern struct rs_health rs_health[NSERVICE];
void rs_health_reset(endpoint_t ep);
const struct rs_sample *rs_health_nth(const struct rs_health *h, unsigned n); /* 0: the oldest */
void rs_health_look(endpoint_t ep, uint64_t now);
uint32_t rs_health_load(endpoint_t ep); /* processor time in thousandths, over the samples there are */

/* recover.c */
void rs_crashes(void);
void rs_recovered(endpoint_t from);
int rs_refresh(endpoint_t ep); /* makes the spare anew */

/* request.c */
extern struct rs_account rs_account;
void rs_request(const struct msg *m);

/* audit.c */
unsigned rs_audit(char *text, size_t size);

#endif
