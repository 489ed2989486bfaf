/*
 * The shares that a report gives of the activated experiments: each outcome of an activated fault, in the order of
 * harness/base/outcome.h, then what survived. One list for tables, JSON and charts. Internal to report/.
 */
#ifndef KMEND_REPORT_OUTCOMES_H
#define KMEND_REPORT_OUTCOMES_H

#include "report/chart.h"
#include "report/summary.h"

/* How many outcomes of an activated fault there are, and how many shares. */
#define KMEND_X(number, upper, text, class) +(((class) & KMEND_OUTCOME_ACTIVATED) != 0)
enum { KMEND_NACTIVATED = 0 KMEND_OUTCOMES(KMEND_X) };
#undef KMEND_X
enum { KMEND_SHARES = KMEND_NACTIVATED + 1 };

/* The outcomes of share number `i` as bits 1 << KMEND_OUTCOME_...; its name: that of the outcome, or "survived". */
unsigned kmend_share_outcomes(size_t i);
const char *kmend_share_name(size_t i);
uint64_t kmend_share_count(const struct kmend_tally *tally, size_t i);

/* How the share of one outcome is drawn. */
struct kmend_chart_style kmend_share_style(size_t i);

#define KMEND_OUTCOME_KEY_MAX 32
/* The outcome's word as a key of JSON or CSV: "not_activated". Written into `key`, which is returned. */
const char *kmend_outcome_key(enum kmend_outcome outcome, char key[KMEND_OUTCOME_KEY_MAX]);

#endif
