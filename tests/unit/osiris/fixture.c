/* The component that the tests of the runtime work on. */
#include "fixture.h"

_Alignas(4096) struct component component;
struct kmend_header component_layout;
static uint32_t seed;

/* What a linker script does for a component. */
#define TEXT(x) #x
#define TEXT_OF(x) TEXT(x)
__asm__(".bss\n.balign 16\n.globl __kmend_log_start, __kmend_log_end\n"
	"__kmend_log_start:\n.zero " TEXT_OF(LOG_BYTES) "\n__kmend_log_end:\n.zero 512\n.text\n");

uint32_t component_random(void)
{
	seed = seed * 1664525u + 1013904223u;
	return seed >> 8;
}

void component_setup(enum kmend_policy policy)
{
	seed = 1;
	component_layout = (struct kmend_header){
		.data_start = (uint64_t)component.data,
		.data_end = (uint64_t)(component.data + sizeof(component.data)),
		.stack_low = (uint64_t)component.stack,
		.stack_high = (uint64_t)(component.stack + STACK_BYTES),
		.runtime_start = (uint64_t)&__kmend_osiris,
		.runtime_end = (uint64_t)(&__kmend_osiris + 1),
	};
	for (size_t i = 0; i < sizeof(component); i++)
		((uint8_t *)&component)[i] = (uint8_t)component_random();
	memset(&__kmend_osiris, 0, sizeof(__kmend_osiris));
	osiris_init(&component_layout, policy);
}

void component_store(void *to, const void *from, size_t bytes)
{
	__kmend_log_store(to, bytes);
	memmove(to, from, bytes);
}

void component_scribble(void *to, size_t bytes)
{
	__kmend_log_store(to, bytes);
	for (size_t i = 0; i < bytes; i++)
		((uint8_t *)to)[i] = (uint8_t)component_random();
}
