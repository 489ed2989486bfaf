/* What the kernel of tests/plain32 does not have: a policy of its own image, and a place for detectors. */
#include "control.h"

__attribute__((weak)) void frame_detect(void);

/* Called by glue.c in place of kmend_one_component(), with its interrupt table in force. */
void frame_component(uintptr_t shift);

void frame_component(uintptr_t shift)
{
	kmend_control.policy = POLICY;
	if (frame_detect)
		frame_detect();
	kmend_one_component(shift);
}
