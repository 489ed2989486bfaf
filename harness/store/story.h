/*
 * What the logs of one experiment tell a person, read again from the result file: the events from the fault's activation on,
 * the tests that did not do what they do in the golden run, the end of the console. The result holds the outcome; the log is
 * judged again for these details. All texts are the guest's: hostile, to be shown through harness/base/safe.h alone.
 */
#ifndef KMEND_STORE_STORY_H
#define KMEND_STORE_STORY_H

#include "harness/outcome/classify.h"
#include "harness/store/store.h"

#define KMEND_STORY_CONSOLE_LINES 20

struct kmend_stories; /* a result whose logs are read; keeps the golden runs of its policies */

struct kmend_story {
	struct kmend_blob log, console;
	int has_log; /* else everything but the console is empty */
	int with_golden;
	struct kmend_log events; /* of `log` */
	size_t first; /* where the story begins: the test that was running at the first activation or detection; 0: it never was */
	struct kmend_verdict verdict;
	const char *
		console_end; /* the last KMEND_STORY_CONSOLE_LINES lines of `console`, with the newline that ends them */
	size_t console_end_size;
};

/* `store` stays the caller's and outlives it. -1: out of memory. */
int kmend_stories_open(struct kmend_stories **out, struct kmend_store *store);
void kmend_stories_close(struct kmend_stories *stories); /* NULL is fine */

/* The story of experiment `id`, which is done, under a policy that armed the site with that number, or KMEND_STORE_NO_SITE. -1 with a message, also for a
 * log that is damaged in the file. Release after success. */
int kmend_story_read(
	struct kmend_story *story, struct kmend_stories *stories, int64_t id, int64_t policy_id, uint32_t dense_site);
void kmend_story_release(struct kmend_story *story);

/* What an outcome's reason means, as the rest of a sentence; NULL: nothing is known about it. */
const char *kmend_story_reason_meaning(const char *reason);
/* The same for who says where a crash was (`place_kind`); NULL where that needs no word. */
const char *kmend_story_place_meaning(const char *place_kind);

#endif
