/*
 * What recovery domains mean, told from the paper (sections 3.5 and 4.1 to 4.4) in the plainest way: every write that was
 * ever made is remembered, a location holds the last one that was not rolled back, and the graph of dependences is kept
 * whole. No log, no versions, no pruning. Slow, and nothing is limited.
 */
#ifndef KMEND_TEST_AKESO_MODEL_H
#define KMEND_TEST_AKESO_MODEL_H

#include "script.h"

#define MODEL_DOMAINS 128
#define MODEL_WRITES 1024
#define MODEL_CALLS 64

enum model_state { MODEL_ACTIVE, MODEL_COMPLETED, MODEL_COMMITTED, MODEL_ROLLED_BACK, MODEL_MERGED };

struct model_domain {
	int kind, root, thread;
	enum model_state state;
	int below;       /* on the stack, -1: none */
	int merged_into; /* MODEL_MERGED */
	int holder;      /* of its inverse, -1 */
	int is_repaired; /* its rollback calls something: nobody has to be told */
	uint8_t depends[MODEL_DOMAINS];
};

/* A change of one byte, or an addition to the counter that begins there. */
struct model_write {
	unsigned byte;
	uint8_t value, bits; /* of it that are changed */
	uint32_t difference; /* not 0: an addition */
	int domain;          /* -1: final */
	int undone;
};

struct model_call {
	int domain, number, is_inverse;
	int of; /* the reversible domain that it is the inverse of, -1: of an unlogged one, or what a basic root has for its own rollback */
	int object; /* that it frees, 0 */
};

struct model_object_step {
	int domain, object, is_release, undone; /* domain -1: final */
};

struct model_lock_step {
	int domain, lock, is_release, undone;
};

struct model {
	struct model_domain domains[MODEL_DOMAINS];
	int ndomains, top[SCRIPT_THREADS];
	struct model_write writes[MODEL_WRITES];
	unsigned nwrites;
	struct model_call calls[MODEL_CALLS];
	unsigned ncalls;
	struct model_lock_step locks[MODEL_WRITES];
	unsigned nlocks;
	struct model_object_step objects[MODEL_WRITES];
	unsigned nobjects;
	uint8_t initial[SCRIPT_BYTES];
	/* What the last step has caused: */
	int made[MODEL_CALLS]; /* calls */
	unsigned nmade;
	int landing[SCRIPT_THREADS]; /* domain whose landing the thread goes to, -1 */
	int lost[SCRIPT_THREADS];
};

void model_init(struct model *model, const uint8_t *initial);
/* The domain's number. */
int model_begin(struct model *model, int thread, int kind, int root);
/* OBJECT, if not 0, is what the call undoes: the ending operation has acquired it. */
void model_end(struct model *model, int thread, int call, int object);
void model_read(struct model *model, int thread, unsigned at, unsigned size);
/* BITS of the bytes get those of VALUE repeated. */
void model_write(struct model *model, int thread, unsigned at, unsigned size, uint8_t value, uint64_t bits);
void model_add(struct model *model, int thread, unsigned at, uint32_t difference);
void model_lock(struct model *model, int thread, int lock, int is_release);
/* 1: kept for the commit; 0: made now. OBJECT, if not 0, is what it frees. */
int model_defer(struct model *model, int thread, int call, int object);
/* 0: rolled back; -1: it cannot be. */
int model_fault(struct model *model, int thread);

/* What memory has to be, SCRIPT_BYTES bytes. */
void model_memory(const struct model *model, uint8_t *memory);
/* 1: held, as the writes to it that stand say. */
int model_lock_held(const struct model *model, int lock);
int model_uncommitted(const struct model *model, int thread);
/* 1: acquired and not released, as the steps that stand say; a release of it waits for a commit. */
int model_object_exists(const struct model *model, int object);
int model_object_waits(const struct model *model, int object);

/* For model_fault.c. */
int model_resolve(const struct model *model, int domain);
int model_is_pending(const struct model *model, int domain);
int model_is_logged(const struct model *model, int domain);
int model_depends(const struct model *model, int from, int to);
void model_make(struct model *model, struct model_call *call);
void model_free(struct model *model, int object);

#endif
