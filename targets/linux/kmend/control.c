// SPDX-License-Identifier: MIT
/*
 * What recovery-rt/fault needs of Linux: its components, the second serial port, the clock, and when to hold still. Nothing
 * here calls Linux while a fault is armed: this code runs in the middle of any block of the kernel.
 */
#include <linux/irqflags.h>
#include <linux/kernel.h>
#include <linux/math64.h>
#include <linux/mm.h>
#include <linux/printk.h>
#include <asm/io.h>
#include <asm/msr.h>
#include <asm/tsc.h>
#include <generated/utsrelease.h>

#include "components.h"
#include "fault.h"
#include "kmend.h"

#define LINE_STATUS 5
#define TRANSMITTER_EMPTY 0x20

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

/* Called first thing in start_kernel() (linux.patch): no component has run before. */
void __init kmend_begin(void)
{
#ifdef CONFIG_KMEND_AKESO
	kmend_control.policy = KMEND_POLICY_AKESO;
#endif
	for (int i = 0; parts[i].name; i++) {
		struct kmend_part part = {
			.name = parts[i].name,
			.watch = parts[i].watch,
			.watch_pa = __pa_symbol(parts[i].watch),
			.counts_pa = __pa_symbol(parts[i].counts),
			.nblocks = parts[i + 1].watch - parts[i].watch,
		};

		for (struct kmend_unit *unit = parts[i].units; unit < parts[i + 1].units; unit++)
			part.nsites += unit->nsites;
		kmend_component(&part);
	}
}

void kmend_boot_over(void)
{
	unsigned long flags;

	local_irq_save(flags);
	kmend_timer_pause();
	kmend_ready("linux", UTS_RELEASE);
	kmend_timer_resume();
	local_irq_restore(flags);
}

void kmend_end(enum kmend_stop why)
{
	kmend_recover_report();
	kmend_stop(why);
	outb(why, KMEND_EXIT_PORT); /* only reached, and only there, when no harness has paused the machine */
}

const char *kmend_workload(void)
{
	kmend_control.workload[sizeof(kmend_control.workload) - 1] = 0;
	return kmend_control.workload;
}

/*
 * While Linux reports its own crash the fault sleeps: a second one in the middle of the report would only hide where
 * the first was.
 */
int kmend_fault_sleeps(void)
{
	return oops_in_progress;
}

/* ---- the event port, polled ---- */

void kmend_say_byte(char byte)
{
	while (!(inb(KMEND_EVENT_PORT + LINE_STATUS) & TRANSMITTER_EMPTY))
		;
	outb(byte, KMEND_EVENT_PORT);
}

/* Guest virtual time in nanoseconds. Under instruction counting the time-stamp counter counts just those. */
uint64_t kmend_say_clock_ns(void)
{
	u64 now = rdtsc();

	if (!tsc_khz || (tsc_khz > 980000 && tsc_khz < 1020000))
		return now;
	return mul_u64_u32_div(now, 1000000, tsc_khz);
}

/* An interrupt can come through the armed block and report it: it has to wait for the end of an event. */
static unsigned long said_flags;

void kmend_say_enter(void)
{
	unsigned long flags;

	local_irq_save(flags);
	said_flags = flags;
}

void kmend_say_leave(void)
{
	local_irq_restore(said_flags);
}
