/* Names of refs: a component of a ref holds no text that git would read as something else. */
#include "harness/history/private.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "harness/base/file.h"

#define ROOT "refs/kmend/baselines/"
#define COMPONENT_MAX 200 /* characters: it becomes the name of a folder */

static int is_plain(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
}

/* -1 with a message when it does not fit. */
static int encode(char out[COMPONENT_MAX + 1], const char *text, const char *what)
{
	size_t n = 0;

	for (const char *c = text; *c; c++) {
		if (n + 3 > COMPONENT_MAX)
			return kmend_error_as(
				KMEND_ERROR_INVALID, "the name of the %s is too long for a baseline", what);
		if (is_plain(*c))
			out[n++] = *c;
		else
			n += (size_t)sprintf(out + n, "%%%02x", (unsigned char)*c);
	}
	out[n] = '\0';
	return n ? 0 : kmend_error_as(KMEND_ERROR_INVALID, "the %s has no name: it cannot have a baseline", what);
}

char *history_ref(const struct kmend_history_key *key, const char *commit)
{
	char target[COMPONENT_MAX + 1], campaign[COMPONENT_MAX + 1], *ref;

	if (encode(target, key->target, "target") < 0 || encode(campaign, key->campaign, "campaign") < 0)
		return NULL;
	ref = kmend_format(ROOT "%s/%s/%s", target, campaign, commit ? commit : "");
	if (!ref)
		kmend_error_memory();
	return ref;
}

static int hex_value(char c)
{
	return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* New string of the caller in *out; 1 when `text` is not what encode() writes. */
static int decode(char **out, const char *text, size_t size)
{
	char *end = *out = malloc(size + 1);

	if (!end)
		return kmend_error_memory();
	for (size_t i = 0; i < size; i++) {
		int high = i + 2 < size ? hex_value(text[i + 1]) : -1, low = i + 2 < size ? hex_value(text[i + 2]) : -1;

		if (is_plain(text[i])) {
			*end++ = text[i];
		} else if (text[i] == '%' && high >= 0 && low >= 0 && high + low > 0) {
			*end++ = (char)(high * 16 + low);
			i += 2;
		} else {
			free(*out);
			*out = NULL;
			return 1;
		}
	}
	*end = '\0';
	return 0;
}

void history_key_release(struct kmend_history_key *key)
{
	free(key->target);
	free(key->campaign);
	*key = (struct kmend_history_key){ 0 };
}

int history_ref_read(const char *ref, struct kmend_history_entry *entry)
{
	const char *target = ref + strlen(ROOT), *campaign, *commit;
	int result;

	*entry = (struct kmend_history_entry){ 0 };
	if (strncmp(ref, ROOT, strlen(ROOT)) != 0 || !(campaign = strchr(target, '/')) ||
		!(commit = strchr(campaign + 1, '/')) || strlen(commit + 1) != KMEND_HISTORY_HEX - 1)
		return 1;
	for (const char *c = commit + 1; *c; c++)
		if (hex_value(*c) < 0)
			return 1;
	memcpy(entry->commit, commit + 1, KMEND_HISTORY_HEX);
	result = decode(&entry->key.target, target, (size_t)(campaign - target));
	if (result == 0)
		result = decode(&entry->key.campaign, campaign + 1, (size_t)(commit - campaign - 1));
	if (result != 0)
		history_key_release(&entry->key);
	return result;
}
