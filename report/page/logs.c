#include "report/page/logs.h"

#include <stdlib.h>

#include "harness/base/error.h"
#include "harness/base/outcome.h"
#include "report/page/embed.h"
#include "report/page/log.h"

/* What is kept first: who did not survive, then who did not pass, then the rest; what has not run has no log. */
static int rank(int outcome)
{
	if (outcome == KMEND_OUTCOME_CRASH || outcome == KMEND_OUTCOME_INFRA_ERROR)
		return 0;
	if (!kmend_outcome_is((enum kmend_outcome)outcome, KMEND_OUTCOME_SURVIVED) &&
		kmend_outcome_is((enum kmend_outcome)outcome, KMEND_OUTCOME_ACTIVATED))
		return 1;
	return outcome == KMEND_OUTCOME_FAIL ? 2 : 3;
}

#define RANKS 4

struct block {
	size_t rows[PAGE_LOGS_BLOCK];
	size_t count;
};

struct writing {
	struct page_logs *logs;
	const struct page_rows *rows;
	struct kmend_stories *stories;
	FILE *out;
	size_t blocks;
	int full; /* the page has no room for more */
	struct block block;
};

static int add_story(json_t *list, struct page_texts *texts, const struct writing *writing, size_t row)
{
	const struct page_experiment *experiment = &writing->rows->experiments[row];
	struct kmend_story story;
	json_t *json;

	if (kmend_story_read(&story, writing->stories, experiment->id, experiment->policy_id, experiment->dense_site) ==
		0) {
		json = page_log_json(&story, texts);
		kmend_story_release(&story);
	} else if (kmend_error_code() == KMEND_ERROR_INVALID) {
		json = json_pack("{s:b}", "broken", 1); /* one damaged log does not take the page away */
	} else {
		return -1;
	}
	if (!json)
		return -1;
	return json_array_append_new(list, json) < 0 ? kmend_error_memory() : 0;
}

/* {"texts": [...], "logs": [...]} */
static char *pack_block(const struct writing *writing, size_t *size)
{
	struct page_texts texts;
	json_t *list = json_array(), *whole = NULL;
	char *packed = NULL;
	int failed = page_texts_init(&texts) < 0 || !list;

	for (size_t i = 0; i < writing->block.count && !failed; i++)
		failed = add_story(list, &texts, writing, writing->block.rows[i]) < 0;
	if (!failed && !(whole = json_pack("{s:O, s:O}", "texts", texts.list, "logs", list)))
		kmend_error_memory();
	if (whole)
		packed = page_pack(whole, size);
	json_decref(whole);
	json_decref(list);
	page_texts_release(&texts);
	return packed;
}

static int flush_block(struct writing *writing)
{
	struct block *block = &writing->block;
	struct page_logs *logs = writing->logs;
	char *packed;
	size_t size;

	if (block->count && !writing->full) {
		packed = pack_block(writing, &size);
		if (!packed)
			return -1;
		writing->full = logs->bytes + size > PAGE_LOGS_BYTES_MAX;
		if (!writing->full) {
			fprintf(writing->out, "<script type=\"text/plain\" id=\"log-%zu\">%s</script>\n",
				writing->blocks, packed);
			logs->bytes += size;
			for (size_t i = 0; i < block->count; i++)
				json_array_set_new(logs->where, block->rows[i],
					json_integer((json_int_t)(writing->blocks * PAGE_LOGS_BLOCK + i)));
			writing->blocks++;
		}
		free(packed);
	}
	if (writing->full)
		logs->left_out += block->count;
	block->count = 0;
	return 0;
}

static int write_rank(struct writing *writing, int wanted)
{
	for (size_t i = 0; i < writing->rows->count; i++) {
		int outcome = writing->rows->experiments[i].outcome;

		if (outcome == KMEND_OUTCOME_NONE || rank(outcome) != wanted)
			continue;
		writing->block.rows[writing->block.count++] = i;
		if (writing->block.count == PAGE_LOGS_BLOCK && flush_block(writing) < 0)
			return -1;
	}
	return 0;
}

int page_logs_write(struct page_logs *logs, const struct page_rows *rows, struct kmend_store *store, FILE *out)
{
	struct writing writing = { .logs = logs, .rows = rows, .out = out };
	int result = 0;

	*logs = (struct page_logs){ .where = json_array() };
	for (size_t i = 0; i < rows->count && result == 0; i++)
		if (json_array_append_new(logs->where, json_integer(-1)) < 0)
			result = kmend_error_memory();
	if (result == 0)
		result = kmend_stories_open(&writing.stories, store);
	for (int i = 0; i < RANKS && result == 0; i++)
		result = write_rank(&writing, i);
	if (result == 0)
		result = flush_block(&writing);
	kmend_stories_close(writing.stories);
	if (result < 0)
		page_logs_release(logs);
	return result;
}

void page_logs_release(struct page_logs *logs)
{
	json_decref(logs->where);
	logs->where = NULL;
}
