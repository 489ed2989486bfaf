/*
 * Requests of VFS: one record for each process slot, since a process has at most one request in progress.
 *
 *   FREE -> QUEUED (no worker thread is idle) -> RUNNING (a worker works on it) -> FREE with the reply
 *                                                RUNNING -> PARKED (waits at a pipe, holds no thread) -> FREE
 *
 * Parking is what lets any number of readers and writers of pipes block without using up the worker threads.
 */
#ifndef VFS_REQUEST_H
#define VFS_REQUEST_H

#include "server.h"

struct pipe;
struct proc;

enum request_state { REQUEST_FREE, REQUEST_QUEUED, REQUEST_RUNNING, REQUEST_PARKED };

struct request {
	uint32_t state;       /* enum request_state */
	uint32_t bytes;       /* of a parked write: what is done already */
	struct request *next; /* in the queue of requests or in a queue of a pipe */
	struct pipe *pipe;    /* where it is parked */
	struct proc *proc;    /* of the requester; set by dispatch, NULL for services */
	uint64_t result1;     /* a1 of the reply */
	struct msg m;
};

struct request_list {
	struct request *first, *last;
};

/* A handler returns the result of its request, or this when the request stays parked. */
#define REQUEST_IS_PARKED INT64_MIN

void request_list_push(struct request_list *list, struct request *r);
/* Takes r out, wherever it is; does nothing when it is not in the list. */
void request_list_remove(struct request_list *list, struct request *r);

/* A message has come in: records it and queues it. */
void request_accept(const struct msg *m);
/* The request that should run next, out of the queue; NULL when none waits. */
struct request *request_next(void);
/* Frees the record, then answers: the reply is the last thing that happens. */
void request_finish(struct request *r, int64_t result);
/* Ends a queued or parked request of `ep` with -EINTR; 1 when there was one. */
int request_cancel(endpoint_t ep);
/* The same for a process that dies: nobody is answered. */
void request_drop(endpoint_t ep);
/* Requests that are in any state but FREE, for audits. */
unsigned request_count(enum request_state state);
struct request *request_at(unsigned slot);

/* Copies between the requester's grant and VFS. Negative errno. */
int request_read(const struct request *r, unsigned slot, uint32_t offset, void *to, uint32_t bytes);
int request_write(const struct request *r, unsigned slot, uint32_t offset, const void *from, uint32_t bytes);
/* Path in grant `slot`: at most PATH_MAX_BYTES with its NUL. 0 or negative errno; an empty path is -ENOENT. */
int request_path(const struct request *r, unsigned slot, char path[PATH_MAX_BYTES]);
/* Length of the buffer in grant `slot` if it has the access, else 0. */
uint32_t request_bytes(const struct request *r, unsigned slot, uint32_t access);

/* Works on one request in a worker thread (dispatch.c). */
void dispatch(struct request *r);

#endif
