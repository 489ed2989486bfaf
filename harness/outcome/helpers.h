/* Functions that only do what their callers ask for: a crash in one of them is told by who called it. */
#ifndef KMEND_OUTCOME_HELPERS_H
#define KMEND_OUTCOME_HELPERS_H

enum helper_kind {
	HELPER_NONE,
	HELPER_REPORTING,       /* prints the report, or leads to it: traps, handlers, panic */
	HELPER_INSTRUMENTATION, /* what compilers and the fault runtime add */
	HELPER_LOCKS,           /* also waiting for other processors */
	HELPER_CONTAINERS,      /* lists, trees, maps */
	HELPER_REFERENCES,      /* reference counts, atomics */
	HELPER_ALLOCATORS,
	HELPER_STRINGS,   /* memory, strings, copies from and to user space, bits */
	HELPER_IDLE,      /* what a processor does when it has nothing to do */
	HELPER_INTERRUPT, /* the way from an interrupt to a detector */
	HELPER_WAITING,   /* the scheduler, and what a task waits in */
};

/* FUNCTION without what compilers append (`.isra.0`). Of several kinds the first one listed counts. */
enum helper_kind helper_kind(const char *function);

#endif
