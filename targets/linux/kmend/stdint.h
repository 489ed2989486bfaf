/* What kmend/abi.h and the slow path of a block want of <stdint.h>, from Linux's own types. */
#ifndef KMEND_LINUX_STDINT_H
#define KMEND_LINUX_STDINT_H

#include <linux/limits.h>
#include <linux/types.h>

#ifndef UINT32_MAX
#define UINT32_MAX U32_MAX
#endif
#ifndef UINT64_MAX
#define UINT64_MAX U64_MAX
#endif

#endif
