/* RS looks at its tables: slots, spares, life of each service, frames of the kernel's pool. */
#include "rs.h"

struct report {
	char *text;
	size_t size;
	unsigned problems;
};

/* Counts a problem; the first one is told in words. */
static void problem(struct report *r, endpoint_t ep, const char *what)
{
	if (r->problems++ == 0)
		sv_format(r->text, r->size, "rs: %s %s", rs_programs[ep].name, what);
}

static int is_slot(endpoint_t ep, uint32_t slot)
{
	return slot == ep || slot == ep + 8;
}

static void audit_slots(struct report *r, endpoint_t ep)
{
	const struct rs_service *s = &rs_services[ep];

	if (!is_slot(ep, s->slot))
		problem(r, ep, "lives in a wrong slot");
	if (s->dead != 0)
		problem(r, ep, "has a dead instance");
	if (!rs_programs[ep].cloned)
		return;
	if (s->spare == 0)
		problem(r, ep, "has no spare");
	else if (!is_slot(ep, s->spare) || s->spare == s->slot)
		problem(r, ep, "has its spare in a wrong slot");
}

static void audit_life(struct report *r, endpoint_t ep)
{
	const struct rs_service *s = &rs_services[ep];
	int state = kc_proc_state(ep, NULL, NULL);
	struct osiris_rt rt;

	if (state < 0 || state == KC_FREE || state == KC_STOPPED || state == KC_CRASHED)
		problem(r, ep, "does not live");
	if (s->recovering)
		problem(r, ep, "never reported its recovery");
	if (s->missed >= RS_MISSED_MAX)
		problem(r, ep, "does not answer");
	if (rs_programs[ep].heartbeat && s->period_ns == 0)
		problem(r, ep, "has no heartbeat");
	if (kc_rt(ep, &rt) == 0 && rt.magic != OSIRIS_RT_MAGIC)
		problem(r, ep, "has a damaged runtime");
}

static void audit_health(struct report *r, endpoint_t ep)
{
	const struct rs_health *h = &rs_health[ep];

	if (h->count > RS_SAMPLES || h->first >= RS_SAMPLES) {
		problem(r, ep, "has a broken history");
		return;
	}
	for (unsigned n = 1; n < h->count; n++) {
		const struct rs_sample *a = rs_health_nth(h, n - 1), *b = rs_health_nth(h, n);

		if (b->at_ns <= a->at_ns)
			problem(r, ep, "has a history that goes backwards");
		if (b->checkpoints < a->checkpoints || b->cpu_ms < a->cpu_ms)
			problem(r, ep, "has counters that shrink");
	}
}

static void audit_account(struct report *r)
{
	uint32_t taken = 0;

	for (int i = 0; i < RS_KINDS; i++) {
		taken += rs_account.taken[i];
		if (rs_account.failed[i] > rs_account.taken[i])
			problem(r, EP_RS, "counts more failures than requests");
	}
	if (taken != rs_account.total)
		problem(r, EP_RS, "miscounts its requests");
	if (rs_account.last_ns > kc_time())
		problem(r, EP_RS, "took a request in the future");
}

unsigned rs_audit(char *text, size_t size)
{
	struct report r = { .text = text, .size = size };

	text[0] = '\0';
	for (endpoint_t ep = EP_KERNEL + 1; ep < NSERVICE; ep++) {
		if (!rs_services[ep].up) {
			problem(&r, ep, "is not up");
			continue;
		}
		audit_slots(&r, ep);
		audit_life(&r, ep);
		audit_health(&r, ep);
	}
	audit_account(&r);
	uint64_t user_tables = 0;
	int64_t free_frames = kc_frames(&user_tables);
	if (free_frames >= 0 && rs_pool_frames != 0 && (uint64_t)free_frames + user_tables != rs_pool_frames)
		problem(&r, EP_RS, "finds frames of the kernel's pool leaked");
	return r.problems;
}
