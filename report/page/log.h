/* One experiment's story as JSON. Internal to report/page/. */
#ifndef KMEND_REPORT_PAGE_LOG_H
#define KMEND_REPORT_PAGE_LOG_H

#include "harness/store/story.h"
#include "report/page/texts.h"

/*
 * {"events": [microseconds since the line before (the first: of the guest's clock), number of the text, ...],
 *  "skipped": lines left out after PAGE_LOG_LINES_FIRST of them, "tests": [text ...], "audit": text, "damaged": lines,
 *  "console": text}; what is empty is not there. A row of tests that pass is one line. NULL: out of memory.
 */
json_t *page_log_json(const struct kmend_story *story, struct page_texts *texts);

#endif
