/*
 * Start of the system. Under `stateless` RS can come here again on a running system: what is there already refuses to be
 * started twice (-EBUSY), and RS takes it as it is.
 */
#include "rs.h"

uint64_t rs_pool_frames;

static void fail(const char *name, const char *step, int error)
{
	sv_log("%s: cannot %s: error %d", name, step, -error);
	kc_shutdown("boot-failed");
}

static void start(endpoint_t ep)
{
	const struct rs_program *p = &rs_programs[ep];
	struct rs_service *s = &rs_services[ep];
	int slot = kc_spawn(ep, ep);

	s->slot = ep;
	if (slot == -EBUSY) {
		s->up = 1;
		return;
	}
	if (slot < 0) {
		fail(p->name, "load", slot);
		return;
	}
	int error = kc_start(s->slot, ep, p->traps, p->kcall_row);
	if (error < 0 && error != -EBUSY)
		fail(p->name, "start", error);
	s->up = 1;
}

static void make_spare(endpoint_t ep)
{
	struct rs_service *s = &rs_services[ep];
	int slot = kc_spawn(ep, 0);

	if (slot < 0) {
		fail(rs_programs[ep].name, "clone", slot);
		return;
	}
	s->spare = (uint32_t)slot;
	s->slot = slot == (int)ep ? ep + 8 : ep;
}

static void start_init(void)
{
	struct msg m = { .type = CALL_PM_START_INIT };
	int64_t pid = sv_sendrec(EP_PM, &m);

	if (pid < 0 && pid != -EEXIST)
		sv_log("init does not start: error %d", (int)-pid);
}

void rs_boot(void)
{
	rs_services[EP_RS].up = 1;
	rs_services[EP_RS].slot = EP_RS;
	for (const uint8_t *ep = rs_boot_order; *ep; ep++)
		start(*ep);
	for (endpoint_t ep = EP_KERNEL + 1; ep < NSERVICE; ep++)
		if (rs_programs[ep].cloned)
			make_spare(ep);

	uint64_t user_tables = 0;
	int64_t free_frames = kc_frames(&user_tables);
	rs_pool_frames = free_frames < 0 ? 0 : (uint64_t)free_frames + user_tables;
	rs_heartbeat_init();
	start_init();
}
