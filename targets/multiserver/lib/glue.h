/* Shared by the files of the service glue; services include server.h only. */
#ifndef MS_LIB_GLUE_H
#define MS_LIB_GLUE_H

#include "server.h"

#include <osiris.h>

extern const struct kmend_header kmend_header;

/* The glue's own memory, inside the protected region: not rolled back, transferred with it. */
struct glue {
	void (*recovery_hook)(const void *low);
	uint32_t self; /* own endpoint */
	uint32_t policy;
};
_Static_assert(sizeof(struct glue) <= 64, "fits osiris_client()");

struct glue *sv_glue(void);

_Noreturn void sv_start_fresh(void);
_Noreturn void sv_start_recover(void);

/* SEEP class and answer class of a message kind or kernel call; unknown ones are the strictest: MODIFIES, NONE. */
enum seep_effect sv_effect(uint32_t kind);
enum seep_answer sv_answer(uint32_t kind);

/* The trap instruction. */
static inline int64_t sv_trap(uint64_t number, uint64_t a, void *b)
{
	int64_t result;

	__asm__ volatile("syscall" : "=a"(result) : "a"(number), "D"(a), "S"(b) : "rcx", "r11", "memory");
	return result;
}

#endif
