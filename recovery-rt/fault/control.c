/*
 * The control block: describes the kernel to the harness and carries out its orders. Calls nothing of the kernel's own: the armed
 * block can be any block of it.
 */
#include "control.h"

#include <kmend/policy.h>

#include "activation.h"
#include "event.h"
#include "fault.h"

/* Not all zero: it lies in initialised data, where the harness finds boot_mode in the image. */
struct kmend_control kmend_control = { .magic = KMEND_CONTROL_MAGIC, .version = KMEND_ABI_VERSION };

/* The kernel stands still while the harness writes: what it may have written is read through this. */
static const volatile struct kmend_control *const orders = &kmend_control;

static uint8_t *watch_of[KMEND_MAX_COMPONENTS];
static uint8_t *armed; /* watch byte of the armed block, in a storm of any; NULL: no fault is in force */
static uint64_t due;   /* when a fault acts next that comes at intervals */

static void watch_blocks(uint8_t *watch, uint32_t n, uint8_t bits)
{
	uint32_t i;

	for (i = 0; i < n; i++)
		((volatile uint8_t *)watch)[i] = bits;
}

void kmend_component(const struct kmend_part *part)
{
	struct kmend_control *c = &kmend_control;
	struct kmend_component *component;
	unsigned i;

	if (c->ncomponents == KMEND_MAX_COMPONENTS)
		return; /* the harness sees that one is missing */
	watch_of[c->ncomponents] = part->watch;
	component = &c->component[c->ncomponents++];
	for (i = 0; i + 1 < sizeof(component->name) && part->name[i]; i++)
		component->name[i] = part->name[i];
	component->watch_pa = part->watch_pa;
	component->counts_pa = part->counts_pa;
	component->first_block = c->nblocks;
	component->nblocks = part->nblocks;
	c->nblocks += part->nblocks;
	c->nsites += part->nsites;
	if (orders->boot_mode == KMEND_MODE_GOLDEN)
		watch_blocks(part->watch, part->nblocks, KMEND_WATCH_COUNT);
}

static void watch_all(uint8_t bits)
{
	uint32_t i;

	for (i = 0; i < kmend_control.ncomponents; i++)
		watch_blocks(watch_of[i], kmend_control.component[i].nblocks, bits);
}

static int is_storm(void)
{
	return orders->fault.activation == KMEND_ACTIVATION_STORM;
}

__attribute__((weak)) void kmend_stop(enum kmend_stop why)
{
	((volatile struct kmend_control *)&kmend_control)->stop = why;
	__asm__ volatile("outb %0, %1" : : "a"((uint8_t)1), "d"((uint16_t)KMEND_STOP_PORT) : "memory");
}

/* The watch byte of a block of the image; NULL when there is no such block. */
static uint8_t *watch_byte(uint32_t block)
{
	const struct kmend_component *component = kmend_control.component;
	uint32_t i;

	for (i = 0; i < kmend_control.ncomponents; i++)
		if (block - component[i].first_block < component[i].nblocks)
			return watch_of[i] + (block - component[i].first_block);
	return 0;
}

/* The event comes first: after arming nothing happens here that the fault could disturb. */
static void obey(void)
{
	if (orders->mode != KMEND_MODE_ARMED) {
		kmend_tell_text("armed", "site", "none");
		if (orders->mode == KMEND_MODE_GOLDEN)
			watch_all(KMEND_WATCH_COUNT);
		return;
	}
	kmend_tell_number("armed", "site", orders->site);
	armed = watch_byte(orders->block);
	if (armed && is_storm())
		watch_all(KMEND_WATCH_ARMED);
	else if (armed)
		*(volatile uint8_t *)armed = KMEND_WATCH_ARMED;
}

void kmend_ready(const char *target, const char *version)
{
	kmend_say_begin("ready");
	kmend_say_text("target", target);
	kmend_say_text("policy", kmend_policy_facts(kmend_control.policy)->text);
	if (version)
		kmend_say_text("version", version);
	kmend_say_number("sites", kmend_control.nsites);
	kmend_say_end();
	kmend_stop(KMEND_STOP_READY);
	obey();
}

void kmend_fault_off(void)
{
	if (orders->mode == KMEND_MODE_GOLDEN || (armed && is_storm()))
		watch_all(0);
	else if (armed)
		*(volatile uint8_t *)armed = 0;
	armed = 0;
}

uint32_t kmend_activate(void)
{
	struct kmend_fault *fault = &kmend_control.fault;
	uint64_t number;

	if (!armed || (kmend_fault_sleeps && kmend_fault_sleeps()))
		return KMEND_ACT_NONE;
	if (is_storm() && kmend_is_protected && !kmend_is_protected())
		return KMEND_ACT_NONE; /* a storm counts what could be rolled back, where anything can be */
	number = kmend_fault_runs(fault, kmend_say_clock_ns(), &due);
	if (!number)
		return KMEND_ACT_NONE;
	if (is_storm() || (number & (number - 1)) == 0) {
		kmend_say_begin("fault-activated");
		kmend_say_number("site", kmend_control.site);
		kmend_say_number("count", number);
		kmend_say_end();
	}
	return KMEND_ACTION(fault->type, fault->candidate);
}

uint64_t __kmend_seed(void)
{
	return kmend_fault_seed(&kmend_control.fault);
}

uint64_t __kmend_random(void)
{
	return kmend_fault_random(&kmend_control.fault);
}
