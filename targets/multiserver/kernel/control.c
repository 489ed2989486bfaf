/*
 * The control block shared with the harness: filled before the `ready` stop, read again right after it. Arming sets one
 * watch byte, a golden run sets them all to count. The watch pages are read-only to the services.
 */
#include "kernel.h"
#include "mem.h"
#include "proc.h"

_Alignas(PAGE_SIZE) struct kmend_control kmend_control;
bool control_ready_done;

static uint64_t activations;

const char *control_policy_name(void)
{
	switch (control_policy) {
#define KMEND_X(number, name, text) \
	case number:                \
		return text;
		KMEND_POLICIES(KMEND_X)
#undef KMEND_X
	default:
		return "unknown";
	}
}

/* Programs in the order of the site table: rs pm vm vfs ds are endpoints 1 to 5. */
static void fill(void)
{
	struct kmend_control *c = &kmend_control;
	c->magic = KMEND_CONTROL_MAGIC;
	c->version = KMEND_ABI_VERSION;
	c->policy = control_policy;
	for (unsigned ep = EP_RS; ep <= EP_DS; ep++) {
		struct program *program = &loader_programs[ep];
		if (program->name == NULL)
			continue;
		struct kmend_component *component = &c->component[c->ncomponents++];
		memcpy(component->name, program->name, strlen(program->name));
		component->watch_pa = program->watch_pa;
		component->counts_pa = program->counts_pa;
		component->first_block = c->nblocks;
		component->nblocks = program->nblocks;
		program->first_block = c->nblocks;
		c->nblocks += program->nblocks;
		c->nsites += program->nsites;
	}
}

static void watch_set(void)
{
	const struct kmend_control *c = &kmend_control;
	for (unsigned i = 0; i < c->ncomponents; i++) {
		const struct kmend_component *component = &c->component[i];
		uint8_t *watch = mem_at(component->watch_pa);
		if (c->mode == KMEND_MODE_GOLDEN)
			memset(watch, KMEND_WATCH_COUNT, component->nblocks);
		if (c->mode == KMEND_MODE_ARMED && c->block - component->first_block < component->nblocks)
			watch[c->block - component->first_block] = KMEND_WATCH_ARMED;
	}
}

uint32_t control_ready(void)
{
	char line[KMEND_EVENT_LINE_MAX];
	struct text t;

	fill();
	text_init(&t, line, sizeof line);
	text_put(&t, "ready");
	event_value(&t, "target", "multiserver");
	event_value(&t, "policy", control_policy_name());
	event_number(&t, "sites", kmend_control.nsites);
	event(line);
	control_ready_done = true;
	/* The snapshot point is the same instant in every boot: with a timer armed, an emulator may skip to its deadline. */
	apic_timer_stop();
	console_stop(KMEND_STOP_READY);
	apic_timer_start();

	watch_set();
	text_init(&t, line, sizeof line);
	text_put(&t, "armed");
	if (kmend_control.mode == KMEND_MODE_ARMED)
		event_number(&t, "site", kmend_control.site);
	else
		event_value(&t, "site", "none");
	event(line);
	return kmend_control.mode;
}

uint32_t control_activated(void)
{
	char line[KMEND_EVENT_LINE_MAX];
	struct text t;

	if (!control_ready_done || kmend_control.mode != KMEND_MODE_ARMED)
		return KMEND_FAULT_NONE;
	activations++;
	if ((activations & (activations - 1)) == 0) {
		text_init(&t, line, sizeof line);
		text_put(&t, "fault-activated");
		event_number(&t, "site", kmend_control.site);
		event_number(&t, "count", activations);
		event(line);
	}
	return kmend_control.type;
}
