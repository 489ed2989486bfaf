/*
 * Deadlines: two timers for each process (its alarm, and the end of its sleep or timed wait), in one list sorted by
 * deadline, equal ones in the order in which they were set. The kernel has one alarm for PM; it follows the head of
 * the list and is set at most once for each request.
 */
#include "pm.h"

#define NS_PER_MS 1000000ull
#define NTIMERS (NPROC * NTIMER)

static struct {
	uint64_t due; /* ns; 0: not set */
	int16_t next;
} timer[NTIMERS];
static int16_t head;
static uint64_t programmed; /* deadline that the kernel knows, 0 none */

void timers_init(void)
{
	head = -1;
	programmed = 0;
	for (unsigned i = 0; i < NTIMERS; i++)
		timer[i].next = -1;
}

static int16_t timer_index(const struct proc *p, enum timer_kind kind)
{
	return (int16_t)(proc_slot(p) * NTIMER + (int)kind);
}

void timer_cancel(const struct proc *p, enum timer_kind kind)
{
	int16_t t = timer_index(p, kind);
	int16_t *link = &head;

	if (timer[t].due == 0)
		return;
	while (*link >= 0 && *link != t)
		link = &timer[*link].next;
	ms_assert(*link == t);
	*link = timer[t].next;
	timer[t].next = -1;
	timer[t].due = 0;
}

void timer_set(const struct proc *p, enum timer_kind kind, uint64_t ms)
{
	int16_t t = timer_index(p, kind);
	int16_t *link = &head;

	timer_cancel(p, kind);
	timer[t].due = kc_time() + ms * NS_PER_MS;
	while (*link >= 0 && timer[*link].due <= timer[t].due)
		link = &timer[*link].next;
	timer[t].next = *link;
	*link = t;
}

uint64_t timer_left(const struct proc *p, enum timer_kind kind)
{
	uint64_t due = timer[timer_index(p, kind)].due;
	uint64_t now;

	if (due == 0)
		return 0;
	now = kc_time();
	if (due <= now)
		return 1; /* set, its signal is on the way */
	return (due - now + NS_PER_MS - 1) / NS_PER_MS;
}

void timers_commit(void)
{
	uint64_t due = head < 0 ? 0 : timer[head].due;
	uint64_t now;

	if (due == programmed)
		return;
	programmed = due;
	if (due == 0) {
		kc_setalarm(0);
		return;
	}
	now = kc_time();
	kc_setalarm(due > now ? due - now : 1);
}

static void fire(int16_t t)
{
	struct proc *p = &procs[t / NTIMER];

	ms_assert(p->use == PROC_LIVE);
	if (t % NTIMER == TIMER_ALARM)
		signal_send(p, SIGALRM);
	else if (p->wait == WAIT_CHILD)
		wake(p, -ETIMEDOUT);
	else if (p->wait == WAIT_SLEEP)
		wake(p, 0);
}

void timers_expire(void)
{
	uint64_t now = kc_time();

	programmed = 0;
	while (head >= 0 && timer[head].due <= now) {
		int16_t t = head;

		head = timer[t].next;
		timer[t].next = -1;
		timer[t].due = 0;
		fire(t);
	}
}

/* An alarm can be late by a few ticks of the clock. */
#define LATE_NS (40 * NS_PER_MS)

unsigned timers_audit(char *text, size_t size)
{
	unsigned listed = 0, set = 0;

	for (unsigned i = 0; i < NTIMERS; i++) {
		if (timer[i].due == 0)
			continue;
		set++;
		if (procs[i / NTIMER].use != PROC_LIVE) {
			sv_format(text, size, "timer %u is set without a process", i);
			return 1;
		}
	}
	for (int16_t t = head; t >= 0 && listed <= NTIMERS; t = timer[t].next) {
		listed++;
		if (timer[t].next >= 0 && timer[timer[t].next].due < timer[t].due) {
			sv_format(text, size, "timer list is out of order");
			return 1;
		}
	}
	if (head >= 0 && timer[head].due + LATE_NS < kc_time()) {
		sv_format(text, size, "timer %d is overdue: its alarm never came", head);
		return 1;
	}
	if (listed == set)
		return 0;
	sv_format(text, size, "%u timers set, %u in the list", set, listed);
	return 1;
}
