/*
 * The local APIC: a periodic timer interrupt, HZ times a second, and the measure of the time-stamp counter. QEMU's
 * LAPIC timer counts at 1 GHz of guest virtual time; with -icount the counter does too, and is then used exactly.
 */
#include <ms/params.h>

#include "kernel.h"
#include "layout.h"
#include "mem.h"

enum { APIC_BASE = 0xfee00000u, MSR_APIC_BASE = 0x1b };
enum {
	APIC_EOI = 0xb0,
	APIC_SPURIOUS = 0xf0,
	APIC_TIMER = 0x320,
	APIC_INITIAL = 0x380,
	APIC_CURRENT = 0x390,
	APIC_DIVIDE = 0x3e0
};
enum { TIMER_MASKED = 1 << 16, TIMER_PERIODIC = 1 << 17, DIVIDE_BY_1 = 11, APIC_ENABLE = 0x100 };
enum { APIC_HZ = 1000000000, MEASURE_TICKS = 1000000 };

static uint64_t ns_per_tick_32; /* fixed point, 32 fraction bits; 0: one tick is one nanosecond */
static uint64_t tsc_origin;

static volatile uint32_t *apic_register(unsigned offset)
{
	return (volatile uint32_t *)mem_at(APIC_BASE + offset);
}

static void calibrate(void)
{
	*apic_register(APIC_TIMER) = TIMER_MASKED;
	*apic_register(APIC_INITIAL) = 0xffffffffu;
	uint32_t first = *apic_register(APIC_CURRENT), now;
	uint64_t start = rdtsc(), ticks;
	do
		now = *apic_register(APIC_CURRENT);
	while (first - now < MEASURE_TICKS);
	ticks = rdtsc() - start;
	uint64_t ns = (uint64_t)(first - now) * 1000000000u / APIC_HZ;
	if (ticks > ns - ns / 50 && ticks < ns + ns / 50)
		return;
	tsc_origin = start;
	ns_per_tick_32 = (ns << 32) / (ticks == 0 ? 1 : ticks);
}

void apic_init(void)
{
	out8(0x21, 0xff); /* the old interrupt controllers, where there are any, stay silent */
	out8(0xa1, 0xff);
	wrmsr(MSR_APIC_BASE, APIC_BASE | 0x900); /* enabled, boot processor */
	*apic_register(APIC_SPURIOUS) = APIC_ENABLE | VECTOR_SPURIOUS;
	*apic_register(APIC_DIVIDE) = DIVIDE_BY_1;
	calibrate();
	*apic_register(APIC_TIMER) = TIMER_PERIODIC | VECTOR_TIMER;
	apic_timer_start();
}

void apic_timer_start(void)
{
	*apic_register(APIC_INITIAL) = APIC_HZ / HZ;
}

void apic_timer_stop(void)
{
	*apic_register(APIC_INITIAL) = 0;
}

void apic_end_of_interrupt(void)
{
	*apic_register(APIC_EOI) = 0;
}

uint64_t apic_time_ns(void)
{
	uint64_t tsc = rdtsc();
	if (ns_per_tick_32 == 0)
		return tsc;
	return (uint64_t)((unsigned __int128)(tsc - tsc_origin) * ns_per_tick_32 >> 32);
}
