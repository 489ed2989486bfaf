#include "harness/base/shard.h"

#include <stdio.h>

#include "harness/base/error.h"

/* Digits only, no zero before them: one shard has one text. *end follows them; 0 when there is no such number. */
static uint32_t read_number(const char *text, const char **end)
{
	uint32_t number = 0;

	*end = text;
	if (*text < '1' || *text > '9')
		return 0;
	for (; **end >= '0' && **end <= '9'; ++*end) {
		number = number * 10 + (uint32_t)(**end - '0');
		if (number > KMEND_SHARDS_MAX)
			return 0;
	}
	return number;
}

int kmend_shard_parse(struct kmend_shard *shard, const char *text)
{
	const char *slash, *end = "";
	uint32_t index = read_number(text, &slash), count = 0;

	*shard = KMEND_SHARD_WHOLE;
	if (index && *slash == '/')
		count = read_number(slash + 1, &end);
	if (!count || *end || index > count)
		return kmend_error_as(KMEND_ERROR_USAGE,
			"a shard is I/N, such as 1/3, with I from 1 to N and N at most %u, not '%.80s'",
			KMEND_SHARDS_MAX, text);
	*shard = (struct kmend_shard){ index, count };
	return 0;
}

const char *kmend_shard_text(char text[KMEND_SHARD_TEXT_MAX], struct kmend_shard shard)
{
	snprintf(text, KMEND_SHARD_TEXT_MAX, "%u/%u", shard.index, shard.count);
	return text;
}

int kmend_shard_is_whole(struct kmend_shard shard)
{
	return shard.count <= 1;
}

int kmend_shard_is_same(struct kmend_shard a, struct kmend_shard b)
{
	return a.index == b.index && a.count == b.count;
}
