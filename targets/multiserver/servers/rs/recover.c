/*
 * Crashes (OSIRIS IV-C, restart phase): the spare takes the crashed instance's place; rollback and reconciliation happen
 * inside the replacement (lib/sef.c). Users do not run meanwhile.
 */
#include <ms/policy.h>

#include "rs.h"

/* A new spare in the slot of the dead instance. */
static void remake_spare(endpoint_t ep)
{
	struct rs_service *s = &rs_services[ep];
	int slot = kc_spawn(ep, s->dead);

	if (slot < 0) {
		sv_log("%s: no new spare: error %d", rs_programs[ep].name, -slot);
		return;
	}
	s->spare = (uint32_t)slot;
	s->dead = 0;
}

static void recover(const struct kc_crash *crash)
{
	endpoint_t ep = crash->endpoint;
	struct rs_service *s = &rs_services[ep];
	const struct rs_program *p = &rs_programs[ep];
	int fresh = ms_reaction(rs_policy) == MS_RESTART;

	strlcpy(s->cause, crash->cause, sizeof(s->cause));
	if (!p->cloned || s->spare == 0) {
		sv_log("%s crashed and has no spare", p->name);
		kc_shutdown("no-clone");
		return;
	}
	kc_stall(1);
	sv_event("recovery-begin component=%s policy=%s window=%s", p->name, kmend_policy_facts(rs_policy)->text,
		crash->window ? "open" : "closed");
	int error = kc_replace(crash->slot, s->spare, !fresh);
	if (error < 0) {
		sv_log("%s cannot be replaced: error %d", p->name, -error);
		kc_shutdown("replace-failed");
		return;
	}
	s->dead = crash->slot;
	s->slot = s->spare;
	s->spare = 0;
	s->restarts++;
	s->missed = 0;
	s->asked_ns = 0;
	s->recovering = 1;
	if (fresh) /* nothing will be copied from the dead instance */
		remake_spare(ep);
}

void rs_crashes(void)
{
	struct kc_crash crash;

	while (kc_getcrash(&crash) == 0) {
		if (!rs_valid(crash.endpoint)) {
			sv_log("crash of an unknown service %u", crash.endpoint);
			continue;
		}
		recover(&crash);
	}
}

void rs_recovered(endpoint_t from)
{
	struct rs_service *s = &rs_services[from];

	if (from == EP_RS && ms_reaction(rs_policy) == MS_RESTART) {
		s->restarts++; /* rs_boot() made the tables and the spare anew */
		return;
	}
	if (from == EP_RS) {
		/* The kernel replaced us: our tables are from before. */
		s->restarts++;
		s->dead = s->slot;
		s->slot = s->spare;
		s->spare = 0;
	}
	s->recovering = 0;
	rs_health_reset(from);
	if (s->dead != 0)
		remake_spare(from);
}

int rs_refresh(endpoint_t ep)
{
	struct rs_service *s = &rs_services[ep];

	if (!rs_programs[ep].cloned)
		return -EINVAL;
	if (s->recovering || s->spare == 0)
		return -EBUSY;
	int slot = kc_spawn(ep, s->spare);
	return slot < 0 ? slot : 0;
}
