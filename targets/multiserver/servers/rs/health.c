/*
 * Health: with each heartbeat RS looks at the service's runtime statistics and keeps the last few. From them it knows how
 * busy a service is, whether its undo log overflows, and whether it computes without ever coming back to its loop, which is the
 * first sign of a hang. People see it with RS_STATUS and on the console; the audit checks that time and counters only grow.
 */
#include "rs.h"

struct rs_health rs_health[NSERVICE];

void rs_health_reset(endpoint_t ep)
{
	struct rs_health *h = &rs_health[ep];

	h->first = 0;
	h->count = 0;
	h->busy = 0;
}

const struct rs_sample *rs_health_nth(const struct rs_health *h, unsigned n)
{
	return &h->samples[(h->first + n) % RS_SAMPLES];
}

static void append(struct rs_health *h, const struct rs_sample *sample)
{
	if (h->count == RS_SAMPLES) {
		h->first = (h->first + 1) % RS_SAMPLES;
		h->count--;
	}
	h->samples[(h->first + h->count) % RS_SAMPLES] = *sample;
	h->count++;
}

void rs_health_look(endpoint_t ep, uint64_t now)
{
	struct rs_health *h = &rs_health[ep];
	struct rs_sample sample = { .at_ns = now };
	struct osiris_rt rt;
	int state = kc_proc_state(ep, NULL, &sample.cpu_ms);

	if (state < 0 || state == KC_CRASHED || state == KC_STOPPED)
		return;
	if (kc_rt(ep, &rt) < 0 || rt.magic != OSIRIS_RT_MAGIC)
		return;
	sample.checkpoints = rt.checkpoints;
	sample.overflows = rt.overflows;
	if (h->count > 0) {
		const struct rs_sample *last = rs_health_nth(h, h->count - 1);

		if (sample.checkpoints < last->checkpoints || sample.cpu_ms < last->cpu_ms) {
			rs_health_reset(ep); /* another instance since: its history starts here */
		} else {
			if (sample.overflows > last->overflows)
				h->overflows += (uint32_t)(sample.overflows - last->overflows);
			if (sample.checkpoints == last->checkpoints && sample.cpu_ms > last->cpu_ms)
				h->busy++;
			else
				h->busy = 0;
		}
	}
	if (rt.log_high > h->log_high)
		h->log_high = rt.log_high;
	append(h, &sample);
}

uint32_t rs_health_load(endpoint_t ep)
{
	const struct rs_health *h = &rs_health[ep];

	if (h->count < 2)
		return 0;
	const struct rs_sample *oldest = rs_health_nth(h, 0);
	const struct rs_sample *newest = rs_health_nth(h, h->count - 1);
	uint64_t span_ms = (newest->at_ns - oldest->at_ns) / NS_PER_MS;
	if (span_ms == 0)
		return 0;
	uint64_t load = (newest->cpu_ms - oldest->cpu_ms) * 1000 / span_ms;
	return load > 1000 ? 1000 : (uint32_t)load;
}
