/* What land.c calls from assembly. */
#ifndef KMEND_AKESO_LAND_H
#define KMEND_AKESO_LAND_H

#include "rt.h"

extern int kmend_akeso_is_ready; /* kmend_akeso_init() was called */

AKESO_ON_STACK void kmend_akeso_told_read(const void *address, uint64_t bytes);
AKESO_ON_STACK void kmend_akeso_told_write(const void *address, uint64_t bytes);
AKESO_ON_STACK void kmend_akeso_told_add(const void *address, uint64_t bytes, uint64_t difference);
AKESO_ON_STACK void kmend_akeso_told_bits(const void *address, uint64_t bytes, uint64_t bits);
AKESO_ON_STACK int kmend_akeso_roll_back(void);

#endif
