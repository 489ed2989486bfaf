/* Fault models: named sets of fault types. The one table of them; a model is one row. */
#ifndef KMEND_CONFIG_FAULT_MODEL_H
#define KMEND_CONFIG_FAULT_MODEL_H

#include <stddef.h>
#include <stdint.h>

/* Sets of types: one bit for each enum kmend_fault_type. */
#define KMEND_FAULT_BIT(type) (UINT64_C(1) << (type))

struct kmend_fault_model {
	const char *name;
	uint64_t types;
};

/* The row; NULL when there is no such model. And one after the other, for lists: NULL past the last one. */
const struct kmend_fault_model *kmend_fault_model_find(const char *name);
const struct kmend_fault_model *kmend_fault_model_at(size_t index);

/* The texts of a set of types with commas between them, in the order of their numbers: a new string of the caller. */
char *kmend_fault_types_text(uint64_t types);

#endif
