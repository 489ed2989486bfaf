/*
 * Pipes. A ring of PIPE_BYTES, counts of reading and writing files, and the requests that are parked at either end.
 *
 * A read takes what there is, parks when the pipe is empty and somebody can still write, and is 0 at the end. A write of
 * up to PIPE_BYTES goes in whole or waits; a longer one goes in piece by piece. Without readers it is -EPIPE.
 * Whatever changes a pipe marks it, and pipes_serve() gives the parked requests another try once the request that made the
 * change is answered: its own reply comes first, so that its recovery window covers all it did.
 */
#ifndef VFS_PIPE_H
#define VFS_PIPE_H

#include <stdint.h>

#include "request.h"

#define PIPES 24u

struct pipe {
	uint32_t readers, writers; /* files; both 0: slot is free */
	uint32_t head, used;       /* of the ring */
	uint32_t marked;           /* parked requests should be tried again */
	struct request_list read_queue, write_queue;
	uint8_t ring[PIPE_BYTES];
};

/* A free pipe, not taken yet; NULL when there is none. */
struct pipe *pipe_vacant(void);
/* Takes it, with one reading and one writing file. */
void pipe_open(struct pipe *p);
/* One file less at an end. */
void pipe_close(struct pipe *p, int write_end);
/* The result of a read or write request, or REQUEST_IS_PARKED. */
int64_t pipe_read(struct pipe *p, struct request *r, int nonblock);
int64_t pipe_write(struct pipe *p, struct request *r, int nonblock);
/* A parked request is taken out of its queue. */
void pipe_forget(struct request *r);
/* Tries the parked requests of marked pipes until nothing moves. */
void pipes_serve(void);
/* For the audit: 1 when somebody is parked at the pipe who could go on, and nothing is marked that would serve him. */
int pipe_is_late(const struct pipe *p);
/* Bytes in the pipe, for fstat. */
uint32_t pipe_used(const struct pipe *p);
struct pipe *pipe_at(unsigned i);

#endif
