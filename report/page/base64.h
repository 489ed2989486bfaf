/* Base64 (RFC 4648). Internal to report/page/. */
#ifndef KMEND_REPORT_PAGE_BASE64_H
#define KMEND_REPORT_PAGE_BASE64_H

#include <stddef.h>
#include <stdio.h>

void page_base64(const unsigned char *bytes, size_t size, FILE *out);

#endif
