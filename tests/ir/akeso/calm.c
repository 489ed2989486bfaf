/* With fault sites in it and nothing armed, the kernel needs the slow path of its blocks: it is never called. */
#include "slow_path.h"

SLOW_PATH uint32_t __kmend_block(uint8_t *watch)
{
	__builtin_trap();
	return *watch;
}

uint64_t __kmend_seed(void);
uint64_t __kmend_seed(void)
{
	return 0;
}

uint64_t __kmend_random(void);
uint64_t __kmend_random(void)
{
	return 0;
}
