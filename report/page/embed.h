/* Data inside a page: JSON that no text in it can end, and packed blocks of it. Internal to report/page/. */
#ifndef KMEND_REPORT_PAGE_EMBED_H
#define KMEND_REPORT_PAGE_EMBED_H

#include <jansson.h>
#include <stdio.h>

/* <script type="application/json" id="ID">: within it every `<`, `>` and `&` is written as \u00XX. -1: out of memory. */
int page_embed_json(const char *id, const json_t *json, FILE *out);

/* The JSON as a zlib stream in base64, a string of the caller; *size is its length. NULL: out of memory. */
char *page_pack(const json_t *json, size_t *size);

#endif
