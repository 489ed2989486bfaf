/* Records of the requests in progress: accept, queue, finish, cancel. */
#include "request.h"

#include "pipe.h"

static struct request requests[NSLOT];
static struct request_list waiting; /* for a worker thread */

void request_list_push(struct request_list *list, struct request *r)
{
	r->next = NULL;
	if (list->last)
		list->last->next = r;
	else
		list->first = r;
	list->last = r;
}

void request_list_remove(struct request_list *list, struct request *r)
{
	struct request *before = NULL;

	for (struct request *p = list->first; p; before = p, p = p->next) {
		if (p != r)
			continue;
		if (before)
			before->next = r->next;
		else
			list->first = r->next;
		if (list->last == r)
			list->last = before;
		r->next = NULL;
		return;
	}
}

struct request *request_at(unsigned slot)
{
	return slot < NSLOT ? &requests[slot] : NULL;
}

/* Takes a queued or parked request out of everything; the caller answers it or drops it. */
static void withdraw(struct request *r)
{
	if (r->state == REQUEST_QUEUED)
		request_list_remove(&waiting, r);
	else if (r->state == REQUEST_PARKED)
		pipe_forget(r);
	r->state = REQUEST_FREE;
}

void request_accept(const struct msg *m)
{
	struct request *r = &requests[m->source & 0xff];

	if ((m->source & 0xff) >= NSLOT)
		return;
	if (r->state == REQUEST_RUNNING) {
		/* Its process was recovered or replaced while a worker waits for the disk on its behalf. */
		(void)sv_reply(m->source, -EAGAIN);
		return;
	}
	if (r->state != REQUEST_FREE)
		withdraw(r); /* its process is gone and the slot has a new one */
	r->state = REQUEST_QUEUED;
	r->bytes = 0;
	r->pipe = NULL;
	r->proc = NULL;
	r->result1 = 0;
	r->m = *m;
	request_list_push(&waiting, r);
}

struct request *request_next(void)
{
	struct request *r = waiting.first;

	if (r) {
		request_list_remove(&waiting, r);
		r->state = REQUEST_RUNNING;
	}
	return r;
}

void request_finish(struct request *r, int64_t result)
{
	struct msg reply;
	endpoint_t to = r->m.source;

	reply = r->m;
	reply.a[0] = (uint64_t)result;
	reply.a[1] = r->result1;
	r->state = REQUEST_FREE;
	r->proc = NULL;
	/* A requester that died meanwhile is no error of ours. */
	(void)sv_reply_msg(to, &reply);
}

/* The request of ep that holds no thread, NULL when there is none. */
static struct request *waiting_request(endpoint_t ep)
{
	struct request *r = request_at(ep & 0xff);

	if (!r || r->m.source != ep || (r->state != REQUEST_QUEUED && r->state != REQUEST_PARKED))
		return NULL;
	return r;
}

int request_cancel(endpoint_t ep)
{
	struct request *r = waiting_request(ep);

	if (!r)
		return 0;
	withdraw(r);
	request_finish(r, r->bytes ? (int64_t)r->bytes : -EINTR);
	return 1;
}

void request_drop(endpoint_t ep)
{
	struct request *r = waiting_request(ep);

	if (r)
		withdraw(r);
}

unsigned request_count(enum request_state state)
{
	unsigned n = 0;

	for (unsigned i = 0; i < NSLOT; i++)
		n += requests[i].state == state;
	return n;
}

int request_read(const struct request *r, unsigned slot, uint32_t offset, void *to, uint32_t bytes)
{
	return sv_copy_from(r->m.source, slot, offset, to, bytes);
}

int request_write(const struct request *r, unsigned slot, uint32_t offset, const void *from, uint32_t bytes)
{
	return sv_copy_to(r->m.source, slot, offset, from, bytes);
}

int request_path(const struct request *r, unsigned slot, char path[PATH_MAX_BYTES])
{
	int n;

	if (r->m.g[slot].len == 0)
		return -ENOENT;
	n = sv_copy_string(&r->m, slot, path, PATH_MAX_BYTES);
	if (n < 0)
		return n == -EINVAL ? -ENOENT : n; /* an empty path */
	return 0;
}

uint32_t request_bytes(const struct request *r, unsigned slot, uint32_t access)
{
	return r->m.g[slot].access & access ? r->m.g[slot].len : 0;
}
