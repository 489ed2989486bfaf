/* A kernel of one page: its requests are domains (kernel.domains), and any of them can meet a fault. */
#ifndef AKESO_KERNEL_H
#define AKESO_KERNEL_H

#include <stdint.h>

#define OBJECTS 8
#define FAILED (-5)

struct object {
	int is_used;
	int value;
	char name[24];
};

extern struct object objects[OBJECTS];
extern int requests, hits, mode, device, lock_word, order[8], norder, twice;
extern struct object *queue;
extern volatile int registers; /* of a device: no memory */
extern int depth;              /* the kernel keeps it itself */

/* Where a fault strikes; nothing is armed: 0. */
enum {
	CALM,
	IN_REQUEST,
	IN_INNER,
	IN_ALLOCATOR,
	IN_STATISTICS,
	IN_DEVICE,
	UNDER_LOCK,
	AFTER_RELEASE,
	AFTER_YIELD,
	AFTER_POINT,
	IN_TRY,
	IN_WHOLE,
	AFTER_WHOLE
};

int request(int number, int value);      /* basic, root: FAILED after a rollback */
int inner(int *into, int value);         /* basic */
struct object *object_new(int value);    /* reversible, inverse object_free */
void object_free(struct object *object); /* release */
void object_gone(struct object *object); /* frees */
void plain_link(struct object *object);
int statistics(void);        /* transparent */
int device_write(int value); /* unlogged, inverse device_undo */
void device_undo(int value);
void take(int *lock);
int try_take(int *lock);
void give(int *lock);
int copy_names(struct object *to, const struct object *from);
int read_value(int number);    /* basic, root: reads what another request may just have written */
int commit_point(int value);   /* basic, root; calls what is final in the middle */
void point(void);              /* unlogged, final */
void interrupt(void);          /* writes outside of domains */
int send(int value);           /* basic, root: an object for the queue ... */
void interrupt_receives(void); /* ... which is freed outside of domains ... */
int receive(int value);        /* ... or in another, basic, root */
int attempt(int value);        /* basic, root: called again twice after a rollback */
int look(int number);          /* as read_value(); called again when the fault was another thread's */
int deliver(int number);       /* as read_value(), without a pause; redeliver() when it is lost */
void redeliver(int number);
int pass(int number);        /* as read_value(), with its pause in a lock's function ... */
void take_slowly(int *lock); /* ... which runs to its end */
int linger(int rounds);      /* basic, root: stands in a queue, and may meet a fault there */
void stand(int *place, int again);
void leave(int *place);
int shuffle(void); /* basic, root; calls what runs to its end */
void mark(void);
int sleeper(int value); /* basic, root: what it returns is written into its stack ... */
void sleep_now(void);
int waker(int value);   /* ... by this one, basic, root */
int wide(int64_t value, struct object by_value, double extra); /* arguments that travel in memory */

/* Of the test: meets the fault if it is the armed one; lets the other thread run. */
void meet(int place);
void yield(void);

#endif
