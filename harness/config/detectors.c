/* Lists of detectors: what they may look like, and one order for all of them, because they decide about images. */
#include "harness/config/detectors.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "harness/base/buf.h"
#include "harness/base/error.h"

#define WORD_MAX 31

static int is_word(const char *name)
{
	size_t length = strlen(name);

	return length && length <= WORD_MAX && strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789-") == length &&
		name[0] != '-';
}

int kmend_detectors_check(char *const *names, uint64_t count, char *why, unsigned size)
{
	if (count > KMEND_DETECTORS_MAX) {
		snprintf(why, size, "at most %d", KMEND_DETECTORS_MAX);
		return -1;
	}
	for (uint64_t i = 0; i < count; i++) {
		if (!is_word(names[i])) {
			snprintf(why, size, "'%.40s' is not the name of a detector", names[i]);
			return -1;
		}
		for (uint64_t k = 0; k < i; k++)
			if (strcmp(names[i], names[k]) == 0) {
				snprintf(why, size, "'%s' is there twice", names[i]);
				return -1;
			}
	}
	return 0;
}

static int by_name(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

char *kmend_detectors_join(char *const *names, uint64_t count)
{
	const char *sorted[KMEND_DETECTORS_MAX];
	struct kmend_buf text = KMEND_BUF_INIT;

	if (count > KMEND_DETECTORS_MAX)
		return NULL;
	for (uint64_t i = 0; i < count; i++)
		sorted[i] = names[i];
	if (count)
		qsort(sorted, count, sizeof *sorted, by_name);
	for (uint64_t i = 0; i < count; i++)
		if (kmend_buf_printf(&text, "%s%s", i ? "," : "", sorted[i]) < 0) {
			kmend_buf_release(&text);
			return NULL;
		}
	return text.data ? text.data : strdup("");
}

int kmend_target_has_detector(const struct kmend_target *target, const char *name)
{
	for (uint64_t i = 0; i < target->detectors_count; i++)
		if (strcmp(target->detectors[i], name) == 0)
			return 1;
	return 0;
}

int kmend_detectors_read(char **list, const struct kmend_target *target, const char *text)
{
	char *names[KMEND_DETECTORS_MAX + 1] = { NULL }, *copy = strdup(text), *rest = copy, why[128];
	uint64_t count = 0;
	int result = -1;

	*list = NULL;
	if (!copy)
		return kmend_error_memory();
	while (*text && rest && count <= KMEND_DETECTORS_MAX)
		names[count++] = strsep(&rest, ",");
	if (kmend_detectors_check(names, count, why, sizeof why) < 0) {
		kmend_error_as(KMEND_ERROR_INVALID, "detectors: %s", why);
		goto out;
	}
	for (uint64_t i = 0; i < count; i++)
		if (!kmend_target_has_detector(target, names[i])) {
			kmend_error_as(KMEND_ERROR_INVALID, "target '%s' has no detector '%s'", target->name, names[i]);
			goto out;
		}
	*list = kmend_detectors_join(names, count);
	result = *list ? 0 : kmend_error_memory();
out:
	free(copy);
	return result;
}
