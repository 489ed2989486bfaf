/*
 * The kernel looks at its own books: what page tables hold against what frames.c counts, who waits in whose queue, who means
 * which endpoint. It is asked after the suite, and does it by itself before a controlled shutdown, when no server can be asked any
 * more: the crashed one stands in the middle of a request. So everything here holds at every entry into the kernel but for `settled`
 * findings, which hold when no service has anything to do.
 *
 * It walks page tables by itself and calls nothing of paging.c, whose work it checks.
 */
#include "kernel.h"
#include "proc.h"

enum { ENTRIES = 512, TABLE_LEVELS = 4 };

struct findings {
	unsigned problems;
	char *text; /* the first one */
	size_t size;
};

static uint16_t *seen;    /* entries that hold each of VM's frames, counted here */
static uint8_t *writable; /* 1: one of them allows writing */

void audit_init(void)
{
	seen = mem_at(pool_alloc_contiguous(frames_count() * sizeof *seen));
	writable = mem_at(pool_alloc_contiguous(frames_count()));
}

static void found(struct findings *f, const char *what, uint64_t which)
{
	struct text t;
	if (f->problems++ != 0)
		return;
	text_init(&t, f->text, f->size);
	text_put(&t, what);
	text_char(&t, ' ');
	text_hex(&t, which);
}

/* Counts the tables below an entry, and the frames of VM in them. */
static unsigned walk(struct findings *f, uint64_t table_pa, unsigned level, unsigned entries)
{
	const uint64_t *table = mem_at(table_pa);
	unsigned tables = 1;
	for (unsigned i = 0; i < entries; i++) {
		uint64_t entry = table[i], frame = (entry & PTE_ADDRESS) / PAGE_SIZE;
		if ((entry & PTE_PRESENT) == 0)
			continue;
		if (level > 0) {
			tables += walk(f, entry & PTE_ADDRESS, level - 1, ENTRIES);
		} else if (!frames_owned(frame)) {
			found(f, "user page in a frame that is not VM's", frame);
		} else {
			seen[frame - frames_first()]++;
			writable[frame - frames_first()] |= (entry & PTE_WRITE) != 0;
		}
	}
	return tables;
}

static void audit_memory(struct findings *f, bool settled)
{
	memset(seen, 0, frames_count() * sizeof *seen);
	memset(writable, 0, frames_count());
	for (unsigned i = USER_SLOT_FIRST; i < NSLOT; i++) {
		const struct space *s = &proc_table[i].space;
		/* the upper half of the top table is the kernel's */
		if (s->root != 0 && walk(f, s->root, TABLE_LEVELS - 1, ENTRIES / 2) != s->tables)
			found(f, "miscounted page tables of slot", i);
	}
	for (uint64_t n = 0; n < frames_count(); n++) {
		if (seen[n] != frames_maps(frames_first() + n))
			found(f, "miscounted frame", n);
		if (settled && seen[n] > 1 && writable[n] != 0)
			found(f, "shared frame can be written", n);
	}
}

/* Every queue holds those who send to its owner, and nobody else thinks that he is in one. */
static void audit_queues(struct findings *f)
{
	unsigned queued = 0;
	for (unsigned i = 1; i < NSLOT; i++) {
		const struct proc *p = &proc_table[i];
		unsigned length = 0;
		for (const struct proc *q = p->senders; q != NULL && length <= NSLOT; q = q->sender_next) {
			if (!q->queued || q->peer != p->endpoint || (q->state != KC_SENDING && q->state != KC_FAULTING))
				found(f, "stranger in the queue of", p->endpoint);
			length++;
		}
		if (length > NSLOT)
			found(f, "circle in the queue of", p->endpoint);
		queued += length;
	}
	for (unsigned i = 1; i < NSLOT; i++)
		queued -= proc_table[i].queued;
	if (queued != 0)
		found(f, "queues and senders differ by", queued);
}

static void audit_endpoints(struct findings *f)
{
	for (endpoint_t ep = 1; ep < NSERVICE; ep++) {
		const struct proc *p = proc_find(ep);
		if (p == NULL || p->endpoint != ep || p->program != ep)
			found(f, "nobody is service", ep);
	}
	for (unsigned i = USER_SLOT_FIRST; i < NSLOT; i++)
		if ((proc_table[i].state == KC_FREE) != (proc_table[i].endpoint == EP_NONE))
			found(f, "half a process in slot", i);
}

/* A service answers a request before it receives the next: RS, VM and DS at least, which put nobody off. */
static bool answers_at_once(endpoint_t ep)
{
	return ep == EP_RS || ep == EP_VM || ep == EP_DS;
}

static void audit_waits(struct findings *f, bool settled)
{
	for (unsigned i = 1; i < NSLOT; i++) {
		const struct proc *p = &proc_table[i];
		bool waits = p->state == KC_WAITING_REPLY || p->state == KC_SENDING || p->state == KC_FAULTING;
		if (p->endpoint == EP_NONE || !waits)
			continue;
		const struct proc *peer = proc_find(p->peer);
		if (peer == NULL)
			found(f, "waits for nobody:", p->endpoint);
		else if (settled && !p->queued && answers_at_once(p->peer) && peer->state == KC_RECEIVING)
			found(f, "never answered:", p->endpoint);
	}
}

unsigned audit_kernel(char *text, size_t size, bool settled)
{
	struct findings f = { .text = text, .size = size };
	text[0] = '\0';
	audit_memory(&f, settled);
	audit_queues(&f);
	audit_endpoints(&f);
	audit_waits(&f, settled);
	return f.problems;
}

void audit_last(void)
{
	char text[64];
	unsigned problems = audit_kernel(text, sizeof text, false);
	kmend_say_begin("audit");
	kmend_say_text("name", "kernel");
	kmend_say_text("status", problems != 0 ? "inconsistent" : "ok");
	if (problems != 0) {
		char detail[96];
		struct text t;
		text_init(&t, detail, sizeof detail);
		text_put(&t, "kernel:");
		text_decimal(&t, problems);
		text_char(&t, ':');
		text_put(&t, text);
		kmend_say_text("detail", detail);
	} else {
		kmend_say_text("detail", "-");
	}
	kmend_say_text("when", "shutdown");
	kmend_say_end();
}
