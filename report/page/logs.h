/*
 * What the logs of the experiments tell, packed: blocks of PAGE_LOGS_BLOCK experiments that belong together, each a zlib stream
 * of JSON in base64, which the page unpacks when one of them is opened. Crashes come first: where the logs of all do not fit into
 * a page, those of the runs that went best are left out, and the page says so. Internal to report/page/.
 */
#ifndef KMEND_REPORT_PAGE_LOGS_H
#define KMEND_REPORT_PAGE_LOGS_H

#include <stdio.h>

#include "report/page/rows.h"

#define PAGE_LOGS_BLOCK 64
#define PAGE_LOGS_BYTES_MAX ((size_t)11 << 20) /* of all blocks, as they stand in the page */
#define PAGE_LOG_LINES_FIRST 200               /* of the events of one experiment; the rest is counted */
#define PAGE_LOG_LINES_LAST 50

struct page_logs {
	json_t *where; /* for each row: block * PAGE_LOGS_BLOCK + place in it; -1: not in the page */
	uint64_t left_out;
	size_t bytes;
};

/* Writes the blocks as elements with the ids log-0, log-1, ... -1 with a message. Release after success. */
int page_logs_write(struct page_logs *logs, const struct page_rows *rows, struct kmend_store *store, FILE *out);
void page_logs_release(struct page_logs *logs);

#endif
