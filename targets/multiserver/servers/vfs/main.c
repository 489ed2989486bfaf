/*
 * VFS: files, directories, pipes. This file is the request loop (OSIRIS Figure 1) around the worker threads (IV-E).
 *
 * A request gets an idle worker at once, or queues until one is idle. The recovery window is that of the message just
 * received; whatever else is resumed or started in the same turn has one of its own.
 */
#include "blockio.h"
#include "cache.h"
#include "cothread.h"
#include "request.h"

static void worker(void *job)
{
	dispatch(job);
}

void server_init(void)
{
	cache_init();
	cothread_init(worker);
	sv_set_recovery_hook(cothread_repair);
}

static void take(const struct msg *m)
{
	switch (m->type) {
	case CALL_MSG_REPLY:
	case CALL_MSG_NOTIFY:
		break;
	case CALL_DISK_DONE:
		if (m->source == EP_DISK)
			blockio_done(m->a[1], (int64_t)m->a[0]);
		else
			request_accept(m); /* no call of a process: it gets an error */
		break;
	default:
		request_accept(m);
	}
}

/* Runs whatever can run before the next message. */
static void work(endpoint_t received)
{
	for (;;) {
		struct request *r;

		cothread_run_ready();
		r = cothread_idle() ? request_next() : NULL;
		if (!r)
			return;
		if (r->m.source != received) {
			r->state = REQUEST_FREE; /* as it is when it was answered: after a rollback it is */
			sv_window(r->m.source, r->m.type);
			r->state = REQUEST_RUNNING;
		}
		(void)cothread_start(r);
	}
}

void server_main(void)
{
	work(EP_NONE); /* in a replacement there can be a thread that has to hear of it */
	for (;;) {
		struct msg m;

		sv_receive(&m);
		take(&m);
		work(m.source);
	}
}
