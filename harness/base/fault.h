/* The fault types of kmend/abi.h by text and by number: the only place on the host that reads that list. */
#ifndef KMEND_BASE_FAULT_H
#define KMEND_BASE_FAULT_H

#include <stddef.h>
#include <stdint.h>

/* Number (enum kmend_fault_type) of the type with that text; KMEND_FAULT_NONE, 0, when there is no such type. */
uint32_t kmend_fault_type_find(const char *text);

/* Text of the type with that number; NULL when there is no such type. */
const char *kmend_fault_type_text(uint32_t number);

/* The texts one after the other, for lists: NULL past the last one. */
const char *kmend_fault_type_at(size_t index);

/*
 * 1: a fault of that type acts by an access to address 0 and by nothing else: where that is mapped, nothing happens. 0 for every other type.
 */
int kmend_fault_type_uses_null(const char *text);

/* All texts with commas between them, as KMEND_SITES takes them. */
const char *kmend_fault_types_all(void);

#endif
