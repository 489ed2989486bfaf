/* The policy of this image: the one object that differs between the images of two policies with the same code. */
#include "kernel.h"

#define POLICY_NAME_(name) KMEND_POLICY_##name
#define POLICY_NAME(name) POLICY_NAME_(name)

const uint32_t control_policy = POLICY_NAME(POLICY);
