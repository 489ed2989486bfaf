/* Where two event logs differ. */
#ifndef KMEND_OUTCOME_LOG_DIFFERENCE_H
#define KMEND_OUTCOME_LOG_DIFFERENCE_H

#include <stddef.h>

#define KMEND_LOG_DIFFERENCE_MAX 800 /* bytes, NUL included */

/* 1: they are the same, byte for byte, and `difference` is "". 0: it says the first line that differs, and both of them, safe to
 * print: "line 7: 'A' and 'B'". Any bytes are fine. */
int kmend_log_same(
	char difference[KMEND_LOG_DIFFERENCE_MAX], const char *a, size_t a_size, const char *b, size_t b_size);

#endif
