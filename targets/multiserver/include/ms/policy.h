/*
 * What the policy of an image means to this system: the one place where kernel and RS tell policies apart. The rest follows from
 * the table of policies (kmend/policy.h) and, for those with a runtime, from that runtime's own decision in the replacement.
 */
#ifndef MS_POLICY_H
#define MS_POLICY_H

#include <kmend/abi.h>

enum ms_reaction {
	MS_PANIC,    /* a crashed service ends the system */
	MS_RESTART,  /* the replacement starts afresh */
	MS_TAKE_OVER /* the replacement gets the state of the crashed instance and goes on from there */
};

static inline enum ms_reaction ms_reaction(uint32_t policy)
{
	switch (policy) {
	case KMEND_POLICY_NONE:
		return MS_PANIC;
	case KMEND_POLICY_STATELESS:
		return MS_RESTART;
	default:
		return MS_TAKE_OVER;
	}
}

/* Does a page that the kernel has VM make for a service, in the memory of a process, end the service's window? (ms/extended.h, PAGE) */
static inline int ms_page_closes_window(uint32_t policy)
{
	return policy != KMEND_POLICY_EXTENDED;
}

#endif
