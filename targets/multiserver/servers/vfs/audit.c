/* VFS_AUDIT, and its second half: the tables in memory against each other. */
#include "audit.h"

#include "blockio.h"
#include "cache.h"
#include "cothread.h"
#include "handlers.h"
#include "pipe.h"
#include "super.h"

static unsigned problems;
static char first_problem[96];

void audit_problem(const char *format, ...)
{
	va_list args;

	if (problems++)
		return;
	va_start(args, format);
	sv_vformat(first_problem, sizeof first_problem, format, args);
	va_end(args);
}

/* How many descriptors mean f. */
static uint32_t count_descriptors(const struct file *f)
{
	const struct proc *p;
	uint32_t n = 0;

	for (unsigned i = 0; (p = proc_at(i)) != NULL; i++)
		for (uint32_t fd = 0; p->live && fd < OPEN_MAX; fd++)
			n += p->fd[fd] == f;
	return n;
}

static uint32_t count_users(const struct inode *ip)
{
	const struct proc *p;
	const struct file *f;
	uint32_t n = 0;

	for (unsigned i = 0; (p = proc_at(i)) != NULL; i++)
		n += p->live && p->cwd == ip;
	for (unsigned i = 0; (f = file_at(i)) != NULL; i++)
		n += f->kind == FILE_INODE && f->inode == ip;
	return n;
}

static uint32_t count_ends(const struct pipe *p, enum file_kind kind)
{
	const struct file *f;
	uint32_t n = 0;

	for (unsigned i = 0; (f = file_at(i)) != NULL; i++)
		n += f->kind == kind && f->pipe == p;
	return n;
}

/* Who waits for VFS has a request here: else it was lost, or its answer was. */
static void audit_answer(endpoint_t ep)
{
	endpoint_t peer = EP_NONE;
	int state = kc_proc_state(ep, &peer, NULL);
	const struct request *r = request_at(ep & 0xff);

	if (state != KC_WAITING_REPLY || peer != EP_VFS)
		return;
	if (!r || r->state == REQUEST_FREE || r->m.source != ep)
		audit_problem("process %x was never answered", ep);
}

static void audit_procs(void)
{
	const struct proc *p;
	uint32_t prot;

	for (unsigned i = 0; (p = proc_at(i)) != NULL; i++) {
		if (!p->live)
			continue;
		if (!p->cwd)
			audit_problem("process %x has no directory", p->endpoint);
		if (kc_vm_lookup(p->endpoint, PROGRAM_BASE, &prot) == -ESRCH)
			audit_problem("process %x is gone, its descriptors are not", p->endpoint);
		audit_answer(p->endpoint);
	}
}

static void audit_files(void)
{
	const struct file *f;

	for (unsigned i = 0; (f = file_at(i)) != NULL; i++) {
		if (f->kind == FILE_NONE)
			continue;
		if (f->refs == 0 || f->refs != count_descriptors(f))
			audit_problem("open file %u: %u references, %u descriptors", i, f->refs, count_descriptors(f));
	}
}

static void audit_inodes(void)
{
	const struct inode *ip;

	for (unsigned i = 0; (ip = inode_at(i)) != NULL; i++)
		if (ip->refs != count_users(ip))
			audit_problem("inode %u: %u references, %u users", ip->ino, ip->refs, count_users(ip));
}

static void audit_pipes(void)
{
	const struct pipe *p;

	for (unsigned i = 0; (p = pipe_at(i)) != NULL; i++) {
		if (p->readers != count_ends(p, FILE_PIPE_READ) || p->writers != count_ends(p, FILE_PIPE_WRITE))
			audit_problem(
				"pipe %u: %u readers and %u writers, not so many files", i, p->readers, p->writers);
		if (pipe_is_late(p))
			audit_problem("pipe %u: who waits could go on", i);
		if (p->used > PIPE_BYTES || p->head >= PIPE_BYTES)
			audit_problem("pipe %u: impossible ring", i);
		for (const struct request *r = p->read_queue.first; r; r = r->next)
			if (r->state != REQUEST_PARKED || r->pipe != p || !proc_find(r->m.source))
				audit_problem("pipe %u: a stray reader", i);
		for (const struct request *r = p->write_queue.first; r; r = r->next)
			if (r->state != REQUEST_PARKED || r->pipe != p || !proc_find(r->m.source))
				audit_problem("pipe %u: a stray writer", i);
	}
}

void audit_tables(void)
{
	audit_procs();
	audit_files();
	audit_inodes();
	audit_pipes();
	/* Under the exclusive lock nobody else is in the middle of file system work. */
	if (cache_pins())
		audit_problem("%u pins on buffers that nobody uses", cache_pins());
	if (blockio_pending())
		audit_problem("%u disk operations that nobody waits for", blockio_pending());
	if (request_count(REQUEST_RUNNING) != 1 + cothread_busy())
		audit_problem("%u running requests on %u threads", request_count(REQUEST_RUNNING), 1 + cothread_busy());
}

int64_t handle_audit(struct request *r)
{
	uint32_t bytes = request_bytes(r, 0, GRANT_WRITE);
	int error;

	problems = 0;
	first_problem[0] = 0;
	error = inodes_flush();
	if (error == 0)
		error = audit_disk();
	if (error)
		audit_problem("cannot read the disk: %d", error);
	audit_tables();
	if (bytes > strlen(first_problem))
		bytes = (uint32_t)strlen(first_problem) + 1;
	error = bytes ? request_write(r, 0, 0, first_problem, bytes) : 0;
	return error ? error : (int64_t)problems;
}
