/* The style and the script of a page, as files of this folder that the build puts into the program, with what a
 * Content-Security-Policy says of them. Internal to report/. */
#ifndef KMEND_REPORT_PAGE_ASSETS_H
#define KMEND_REPORT_PAGE_ASSETS_H

#include <stdio.h>

struct page_asset {
	const char *text; /* without NUL at its end */
	unsigned size;
	const char *sha256; /* of the text, 64 hex digits */
};

const struct page_asset *page_style(void);
const struct page_asset *page_script(void);

/* Writes 'sha256-...' in its quotes, as the policy wants it. */
void page_asset_source(const struct page_asset *asset, FILE *out);

#endif
