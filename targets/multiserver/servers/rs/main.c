/* RS: the loop. */
#include "rs.h"

struct rs_service rs_services[NSERVICE];
uint32_t rs_policy;
static int booted;

void server_init(void)
{
	struct kc_bootinfo info = { 0 };

	kc_bootinfo(&info);
	rs_policy = info.policy;
	booted = 0;
}

static void notification(const struct msg *m)
{
	uint64_t bits = m->a[0];

	if (m->source == EP_KERNEL) {
		if (bits & NOTIFY_CRASH)
			rs_crashes();
		if (bits & NOTIFY_ALARM)
			rs_alarm();
		return;
	}
	if (!rs_valid(m->source))
		return;
	if (bits & NOTIFY_RECOVERED)
		rs_recovered(m->source);
	if (bits & NOTIFY_PONG)
		rs_pong(m->source);
}

void server_main(void)
{
	struct msg m;

	if (!booted) {
		booted = 1;
		rs_boot();
	}
	for (;;) {
		sv_receive(&m);
		if (m.type == MSG_NOTIFY)
			notification(&m);
		else
			rs_request(&m);
	}
}
