/* A text, or bytes, that grow. After memory ran out every further call does nothing and `failed` stays 1. */
#ifndef KMEND_INJECT_SITES_TEXT_H
#define KMEND_INJECT_SITES_TEXT_H

#include <stddef.h>

struct inject_text {
	char *bytes;
	size_t used, room;
	int failed;
};

void inject_text_add(struct inject_text *text, const char *format, ...) __attribute__((format(printf, 2, 3)));
void inject_text_add_bytes(struct inject_text *text, const void *bytes, size_t n);
void inject_text_release(struct inject_text *text);

#endif
