/*
 * The shares that a report gives of the activated experiments: each outcome of an activated fault, in the order of
 * harness/base/outcome.h, then what survived, then what became of the services: usable, service lost. One list for tables, JSON and
 * charts. Internal to report/.
 */
#ifndef KMEND_REPORT_OUTCOMES_H
#define KMEND_REPORT_OUTCOMES_H

#include "report/chart.h"
#include "report/summary.h"

/* How many outcomes of an activated fault there are, how many shares out of outcomes alone, and how many in all. */
#define KMEND_X(number, upper, text, class) +(((class) & KMEND_OUTCOME_ACTIVATED) != 0)
enum { KMEND_NACTIVATED = 0 KMEND_OUTCOMES(KMEND_X) };
#undef KMEND_X
enum { KMEND_SHARES = KMEND_NACTIVATED + 1, KMEND_SHARE_USABLE = KMEND_SHARES, KMEND_SHARE_LOST, KMEND_SHARES_ALL };

/* The outcomes of share number `i`, below KMEND_SHARES, as bits 1 << KMEND_OUTCOME_... */
unsigned kmend_share_outcomes(size_t i);
const char *kmend_share_name(size_t i); /* for people: "service lost" */
const char *kmend_share_key(size_t i);  /* for programs: "service_lost" */
uint64_t kmend_share_count(const struct kmend_tally *tally, size_t i);
/* Not of what nobody probed: neither 0 nor 100 % would be true. */
int kmend_share_is_known(const struct kmend_tally *tally, size_t i);

/* How the share of one outcome is drawn. */
struct kmend_chart_style kmend_share_style(size_t i);

#define KMEND_OUTCOME_KEY_MAX 32
/* The outcome's word as a key of JSON or CSV: "not_activated". Written into `key`, which is returned. */
const char *kmend_outcome_key(enum kmend_outcome outcome, char key[KMEND_OUTCOME_KEY_MAX]);

#endif
