/*
 * Heartbeats: each service is asked once a period for a sign of life (NOTIFY_PING), which its runtime answers at the top
 * of its loop. One that misses RS_MISSED_MAX in a row is suspected. The culprit is whoever really runs: a suspect that
 * waits for another service only waits, and the chain of waiting is followed to its end.
 */
#include "rs.h"

static void set_alarm(uint64_t now)
{
	uint64_t next = 0;

	for (endpoint_t ep = EP_KERNEL + 1; ep < NSERVICE; ep++) {
		const struct rs_service *s = &rs_services[ep];

		if (!s->up || s->period_ns == 0)
			continue;
		if (next == 0 || s->due_ns < next)
			next = s->due_ns;
	}
	if (next == 0)
		kc_setalarm(0);
	else
		kc_setalarm(next > now ? next - now : 1);
}

void rs_heartbeat_init(void)
{
	uint64_t now = kc_time();

	for (endpoint_t ep = EP_KERNEL + 1; ep < NSERVICE; ep++) {
		struct rs_service *s = &rs_services[ep];

		s->period_ns = rs_programs[ep].heartbeat ? RS_PERIOD_MS * NS_PER_MS : 0;
		s->due_ns = now + s->period_ns + ep * NS_PER_MS; /* not all at once */
		s->asked_ns = 0;
		s->missed = 0;
	}
	set_alarm(now);
}

/* Follows who waits for whom from `ep`; the service that runs at the end of the chain, or EP_NONE. */
static endpoint_t culprit(endpoint_t ep)
{
	for (int n = 0; n < RS_CHAIN_MAX; n++) {
		endpoint_t waits_for = EP_NONE;
		int state = kc_proc_state(ep, &waits_for, NULL);

		switch (state) {
		case KC_RUNNING:
			return ep;
		case KC_SENDING:
		case KC_WAITING_REPLY:
			if (!rs_valid(waits_for))
				return EP_NONE;
			ep = waits_for;
			break;
		default: /* receiving: it will answer; crashed: we are told of it; or a kernel error */
			return EP_NONE;
		}
	}
	return EP_NONE; /* they wait in a circle: nobody runs */
}

/* Too many missed heartbeats of `ep`. */
static void suspect(endpoint_t ep)
{
	endpoint_t guilty = culprit(ep);

	if (guilty == EP_NONE || !rs_programs[guilty].cloned) {
		rs_services[ep].suspected++;
		if (kc_proc_state(ep, NULL, NULL) == KC_RECEIVING) {
			/* It is at rest, where the runtime answers: its answers were lost on the way to us. It is asked anew. */
			rs_services[ep].missed = 0;
			rs_services[ep].asked_ns = 0;
		}
		return;
	}
	struct rs_service *s = &rs_services[guilty];
	if (s->recovering)
		return;
	if (guilty != ep && s->missed < RS_MISSED_MAX)
		return; /* it may only be busy for the one who waits: its own heartbeats decide */
	s->missed = 0;
	s->asked_ns = 0;
	rs_services[ep].missed = 0;
	sv_log("%s hangs", rs_programs[guilty].name);
	int error = kc_crash(guilty);
	if (error < 0)
		sv_log("%s cannot be ended: error %d", rs_programs[guilty].name, -error);
}

/* One service is due: counts a missed answer; 1 if it has to be asked again. */
static int due(struct rs_service *s, uint64_t now)
{
	s->due_ns = now + s->period_ns;
	if (s->recovering) {
		s->asked_ns = 0;
		return 0;
	}
	if (s->asked_ns != 0)
		s->missed++;
	else
		s->missed = 0;
	s->asked_ns = now;
	return 1;
}

void rs_alarm(void)
{
	uint64_t now = kc_time();
	int ask[NSERVICE] = { 0 };

	for (endpoint_t ep = EP_KERNEL + 1; ep < NSERVICE; ep++) {
		struct rs_service *s = &rs_services[ep];

		if (!s->up || s->period_ns == 0 || s->due_ns > now)
			continue;
		ask[ep] = due(s, now);
	}
	for (endpoint_t ep = EP_KERNEL + 1; ep < NSERVICE; ep++) {
		if (!ask[ep])
			continue;
		rs_health_look(ep, now);
		if (rs_services[ep].missed >= RS_MISSED_MAX)
			suspect(ep);
		else
			sv_notify(ep, NOTIFY_PING);
	}
	set_alarm(now);
}

void rs_pong(endpoint_t from)
{
	struct rs_service *s = &rs_services[from];

	if (s->asked_ns == 0)
		return; /* late, after it was given up */
	uint64_t took = kc_time() - s->asked_ns;
	if (took > s->slowest_ns)
		s->slowest_ns = took;
	s->asked_ns = 0;
	s->missed = 0;
}
