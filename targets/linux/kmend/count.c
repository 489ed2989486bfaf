// SPDX-License-Identifier: MIT
/* At the level `counted`: how many reads and writes the kernel makes between the begin and the end of each test, as counters of it. */
#include <linux/kernel.h>
#include <linux/string.h>

#include "count.h"
#include "kmend.h"

static u64 before[AKESO_COUNTS][2];

/* The word after `name=`; 0 bytes when there is none. */
static size_t name_of(const char *line, size_t n, const char **name)
{
	static const char key[] = " name=";
	const char *at = strnstr(line, key, n);
	size_t length = 0;

	if (!at)
		return 0;
	*name = at + sizeof(key) - 1;
	while (*name + length < line + n && (*name)[length] != ' ')
		length++;
	return length;
}

static void say(const char *test, size_t length, const char *what, u64 value)
{
	char name[64];

	snprintf(name, sizeof(name), "%.*s.%s", (int)min_t(size_t, length, 40), test, what);
	kmend_say_begin("counter");
	kmend_say_text("name", name);
	kmend_say_number("value", value);
	kmend_say_end();
}

static bool begins(const char *line, size_t n, const char *with)
{
	return n > strlen(with) && !memcmp(line, with, strlen(with));
}

void kmend_count_test(const char *line, size_t n)
{
	static const char *const names[AKESO_COUNTS][2] = {
		[AKESO_COUNT_OUTSIDE] = { "reads-unlogged", "writes-unlogged" },
		[AKESO_COUNT_TRUSTED] = { "reads-trusted", "writes-trusted" },
		[AKESO_COUNT_LOGGED] = { "reads-logged", "writes-logged" },
	};
	u64 now[AKESO_COUNTS][2];
	const char *test;
	size_t length;

	memcpy(now, kmend_akeso_counts, sizeof(now));
	if (begins(line, n, "test-begin "))
		memcpy(before, now, sizeof(before));
	if (!begins(line, n, "test-end "))
		return;
	length = name_of(line, n, &test);
	for (int i = 0; i < AKESO_COUNTS; i++)
		for (int k = 0; k < 2; k++)
			say(test, length, names[i][k], now[i][k] - before[i][k]);
}
