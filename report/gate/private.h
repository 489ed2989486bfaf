/* What the rules share. */
#ifndef KMEND_REPORT_GATE_PRIVATE_H
#define KMEND_REPORT_GATE_PRIVATE_H

#include "report/gate/gate.h"

/* A new row, which passes; valid until the next one. NULL with a message when out of memory, or when the rule is ignored (then *ignored
 * is 1). */
struct kmend_gate_row *gate_row(struct kmend_gate *gate, enum kmend_gate_rule rule, const char *policy, int *ignored);

/* Sets the row's verdict and its sentence. */
void gate_say(struct kmend_gate_row *row, enum kmend_gate_verdict verdict, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

/* Are both of one target and one plan, whole, and are the rules' policies theirs? -1 with a message. */
int gate_check(const struct kmend_gate *gate);

/* The rules by their kind. -1 with a message. */
int gate_conditions(struct kmend_gate *gate);
int gate_tests(struct kmend_gate *gate);
int gate_signatures(struct kmend_gate *gate);
int gate_figures(struct kmend_gate *gate);

#endif
