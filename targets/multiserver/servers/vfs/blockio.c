/* The queue of operations in front of DISK. */
#include "blockio.h"

#include "cothread.h"
#include "server.h"

#define GRANT_FIRST 2u /* 0 and 1 belong to requests */

struct blockio {
	enum blockio_kind kind;
	uint32_t block;
	void *data;
	int64_t result;
	uint64_t cookie; /* 0: not sent yet */
	struct blockio *next;
	struct cothread_queue waiter;
};

static struct blockio operations[COTHREAD_COUNT]; /* one for each thread */
static struct blockio *first, *last;              /* the first one is at the disk */
static uint64_t last_cookie;

static int send(struct blockio *op)
{
	unsigned slot = GRANT_FIRST + (unsigned)(op - operations);
	struct msg m = { 0 };
	int error;

	error = kc_grant(slot, EP_DISK, op->kind == BLOCKIO_READ ? GRANT_WRITE : GRANT_READ, op->data, DISK_BLOCK);
	if (error < 0)
		return error;
	op->cookie = ++last_cookie;
	m.type = op->kind == BLOCKIO_READ ? CALL_DISK_READ : CALL_DISK_WRITE;
	m.a[0] = op->block;
	m.a[1] = op->cookie;
	m.a[2] = slot;
	return sv_send(EP_DISK, &m);
}

/* The first operation is over: takes it out and wakes its thread. The grant ends here: ending it would close the window of the thread. */
static void complete(int64_t result)
{
	struct blockio *op = first;

	(void)kc_grant(GRANT_FIRST + (unsigned)(op - operations), EP_DISK, 0, op->data, 0);
	op->result = result;
	op->cookie = 0;
	first = op->next;
	if (!first)
		last = NULL;
	cothread_wake_one(&op->waiter);
}

/* Sends the first operation; those that cannot be sent fail at once. */
static void start(void)
{
	while (first) {
		int error = send(first);

		if (error >= 0)
			return;
		complete(error);
	}
}

int blockio_transfer(enum blockio_kind kind, uint32_t block, void *data)
{
	struct blockio *op = &operations[cothread_current()->index];

	sv_thread_yielding();
	op->kind = kind;
	op->block = block;
	op->data = data;
	op->cookie = 0;
	op->next = NULL;
	op->result = 0;
	if (last) {
		last->next = op;
		last = op;
	} else {
		int error;

		first = last = op;
		error = send(op);
		if (error < 0) {
			first = op->next;
			if (!first)
				last = NULL;
			return error;
		}
	}
	int error = cothread_sleep(&op->waiter);
	return error ? error : (int)op->result;
}

void blockio_done(uint64_t cookie, int64_t result)
{
	if (!first || first->cookie != cookie)
		return;
	sv_thread_yielding();
	complete(result);
	start();
}

unsigned blockio_pending(void)
{
	unsigned n = 0;

	for (const struct blockio *op = first; op; op = op->next)
		n++;
	return n;
}
