/* What others may ask RS. */
#include "rs.h"

struct rs_account rs_account;

/* pid 1 is the first user process there is, and never goes. */
static int from_init(const struct msg *m)
{
	return (m->source & 0xff) == USER_SLOT_FIRST;
}

static int lookup(const struct msg *m)
{
	char name[16];
	int length = sv_copy_string(m, 0, name, sizeof(name));

	if (length == -ENAMETOOLONG)
		return -ENOENT;
	if (length < 0)
		return length;
	return rs_by_name(name);
}

/* Its numbers are those of all its instances: the runtime counts afresh after a stateless restart. */
static int status(const struct msg *m)
{
	struct rs_status out = { 0 };
	struct osiris_rt rt;

	if (!rs_valid(m->a[0]))
		return -ESRCH;
	if (m->g[0].len < sizeof(out) || !(m->g[0].access & GRANT_WRITE))
		return -EINVAL;
	endpoint_t ep = (endpoint_t)m->a[0];
	const struct rs_service *s = &rs_services[ep];
	strlcpy(out.name, rs_programs[ep].name, sizeof(out.name));
	out.endpoint = ep;
	out.has_clone = s->spare != 0;
	out.restarts = s->restarts;
	out.missed = s->missed > rs_health[ep].busy ? s->missed : rs_health[ep].busy;
	out.reserved = rs_health_load(ep);
	out.period_ms = (uint32_t)(s->period_ns / NS_PER_MS);
	if (kc_rt(ep, &rt) == 0 && rt.magic == OSIRIS_RT_MAGIC) {
		out.checkpoints = rt.checkpoints;
		out.log_high = rt.log_high > rs_health[ep].log_high ? rt.log_high : rs_health[ep].log_high;
		out.overflows = rt.overflows > rs_health[ep].overflows ? rt.overflows : rs_health[ep].overflows;
	}
	return sv_copy_to(m->source, 0, 0, &out, sizeof(out));
}

static int list(const struct msg *m)
{
	uint64_t index = m->a[0];

	for (endpoint_t ep = EP_KERNEL + 1; ep < NSERVICE; ep++) {
		if (!rs_services[ep].up)
			continue;
		if (index-- == 0)
			return (int)ep;
	}
	return -ENOENT;
}

static int set_period(const struct msg *m)
{
	uint64_t ms = m->a[1];

	if (!from_init(m))
		return -EPERM;
	if (!rs_valid(m->a[0]))
		return -ESRCH;
	if (!rs_programs[m->a[0]].heartbeat)
		return -EINVAL;
	if (ms < RS_PERIOD_MIN_MS || ms > RS_PERIOD_MAX_MS)
		return -ERANGE;
	struct rs_service *s = &rs_services[m->a[0]];
	int old = (int)(s->period_ns / NS_PER_MS);
	s->period_ns = ms * NS_PER_MS;
	return old; /* from the next heartbeat on */
}

static int refresh(const struct msg *m)
{
	if (!from_init(m))
		return -EPERM;
	if (!rs_valid(m->a[0]))
		return -ESRCH;
	return rs_refresh((endpoint_t)m->a[0]);
}

/* Row of a kind in the account. */
static int row(uint32_t kind)
{
	if (kind < CALL_RS_LOOKUP || kind > CALL_RS_AUDIT)
		return RS_KINDS - 1;
	return (int)(kind - CALL_RS_LOOKUP);
}

static void account(uint32_t kind, int result)
{
	int i = row(kind);

	rs_account.total++;
	rs_account.taken[i]++;
	if (result < 0)
		rs_account.failed[i]++;
	rs_account.last_ns = kc_time();
}

void rs_request(const struct msg *m)
{
	int result;

	switch (m->type) {
	case CALL_RS_LOOKUP:
		result = lookup(m);
		break;
	case CALL_RS_STATUS:
		result = status(m);
		break;
	case CALL_RS_LIST:
		result = list(m);
		break;
	case CALL_RS_SET_PERIOD:
		result = set_period(m);
		break;
	case CALL_RS_REFRESH:
		result = refresh(m);
		break;
	case CALL_RS_AUDIT: {
		char text[100];
		unsigned problems = rs_audit(text, sizeof(text));

		account(m->type, 0);
		sv_reply_audit(m, problems, text);
		return;
	}
	default:
		result = -ENOSYS;
		break;
	}
	account(m->type, result);
	sv_reply(m->source, result);
}
