/* The reports of a console, in the order in which they begin. For the files of this folder only. */
#ifndef KMEND_OUTCOME_REPORT_LIST_H
#define KMEND_OUTCOME_REPORT_LIST_H

#include "harness/outcome/report_below.h"

#define REPORTS_MAX 64 /* of a console; a quarter of them is kept for those that name a crash */

struct report_list {
	struct report *list[REPORTS_MAX];
	size_t count;
	int linux_seen; /* a line that only Linux writes */
};

/* Reads any bytes, in time linear to them. -1: out of memory. Release in both cases. */
int report_list_read(struct report_list *reports, const char *console, size_t size);
void report_list_release(struct report_list *reports);

/* Adds the frames of a report to a crash, best first, and everything else that it says. */
void report_to_crash(struct kmend_crash *crash, const struct report *report);

#endif
