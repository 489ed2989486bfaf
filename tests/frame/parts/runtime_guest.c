/* The guest's side of the runtime "dummy": what runs after the first instrumented function has begun is protected. */
#include "fault.h"

void __kmend_dummy(void);

static volatile int begun;

void __kmend_dummy(void)
{
	begun = 1;
}

int kmend_is_protected(void)
{
	return begun;
}
