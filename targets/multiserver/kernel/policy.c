/*
 * The policy of this image: the one object that differs between the images of two policies with the same code. The build says
 * which, POLICY, and what the services were instrumented for, RECOVERY.
 */
#include "kernel.h"

enum policy {
#define KMEND_X(number, name, symbol, ...) policy_##symbol = (number),
	KMEND_POLICIES(KMEND_X)
#undef KMEND_X
};

enum runtime {
#define KMEND_X(number, name, symbol, text) runtime_##symbol = (number),
	KMEND_RUNTIMES(KMEND_X)
#undef KMEND_X
};

enum wanted {
#define KMEND_X(number, name, symbol, text, runtime, ...) wanted_##symbol = KMEND_RUNTIME_##runtime,
	KMEND_POLICIES(KMEND_X)
#undef KMEND_X
};

#define JOIN_(a, b) a##b
#define JOIN(a, b) JOIN_(a, b)

_Static_assert((int)JOIN(wanted_, POLICY) == (int)JOIN(runtime_, RECOVERY),
	"KMEND_RECOVERY is not what the policy's row in KMEND_POLICIES says");

const uint32_t control_policy = JOIN(policy_, POLICY);
