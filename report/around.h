/* What stands around the tables of every report: where they come from, above, and whether it all adds up, below. */
#ifndef KMEND_REPORT_AROUND_H
#define KMEND_REPORT_AROUND_H

#include "report/document.h"
#include "report/summary.h"

/* Campaign, target, fault model, seed and the like, as facts of the document, which notes when memory is out. */
void report_facts(struct kmend_document *document, const struct kmend_summary *summary);

/* The sum of all classes of outcome, and what makes the figures less than they seem (a shard, no end, differences, infra errors, faults without effect), as notes.
 * Nothing for a result in which nothing was broken. */
void report_notes(struct kmend_document *document, const struct kmend_summary *summary);

#endif
