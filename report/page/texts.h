/* Texts by number: each different one is written once, and everything else says its number. Internal to report/page/. */
#ifndef KMEND_REPORT_PAGE_TEXTS_H
#define KMEND_REPORT_PAGE_TEXTS_H

#include <jansson.h>
#include <stddef.h>

struct page_texts {
	json_t *list;    /* of strings, in order of their numbers */
	json_t *numbers; /* text to number */
};

int page_texts_init(struct page_texts *texts); /* -1: out of memory */
void page_texts_release(struct page_texts *texts);

/* The number of the text, made safe and cut after `limit` bytes of it. -1: out of memory. */
int page_texts_number(struct page_texts *texts, const char *text, size_t size, size_t limit);

#endif
