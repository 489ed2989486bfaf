/* Pipes with parked readers and writers. The protocol is in pipe.h. */
#include "pipe.h"

static struct pipe pipes[PIPES];
static uint32_t any_marked;

struct pipe *pipe_at(unsigned i)
{
	return i < PIPES ? &pipes[i] : NULL;
}

struct pipe *pipe_vacant(void)
{
	for (unsigned i = 0; i < PIPES; i++)
		if (!pipes[i].readers && !pipes[i].writers)
			return &pipes[i];
	return NULL;
}

void pipe_open(struct pipe *p)
{
	p->readers = 1;
	p->writers = 1;
	p->head = 0;
	p->used = 0;
	p->marked = 0;
}

uint32_t pipe_used(const struct pipe *p)
{
	return p->used;
}

static void mark(struct pipe *p)
{
	p->marked = 1;
	any_marked = 1;
}

void pipe_close(struct pipe *p, int write_end)
{
	uint32_t *count = write_end ? &p->writers : &p->readers;

	ms_assert(*count > 0);
	(*count)--;
	mark(p);
}

static void park(struct pipe *p, struct request_list *queue, struct request *r)
{
	r->state = REQUEST_PARKED;
	r->pipe = p;
	request_list_push(queue, r);
}

/* Moves up to `bytes` from the ring to the requester's buffer. */
static int64_t take(struct pipe *p, struct request *r, uint32_t bytes)
{
	uint32_t first;
	int error;

	if (bytes > p->used)
		bytes = p->used;
	first = PIPE_BYTES - p->head;
	if (first > bytes)
		first = bytes;
	error = request_write(r, 0, 0, p->ring + p->head, first);
	if (error == 0 && bytes > first)
		error = request_write(r, 0, first, p->ring, bytes - first);
	if (error)
		return error;
	p->head = (p->head + bytes) % PIPE_BYTES;
	p->used -= bytes;
	mark(p);
	return bytes;
}

/* Moves `bytes`, which fit, from the requester's buffer into the ring. */
static int put(struct pipe *p, struct request *r, uint32_t bytes)
{
	uint32_t tail = (p->head + p->used) % PIPE_BYTES;
	uint32_t first = PIPE_BYTES - tail;
	int error;

	if (first > bytes)
		first = bytes;
	error = request_read(r, 0, r->bytes, p->ring + tail, first);
	if (error == 0 && bytes > first)
		error = request_read(r, 0, r->bytes + first, p->ring, bytes - first);
	if (error)
		return error;
	p->used += bytes;
	r->bytes += bytes;
	mark(p);
	return 0;
}

/* One try: the result, or REQUEST_IS_PARKED when it has to wait. */
static int64_t try_read(struct pipe *p, struct request *r)
{
	uint32_t bytes = request_bytes(r, 0, GRANT_WRITE);

	if (bytes == 0)
		return 0;
	if (p->used)
		return take(p, r, bytes);
	return p->writers ? REQUEST_IS_PARKED : 0;
}

static int64_t try_write(struct pipe *p, struct request *r)
{
	uint32_t bytes = request_bytes(r, 0, GRANT_READ), room = PIPE_BYTES - p->used, left = bytes - r->bytes;
	int error;

	if (!p->readers)
		return r->bytes ? (int64_t)r->bytes : -EPIPE;
	if (bytes <= PIPE_BYTES ? room < bytes : room == 0)
		return REQUEST_IS_PARKED;
	if (left > room)
		left = room;
	if (left) {
		error = put(p, r, left);
		if (error)
			return r->bytes ? (int64_t)r->bytes : error;
	}
	return r->bytes == bytes ? (int64_t)bytes : REQUEST_IS_PARKED;
}

int64_t pipe_read(struct pipe *p, struct request *r, int nonblock)
{
	int64_t result = p->read_queue.first ? REQUEST_IS_PARKED : try_read(p, r);

	if (result != REQUEST_IS_PARKED)
		return result;
	if (nonblock)
		return -EAGAIN;
	park(p, &p->read_queue, r);
	return REQUEST_IS_PARKED;
}

int64_t pipe_write(struct pipe *p, struct request *r, int nonblock)
{
	int64_t result;

	if (!p->readers)
		return -EPIPE;
	result = p->write_queue.first ? REQUEST_IS_PARKED : try_write(p, r);
	if (result != REQUEST_IS_PARKED)
		return result;
	if (nonblock)
		return r->bytes ? (int64_t)r->bytes : -EAGAIN;
	park(p, &p->write_queue, r);
	return REQUEST_IS_PARKED;
}

void pipe_forget(struct request *r)
{
	struct pipe *p = r->pipe;

	ms_assert(p != NULL);
	request_list_remove(&p->read_queue, r);
	request_list_remove(&p->write_queue, r);
	r->pipe = NULL;
	mark(p);
}

/* The first parked request of one end, if it can go on now: answers it. 1 when it did. */
static int serve_one(struct pipe *p, struct request_list *queue, int64_t (*try)(struct pipe *, struct request *))
{
	struct request *r = queue->first;
	int64_t result;

	if (!r)
		return 0;
	result = try(p, r);
	if (result == REQUEST_IS_PARKED)
		return 0;
	request_list_remove(queue, r);
	r->pipe = NULL;
	request_finish(r, result);
	return 1;
}

void pipes_serve(void)
{
	while (any_marked) {
		any_marked = 0;
		for (unsigned i = 0; i < PIPES; i++) {
			struct pipe *p = &pipes[i];

			if (!p->marked)
				continue;
			p->marked = 0;
			while (serve_one(p, &p->read_queue, try_read))
				;
			while (serve_one(p, &p->write_queue, try_write))
				;
		}
	}
}
/* Would try_write() let it wait? The same condition, without doing anything. */
static int write_can_go_on(const struct pipe *p, const struct request *r)
{
	uint32_t bytes = request_bytes(r, 0, GRANT_READ), room = PIPE_BYTES - p->used;

	return !p->readers || (bytes <= PIPE_BYTES ? room >= bytes : room > 0);
}

int pipe_is_late(const struct pipe *p)
{
	if (p->marked)
		return 0;
	if (p->read_queue.first && (p->used > 0 || !p->writers))
		return 1;
	return p->write_queue.first && write_can_go_on(p, p->write_queue.first);
}
