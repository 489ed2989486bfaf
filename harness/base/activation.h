/* When an armed site acts (kmend/abi.h), as people write it: `persistent`, `once`, `every 3`, `after 10`, `probability 0.25`, `interval 8ms`; `storm 300000`, in any
 * block. */
#ifndef KMEND_BASE_ACTIVATION_H
#define KMEND_BASE_ACTIVATION_H

#include <stdint.h>

#define KMEND_ACTIVATION_TEXT_MAX 48 /* bytes, NUL included */

struct kmend_activation_rule {
	uint32_t kind;      /* enum kmend_activation */
	uint64_t parameter; /* as in struct kmend_fault; 0 where the kind has none */
};

/* How the kinds are written, for messages and help. */
#define KMEND_ACTIVATION_FORMS                                                                                       \
	"persistent, once, every N, after N, probability P, interval T or storm N (N from 1, P above 0 and at most " \
	"1, "                                                                                                        \
	"T like 500us or 8ms)"

/* Reads one. -1 when TEXT is not one; no message: the caller says where it stands. */
int kmend_activation_read(struct kmend_activation_rule *rule, const char *text);
/* Writes one to OUT, which it returns. What it writes reads back as the same rule. */
const char *kmend_activation_write(char out[KMEND_ACTIVATION_TEXT_MAX], uint32_t kind, uint64_t parameter);

/* The name of a kind alone; NULL when there is no such kind. And back: -1 when there is no such name. */
const char *kmend_activation_name(uint32_t kind);
int kmend_activation_find(uint32_t *kind, const char *name);

#endif
