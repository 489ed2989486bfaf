/*
 * The workload: a domain 0 that asks the hypervisor for a bit of everything, prints a line before and after each test, and says
 * when all are over. Xen has made page tables that map it, and the list of its machine frames.
 */
#include "hypercall.h"

#define PAGE 4096u
#define PRESENT_WRITABLE_USER 7u

extern char on_ud2[], on_int3[];
volatile uint64_t ud2_seen, int3_seen;

static start_info_t *start_info;
static char shared_page[PAGE] __attribute__((aligned(PAGE))); /* another frame comes to lie here, as in the next ones */
static char window[PAGE] __attribute__((aligned(PAGE)));
static char grants[PAGE] __attribute__((aligned(PAGE)));
static char first[PAGE] __attribute__((aligned(PAGE)));
static char second[PAGE] __attribute__((aligned(PAGE)));

/* ---- small things --------------------------------------------------------------------------------------------- */

static void print(const char *text)
{
	unsigned size = 0;

	while (text[size])
		size++;
	CALL3(__HYPERVISOR_console_io, CONSOLEIO_write, size, text);
}

static uint64_t frame_of(const void *at)
{
	return ((const uint64_t *)start_info->mfn_list)[((uint64_t)at - 0x400000) / PAGE];
}

static int map(void *at, uint64_t frame)
{
	return CALL3(__HYPERVISOR_update_va_mapping, at, frame << 12 | PRESENT_WRITABLE_USER, UVMF_INVLPG) == 0;
}

static shared_info_t *shared(void)
{
	return (shared_info_t *)shared_page;
}

static uint64_t now_ns(void)
{
	volatile struct vcpu_time_info *time = &shared()->vcpu_info[0].time;
	uint32_t low, high;
	uint64_t ticks, ns;
	unsigned __int128 product;
	uint32_t version;

	do {
		version = time->version;
		__asm__ volatile("rdtsc" : "=a"(low), "=d"(high));
		ticks = ((uint64_t)high << 32 | low) - time->tsc_timestamp;
		ticks = time->tsc_shift < 0 ? ticks >> -time->tsc_shift : ticks << time->tsc_shift;
		product = (unsigned __int128)ticks * time->tsc_to_system_mul;
		ns = time->system_time + (uint64_t)(product >> 32);
	} while (version & 1 || version != time->version);
	return ns;
}

/* Whether the event is there; it is taken away. */
static int take_event(evtchn_port_t port)
{
	volatile xen_ulong_t *word = &shared()->evtchn_pending[port / 64];
	xen_ulong_t bit = 1ul << port % 64;

	return (__atomic_fetch_and(word, ~bit, __ATOMIC_SEQ_CST) & bit) != 0;
}

static int wait_for(evtchn_port_t port, uint64_t until_ns)
{
	sched_poll_t poll = { .nr_ports = 1, .timeout = until_ns };

	set_xen_guest_handle(poll.ports, &port);
	return CALL2(__HYPERVISOR_sched_op, SCHEDOP_poll, &poll) == 0;
}

/* ---- tests: 1 when the hypervisor did what it is for ------------------------------------------------------------ */

static int test_version(void)
{
	xen_feature_info_t features = { .submap_idx = 0 };
	xen_extraversion_t extra = "";

	return CALL2(__HYPERVISOR_xen_version, XENVER_version, 0) >> 16 == 4 &&
		CALL2(__HYPERVISOR_xen_version, XENVER_extraversion, extra) == 0 && extra[0] == '.' &&
		CALL2(__HYPERVISOR_xen_version, XENVER_get_features, &features) == 0 &&
		features.submap & 1u << XENFEAT_dom0;
}

static int test_multicall(void)
{
	multicall_entry_t calls[2] = { { .op = __HYPERVISOR_xen_version, .args = { XENVER_version } },
		{ .op = __HYPERVISOR_xen_version, .args = { 1000 } } };

	return CALL2(__HYPERVISOR_multicall, calls, 2) == 0 && calls[0].result >> 16 == 4 && (long)calls[1].result < 0;
}

static int test_pages(void)
{
	first[0] = 'a';
	second[0] = 'b';
	if (!map(window, frame_of(first)) || window[0] != 'a' || !map(window, frame_of(second)) || window[0] != 'b')
		return 0;
	window[1] = 'c';
	/* A page table stays out of reach. */
	return second[1] == 'c' && !map(window, frame_of((void *)start_info->pt_base));
}

/* Gives a page back, takes another one. */
static int test_memory(void)
{
	domid_t self = DOMID_SELF;
	long before = CALL2(__HYPERVISOR_memory_op, XENMEM_current_reservation, &self);
	xen_pfn_t frame = start_info->nr_pages + 1; /* the machine-to-physical table is to have it there */
	xen_memory_reservation_t one = { .nr_extents = 1, .domid = DOMID_SELF };

	set_xen_guest_handle(one.extent_start, &frame);
	if (before <= 0 || CALL2(__HYPERVISOR_memory_op, XENMEM_populate_physmap, &one) != 1)
		return 0;
	if (CALL2(__HYPERVISOR_memory_op, XENMEM_current_reservation, &self) != before + 1 || !map(window, frame))
		return 0;
	window[5] = 'x';
	return map(window, frame_of(first)) && CALL2(__HYPERVISOR_memory_op, XENMEM_decrease_reservation, &one) == 1 &&
		CALL2(__HYPERVISOR_memory_op, XENMEM_current_reservation, &self) == before;
}

static int test_events(void)
{
	evtchn_alloc_unbound_t there = { .dom = DOMID_SELF, .remote_dom = DOMID_SELF };
	evtchn_bind_interdomain_t here = { .remote_dom = DOMID_SELF };
	evtchn_send_t send;
	evtchn_close_t close;

	if (CALL2(__HYPERVISOR_event_channel_op, EVTCHNOP_alloc_unbound, &there) != 0)
		return 0;
	here.remote_port = there.port;
	if (CALL2(__HYPERVISOR_event_channel_op, EVTCHNOP_bind_interdomain, &here) != 0)
		return 0;
	take_event(there.port); /* binding rings once */
	take_event(here.local_port);
	send.port = here.local_port;
	if (CALL2(__HYPERVISOR_event_channel_op, EVTCHNOP_send, &send) != 0 || !take_event(there.port) ||
		take_event(here.local_port))
		return 0;
	close.port = here.local_port;
	if (CALL2(__HYPERVISOR_event_channel_op, EVTCHNOP_close, &close) != 0)
		return 0;
	close.port = there.port;
	return CALL2(__HYPERVISOR_event_channel_op, EVTCHNOP_close, &close) == 0 &&
		CALL2(__HYPERVISOR_event_channel_op, EVTCHNOP_send, &send) < 0;
}

static int test_timer(void)
{
	evtchn_bind_virq_t bind = { .virq = VIRQ_TIMER, .vcpu = 0 };
	evtchn_close_t close;
	uint64_t begin = now_ns(), due = begin + 20000000;

	if (CALL2(__HYPERVISOR_event_channel_op, EVTCHNOP_bind_virq, &bind) != 0)
		return 0;
	take_event(bind.port);
	if (CALL2(__HYPERVISOR_set_timer_op, due, 0) != 0)
		return 0;
	while (now_ns() < due && wait_for(bind.port, 0))
		if (take_event(bind.port))
			break;
	close.port = bind.port;
	return now_ns() >= due && now_ns() < due + 1000000000 &&
		CALL2(__HYPERVISOR_event_channel_op, EVTCHNOP_close, &close) == 0;
}

static int test_sched(void)
{
	vcpu_runstate_info_t state = { .state = 77 };

	for (unsigned i = 0; i < 10; i++)
		if (CALL2(__HYPERVISOR_sched_op, SCHEDOP_yield, 0) != 0)
			return 0;
	return CALL3(__HYPERVISOR_vcpu_op, VCPUOP_is_up, 0, 0) == 1 &&
		CALL3(__HYPERVISOR_vcpu_op, VCPUOP_get_runstate_info, 0, &state) == 0 &&
		state.state == RUNSTATE_running && state.time[RUNSTATE_running] > 0;
}

/* A page is granted to ourselves, mapped and copied from by its grant. */
static int test_grants(void)
{
	uint64_t frames[1] = { 0 };
	gnttab_setup_table_t setup = { .dom = DOMID_SELF, .nr_frames = 1 };
	grant_entry_v1_t *entry = &((grant_entry_v1_t *)grants)[20];
	gnttab_copy_t copy = { .source = { .u.ref = 20, .domid = DOMID_SELF },
		.dest = { .domid = DOMID_SELF },
		.len = 64,
		.flags = GNTCOPY_source_gref };

	set_xen_guest_handle(setup.frame_list, frames);
	if (CALL3(__HYPERVISOR_grant_table_op, GNTTABOP_setup_table, &setup, 1) != 0 || setup.status != GNTST_okay ||
		!map(grants, frames[0]))
		return 0;
	entry->domid = 0;
	entry->frame = (uint32_t)frame_of(first);
	__atomic_store_n(&entry->flags, (uint16_t)GTF_permit_access, __ATOMIC_SEQ_CST);
	first[0] = 'g';
	second[0] = 0;
	copy.dest.u.gmfn = frame_of(second);
	if (CALL3(__HYPERVISOR_grant_table_op, GNTTABOP_copy, &copy, 1) != 0 || copy.status != GNTST_okay)
		return 0;
	entry->flags = 0;
	copy.status = GNTST_okay;
	return second[0] == 'g' && CALL3(__HYPERVISOR_grant_table_op, GNTTABOP_copy, &copy, 1) == 0 &&
		copy.status != GNTST_okay; /* what is granted no more */
}

static int test_traps(void)
{
	static const trap_info_t table[] = { { 6, 3, FLAT_KERNEL_CS, (unsigned long)on_ud2 },
		{ 3, 3, FLAT_KERNEL_CS, (unsigned long)on_int3 }, { 0, 0, 0, 0 } };

	if (CALL2(__HYPERVISOR_set_trap_table, table, 0) != 0)
		return 0;
	__asm__ volatile("ud2; int3" ::: "memory");
	return ud2_seen && int3_seen;
}

/* Another domain, without memory, is made, looked at and destroyed. */
static int test_domain(void)
{
	static xen_domctl_t call;
	domid_t made;

	call = (xen_domctl_t){ .cmd = XEN_DOMCTL_createdomain, .interface_version = XEN_DOMCTL_INTERFACE_VERSION };
	call.u.createdomain = (struct xen_domctl_createdomain){
		.max_vcpus = 1, .max_evtchn_port = -1, .max_grant_frames = 4, .max_maptrack_frames = 4, .grant_opts = 1
	};
	if (CALL2(__HYPERVISOR_domctl, &call, 0) != 0)
		return 0;
	made = call.domain;
	call.cmd = XEN_DOMCTL_getdomaininfo;
	if (made == 0 || CALL2(__HYPERVISOR_domctl, &call, 0) != 0 || call.u.getdomaininfo.domain != made)
		return 0;
	call.cmd = XEN_DOMCTL_destroydomain;
	call.domain = made;
	return CALL2(__HYPERVISOR_domctl, &call, 0) == 0;
}

/* ---- all of them ------------------------------------------------------------------------------------------------ */

static const struct {
	const char *name;
	int (*run)(void);
} tests[] = { { "version", test_version }, { "multicall", test_multicall }, { "pages", test_pages },
	{ "memory", test_memory }, { "events", test_events }, { "timer", test_timer }, { "sched", test_sched },
	{ "grants", test_grants }, { "traps", test_traps }, { "domain", test_domain } };

static void say(const char *what, const char *name)
{
	char line[64];
	unsigned size = 0;

	while (*what)
		line[size++] = *what++;
	while (*name && size + 2 < sizeof line)
		line[size++] = *name++;
	line[size++] = '\n';
	line[size] = 0;
	print(line);
}

void dom0(start_info_t *given)
{
	sched_shutdown_t off = { .reason = SHUTDOWN_poweroff };

	start_info = given;
	print("dom0: up\n");
	if (!map(shared_page, start_info->shared_info >> 12))
		print("dom0: no shared page\n");
	for (unsigned i = 0; i < sizeof tests / sizeof tests[0]; i++) {
		say("[ run  ] ", tests[i].name);
		say(tests[i].run() ? "[ ok   ] " : "[ FAIL ] ", tests[i].name);
	}
	print("dom0: tests over\n");
	CALL2(__HYPERVISOR_sched_op, SCHEDOP_shutdown, &off);
}
