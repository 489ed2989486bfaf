/* Shared by the files of the service glue; services include server.h only. */
#ifndef MS_LIB_GLUE_H
#define MS_LIB_GLUE_H

#include "server.h"

#include <osiris.h>

extern const struct kmend_header kmend_header;

/* The glue's own memory, inside the protected region: not rolled back, transferred with it. */
struct glue {
	void (*recovery_hook)(const void *low, int resumed);
	uint32_t self; /* own endpoint */
	uint32_t policy;
	int (*end_hook)(endpoint_t process);
	endpoint_t source; /* of the message in progress, and the bits if it is a notification */
	uint32_t bits;
	uint32_t repeats;   /* of the notification in progress */
	uint32_t recovered; /* this instance has not received since its recovery */
};
_Static_assert(sizeof(struct glue) <= 64, "fits osiris_client()");

struct glue *sv_glue(void);

_Noreturn void sv_start_fresh(void);
_Noreturn void sv_start_recover(void);

/* SEEP class and answer class of a message kind or kernel call; unknown ones are the strictest: MODIFIES, NONE. */
enum seep_effect sv_effect(uint32_t kind);
enum seep_answer sv_answer(uint32_t kind);

/* --- extended.c: what ms/extended.h says under that policy, and ms/calls.h under every other -------------------- */

/* The SEEP check before a message or kernel call that modifies; `a` are its arguments. */
void sv_outbound_modifies(uint32_t kind, const uint64_t *a);
/* enum osiris_remedy, or-ed, of a message that was received. */
unsigned sv_remedies(const struct msg *m);
/* After the checkpoint: tells the runtime which processes the message is about. */
void sv_subjects(const struct msg *m);
/* In a replacement, after the rollback. */
void sv_end_victims(void);
void sv_alarm_again(void);
/* May the notification in progress be delivered once more? Counts. */
int sv_may_repeat(void);
/* From a replacement: a0 endpoint. */
int kc_kill(endpoint_t process);

/* The trap instruction. */
static inline int64_t sv_trap(uint64_t number, uint64_t a, void *b)
{
	int64_t result;

	__asm__ volatile("syscall" : "=a"(result) : "a"(number), "D"(a), "S"(b) : "rcx", "r11", "memory");
	return result;
}

#endif
