/* Least authority: what each service may do, one row each (privilege.c), read it as a table. */
#ifndef MS_PRIVILEGE_H
#define MS_PRIVILEGE_H

#include <stdbool.h>
#include <stdint.h>

enum { NSIG_FRAMES = 31 }; /* signals that can wait to be delivered to one process */

enum { PRIVILEGE_INIT = 7, PRIVILEGE_USER = 8, NPRIVILEGE = 9 }; /* rows past the services */

struct privilege {
	const char *name;
	unsigned priority;                     /* 0 is the highest; round robin inside one */
	uint32_t traps;                        /* 1 << TRAP_... */
	uint32_t sendrec, send, notify, reply; /* destinations: 1 << endpoint of a service, or TO_USERS */
	uint64_t kcalls;                       /* 1 << (number - CALL_KC_BOOTINFO) */
};

#define TO_USERS (1u << 31)

extern const struct privilege privilege_table[NPRIVILEGE];

/* Bit of a destination in the masks above. */
uint32_t privilege_bit(uint32_t endpoint);

#endif
