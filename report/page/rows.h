/* The experiments of a page, column by column. Internal to report/page/. */
#ifndef KMEND_REPORT_PAGE_ROWS_H
#define KMEND_REPORT_PAGE_ROWS_H

#include <jansson.h>
#include <stdint.h>

#include "harness/store/store.h"

#define KMEND_PAGE_EXPERIMENTS_MAX 100000 /* those after it are counted, not listed */

/* What is needed to find the logs of one. */
struct page_experiment {
	int64_t id, policy_id;
	uint32_t dense_site;
	int outcome; /* 0: it has not run */
};

struct page_rows {
	json_t *json; /* {"lists", "sites", "columns"}: what page/js/data.js reads */
	struct page_experiment *experiments;
	size_t count;
	uint64_t unlisted; /* beyond KMEND_PAGE_EXPERIMENTS_MAX */
};

/* -1 with a message. Release after success. */
int page_rows_read(struct page_rows *rows, struct kmend_store *store);
void page_rows_release(struct page_rows *rows);

#endif
