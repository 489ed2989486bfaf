#include "harness/store/story.h"

#include <stdlib.h>
#include <string.h>

#include "harness/base/error.h"

struct golden_of {
	int64_t policy_id;
	int known; /* its log is one of a good golden run */
	struct kmend_golden golden;
};

struct kmend_stories {
	struct kmend_store *store;
	struct golden_of *goldens; /* of the policies asked for so far */
	size_t ngoldens;
};

int kmend_stories_open(struct kmend_stories **out, struct kmend_store *store)
{
	*out = calloc(1, sizeof(**out));
	if (!*out)
		return kmend_error_memory();
	(*out)->store = store;
	return 0;
}

void kmend_stories_close(struct kmend_stories *stories)
{
	if (!stories)
		return;
	for (size_t i = 0; i < stories->ngoldens; i++)
		kmend_golden_release(&stories->goldens[i].golden);
	free(stories->goldens);
	free(stories);
}

/* *golden is NULL when the policy has no good golden run: then the log alone decides. */
static int find_golden(const struct kmend_golden **golden, struct kmend_stories *stories, int64_t policy_id)
{
	struct kmend_blob boot, log;
	struct golden_of *bigger, *slot;

	for (size_t i = 0; i < stories->ngoldens; i++) {
		if (stories->goldens[i].policy_id == policy_id) {
			*golden = stories->goldens[i].known ? &stories->goldens[i].golden : NULL;
			return 0;
		}
	}
	bigger = realloc(stories->goldens, (stories->ngoldens + 1) * sizeof(*bigger));
	if (!bigger)
		return kmend_error_memory();
	stories->goldens = bigger;
	if (kmend_store_policy_logs(stories->store, policy_id, &boot, &log) < 0)
		return -1;
	slot = &bigger[stories->ngoldens++];
	*slot = (struct golden_of){ .policy_id = policy_id };
	slot->known = log.size && kmend_golden_from_log(&slot->golden, log.data, log.size) == 0;
	kmend_blob_release(&boot);
	kmend_blob_release(&log);
	*golden = slot->known ? &slot->golden : NULL;
	return 0;
}

static size_t story_begin(const struct kmend_log *log, int kind)
{
	size_t first = 0;

	while (first < log->nevents && (int)log->events[first].kind != kind)
		first++;
	if (first == log->nevents)
		return 0;
	for (size_t i = first; i-- > 0 && log->events[i].kind != KMEND_EV_TEST_END;)
		if (log->events[i].kind == KMEND_EV_TEST_BEGIN)
			return i;
	return first;
}

static void find_console_end(struct kmend_story *story)
{
	const char *start = story->console.data, *end = start;
	int lines = 0;

	if (story->console.size) {
		end += story->console.size;
		start = end[-1] == '\n' ? end - 1 : end;
		while (start > story->console.data && (start[-1] != '\n' || ++lines < KMEND_STORY_CONSOLE_LINES))
			start--;
	}
	story->console_end = start;
	story->console_end_size = (size_t)(end - start);
}

static int read_log(struct kmend_story *story, const struct kmend_golden *golden, int64_t armed)
{
	struct kmend_exit end = KMEND_EXIT_BARE;

	end.armed = armed;
	if (kmend_log_parse(&story->events, story->log.data, story->log.size) < 0)
		return -1;
	if (kmend_classify(&story->verdict, story->log.data, story->log.size, &end, golden) < 0) {
		kmend_log_release(&story->events);
		return -1;
	}
	story->has_log = 1;
	story->with_golden = golden != NULL;
	story->first = story_begin(
		&story->events, armed == KMEND_ARMED_NOTHING ? KMEND_EV_DETECTED : KMEND_EV_FAULT_ACTIVATED);
	return 0;
}

/* The log of an experiment that is about a test. */
static int read_log_of_test(
	struct kmend_story *story, struct kmend_store *store, int64_t id, const struct kmend_golden *golden)
{
	struct kmend_store_plan plan;
	struct kmend_golden with;
	int result;

	if (!golden)
		return read_log(story, NULL, KMEND_ARMED_NOTHING);
	if (kmend_store_plan_get(store, id, &plan) < 0 || kmend_golden_with(&with, golden, plan.test) < 0)
		return -1;
	result = read_log(story, &with, KMEND_ARMED_NOTHING);
	kmend_golden_with_release(&with);
	return result;
}

int kmend_story_read(
	struct kmend_story *story, struct kmend_stories *stories, int64_t id, int64_t policy_id, uint32_t dense_site)
{
	const struct kmend_golden *golden = NULL;

	memset(story, 0, sizeof(*story));
	if (find_golden(&golden, stories, policy_id) < 0 ||
		kmend_store_log_get(stories->store, id, &story->log, &story->console) < 0)
		return -1;
	find_console_end(story);
	if (!story->log.size ||
		(dense_site == KMEND_STORE_NO_SITE ? read_log_of_test(story, stories->store, id, golden)
						   : read_log(story, golden, dense_site)) == 0)
		return 0;
	kmend_story_release(story);
	return -1;
}

void kmend_story_release(struct kmend_story *story)
{
	if (story->has_log) {
		kmend_log_release(&story->events);
		kmend_verdict_release(&story->verdict);
	}
	kmend_blob_release(&story->log);
	kmend_blob_release(&story->console);
	memset(story, 0, sizeof(*story));
}

const char *kmend_story_reason_meaning(const char *reason)
{
	static const struct {
		const char *reason, *meaning;
	} meanings[] = {
		{ "completed", "every planned test did what it does in the golden run" },
		{ "eof", "the event log ends before suite-end" },
		{ "hang", "the limit of guest virtual time passed" },
		{ "hang:test:", "still in that test after so many seconds of the guest, its limit" },
		{ "hang:stuck", "the guest executed next to nothing, so that no limit of guest time could end it" },
		{ "reset", "the guest reset: a triple fault or a second boot" },
		{ "flood", "a serial port wrote more than its limit" },
		{ "power-off", "the guest powered itself off before suite-end" },
		{ "suspend", "the guest suspended itself before suite-end" },
		{ "emulator-died", "the emulator itself died of what the guest did, twice in the same way" },
		{ "no-ready", "the guest never said ready" },
		{ "panic:", "the kernel gave up" },
		{ "shutdown:", "a controlled shutdown: the runtime would not go on" },
		{ "tests:", "a test did not do what it does in the golden run" },
	};

	for (size_t i = 0; i < sizeof(meanings) / sizeof(meanings[0]); i++) {
		size_t size = strlen(meanings[i].reason);

		if (strncmp(reason, meanings[i].reason, size) == 0 && (!reason[size] || reason[size - 1] == ':'))
			return meanings[i].meaning;
	}
	return NULL;
}

const char *kmend_story_place_meaning(const char *place_kind)
{
	static const struct {
		const char *kind, *meaning;
	} kinds[] = { { "symbol", "the function: the image has no line for it" }, { "console", "as the console says" },
		{ "site", "the armed site: the guest named no place that the image knows" } };

	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++)
		if (strcmp(place_kind, kinds[i].kind) == 0)
			return kinds[i].meaning;
	return NULL;
}
