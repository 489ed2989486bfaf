// SPDX-License-Identifier: MIT
/*
 * The control block shared with the harness (kmend/abi.h): filled before the `ready` stop, read again right after it.
 * Arming sets one watch byte, a golden run sets them all to count. Nothing here calls Linux once the fault is armed.
 */
#include <linux/irqflags.h>
#include <linux/mm.h>
#include <linux/printk.h>
#include <asm/io.h>
#include <generated/utsrelease.h>

#include "components.h"
#include "fault.h"
#include "kmend.h"

struct kmend_control kmend_control __aligned(PAGE_SIZE);

static bool armed;
static u64 activations;

/* What the linker script says about a component; it ends where the next one begins. */
#define DECLARE(name)                                      \
	extern uint8_t __kmend_watch_##name[];             \
	extern struct kmend_count __kmend_counts_##name[]; \
	extern struct kmend_unit __kmend_units_##name[];
KMEND_LINUX_COMPONENTS(DECLARE)
extern uint8_t __kmend_watch_end[];
extern struct kmend_unit __kmend_units_end[];

static const struct {
	const char *name;
	uint8_t *watch;
	struct kmend_count *counts;
	struct kmend_unit *units;
} parts[] = {
#define PART(name) { #name, __kmend_watch_##name, __kmend_counts_##name, __kmend_units_##name },
	KMEND_LINUX_COMPONENTS(PART){ NULL, __kmend_watch_end, NULL, __kmend_units_end },
};

static void fill(void)
{
	struct kmend_control *c = &kmend_control;

	c->magic = KMEND_CONTROL_MAGIC;
	c->version = KMEND_ABI_VERSION;
	c->policy = KMEND_POLICY_NONE;
	for (int i = 0; parts[i].name; i++) {
		struct kmend_component *component = &c->component[c->ncomponents++];

		strscpy(component->name, parts[i].name, sizeof(component->name));
		component->watch_pa = __pa_symbol(parts[i].watch);
		component->counts_pa = __pa_symbol(parts[i].counts);
		component->first_block = c->nblocks;
		component->nblocks = parts[i + 1].watch - parts[i].watch;
		c->nblocks += component->nblocks;
		for (struct kmend_unit *unit = parts[i].units; unit < parts[i + 1].units; unit++)
			c->nsites += unit->nsites;
	}
}

static void watch_set(void)
{
	const struct kmend_control *c = &kmend_control;
	uint32_t blocks = __kmend_watch_end - parts[0].watch;

	if (c->mode == KMEND_MODE_GOLDEN)
		for (uint32_t i = 0; i < blocks; i++)
			parts[0].watch[i] = KMEND_WATCH_COUNT;
	if (c->mode == KMEND_MODE_ARMED && c->block < blocks) {
		armed = true;
		parts[0].watch[c->block] = KMEND_WATCH_ARMED;
	}
}

void kmend_stop(enum kmend_stop code)
{
	WRITE_ONCE(kmend_control.stop, code);
	mb();
	outb(1, KMEND_STOP_PORT);
	if (code != KMEND_STOP_READY)
		outb(code, KMEND_EXIT_PORT); /* only reached, and only there, when no harness has paused the machine */
}

void kmend_ready(void)
{
	struct kmend_line line;
	unsigned long flags;

	fill();
	kmend_line_begin(&line, "ready");
	kmend_line_text(&line, "target", "linux");
	kmend_line_text(&line, "policy", "none");
	kmend_line_text(&line, "version", UTS_RELEASE);
	kmend_line_number(&line, "sites", kmend_control.nsites);
	kmend_line_send(&line);

	local_irq_save(flags);
	kmend_timer_pause();
	kmend_stop(KMEND_STOP_READY);
	barrier(); /* the harness has written the lower half of the control block */
	kmend_timer_resume();
	local_irq_restore(flags);

	kmend_line_begin(&line, "armed");
	if (kmend_control.mode == KMEND_MODE_ARMED)
		kmend_line_number(&line, "site", kmend_control.site);
	else
		kmend_line_text(&line, "site", "none");
	kmend_line_send(&line);
	watch_set();
}

const char *kmend_workload(void)
{
	kmend_control.workload[sizeof(kmend_control.workload) - 1] = 0;
	return kmend_control.workload;
}

/*
 * Called by the armed block. While Linux reports its own crash the fault sleeps: a second fault in the middle of the
 * report would only hide where the first one was.
 */
uint32_t kmend_activated(void)
{
	struct kmend_line line;

	if (!armed || oops_in_progress)
		return KMEND_FAULT_NONE;
	activations++;
	if ((activations & (activations - 1)) == 0) {
		kmend_line_begin(&line, "fault-activated");
		kmend_line_number(&line, "site", kmend_control.site);
		kmend_line_number(&line, "count", activations);
		kmend_line_send(&line);
	}
	return kmend_control.type;
}
