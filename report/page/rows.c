#include "report/page/rows.h"

#include <stdlib.h>
#include <string.h>

#include "harness/base/activation.h"
#include "harness/base/error.h"
#include "harness/store/hang.h"
#include "harness/store/story.h"
#include "report/outcomes.h"
#include "report/page/texts.h"
#include "report/summary.h"

#define TEXT_MAX 1000 /* bytes of a name, a reason or a place */

/* Columns of texts: of the experiments and of their sites. */
#define TEXT_COLUMNS(X) X(policy) X(reason) X(signature) X(place) X(place_kind) X(activation) X(service) X(hang)
#define SITE_TEXT_COLUMNS(X) X(identity) X(component) X(type) X(file) X(function)
/* Columns of numbers. */
#define NUMBER_COLUMNS(X) \
	X(id)             \
	X(site)           \
	X(outcome)        \
	X(repeat)         \
	X(attempts)       \
	X(activations)    \
	X(recovered) X(inconsistent) X(unavailable) X(tests_failed) X(tests_planned) X(guest_us) X(wall_us)
#define SITE_NUMBER_COLUMNS(X) X(line) X(block)

enum {
#define X(name) TEXT_##name,
	TEXT_COLUMNS(X) SITE_TEXT_COLUMNS(X)
#undef X
		TEXTS
};

static const char *const text_names[] = {
#define X(name) #name,
	TEXT_COLUMNS(X) SITE_TEXT_COLUMNS(X)
#undef X
};

struct filling {
	struct page_rows *rows;
	struct page_texts texts[TEXTS];
	json_t *columns, *sites;
	json_t *site_numbers; /* id of a site in the file to its place in the columns */
	int failed;
};

/* One more value at the end of a column, which is made when it is not there. */
static void put(struct filling *filling, json_t *columns, const char *name, int64_t value)
{
	json_t *column = json_object_get(columns, name);

	if (!column && json_object_set_new(columns, name, column = json_array()) < 0)
		column = NULL;
	if (!column || json_array_append_new(column, json_integer(value)) < 0)
		filling->failed = 1;
}

static void put_text(struct filling *filling, json_t *columns, int which, const char *text)
{
	int number = page_texts_number(&filling->texts[which], text, strlen(text), TEXT_MAX);

	filling->failed |= number < 0;
	put(filling, columns, text_names[which], number);
}

static void add_site(struct filling *filling, const struct kmend_store_site *site)
{
#define X(name) put_text(filling, filling->sites, TEXT_##name, site->name);
	SITE_TEXT_COLUMNS(X)
#undef X
#define X(name) put(filling, filling->sites, #name, site->name);
	SITE_NUMBER_COLUMNS(X)
#undef X
}

static int64_t site_number(struct filling *filling, const struct kmend_store_site *site)
{
	char key[24];
	const json_t *known;
	size_t count = json_object_size(filling->site_numbers);

	snprintf(key, sizeof(key), "%lld", (long long)site->id);
	known = json_object_get(filling->site_numbers, key);
	if (known)
		return json_integer_value(known);
	add_site(filling, site);
	if (json_object_set_new(filling->site_numbers, key, json_integer((json_int_t)count)) < 0)
		filling->failed = 1;
	return (int64_t)count;
}

/* 0 also for a number that is not an outcome. */
static int outcome_of(const struct kmend_store_row *row)
{
	return row->done && row->outcome > 0 && row->outcome < KMEND_OUTCOME_COUNT ? row->outcome : 0;
}

static int add_experiment(struct page_rows *rows, const struct kmend_store_row *row)
{
	if ((rows->count & (rows->count - 1)) == 0) {
		struct page_experiment *bigger =
			realloc(rows->experiments, (rows->count ? 2 * rows->count : 1) * sizeof(*bigger));

		if (!bigger)
			return kmend_error_memory();
		rows->experiments = bigger;
	}
	rows->experiments[rows->count++] = (struct page_experiment){
		.id = row->id, .policy_id = row->policy_id, .dense_site = row->dense_site, .outcome = outcome_of(row)
	};
	return 0;
}

static int add_row(const struct kmend_store_row *row, void *context)
{
	struct filling *filling = context;
	char text[KMEND_ACTIVATION_TEXT_MAX], line[TEXT_MAX];
	const char *policy = row->policy, *reason = row->reason, *signature = row->signature, *place = row->place,
		   *place_kind = row->place_kind,
		   *activation = kmend_activation_write(text, row->fault.activation, row->fault.parameter),
		   *service = row->done ? kmend_service_name(row->serving.service) : "", *hang = line;
	int64_t id = row->id, site, outcome = outcome_of(row), repeat = row->repeat, attempts = row->attempts,
		activations = (int64_t)row->activations, recovered = (int64_t)row->recovered,
		inconsistent = row->inconsistent != 0, unavailable = (int64_t)row->serving.unavailable,
		tests_failed = (int64_t)row->serving.failed, tests_planned = (int64_t)row->serving.planned,
		guest_us = (int64_t)(row->guest_ns / 1000), wall_us = (int64_t)row->wall_us;

	kmend_hang_line(line, sizeof(line), row->hang);
	if (filling->rows->count == KMEND_PAGE_EXPERIMENTS_MAX) {
		filling->rows->unlisted++;
		return 0;
	}
	if (add_experiment(filling->rows, row) < 0)
		return -1;
	site = site_number(filling, &row->site);
#define X(name) put_text(filling, filling->columns, TEXT_##name, name);
	TEXT_COLUMNS(X)
#undef X
#define X(name) put(filling, filling->columns, #name, name);
	NUMBER_COLUMNS(X)
#undef X
	return filling->failed ? kmend_error_memory() : 0;
}

/* `meaning` of each text of a list: null where there is nothing to say. */
static json_t *meanings(const json_t *list, const char *(*meaning)(const char *text))
{
	json_t *result = json_array();

	for (size_t i = 0; i < json_array_size(list); i++) {
		const char *text = meaning(json_string_value(json_array_get(list, i)));

		json_array_append_new(result, text ? json_string(text) : json_null());
	}
	return result;
}

/* The words of the outcomes by number; 0 is what has not run. */
static json_t *outcome_words(void)
{
	json_t *list = json_array();

	for (int i = 0; i < KMEND_OUTCOME_COUNT; i++)
		json_array_append_new(list, json_string(kmend_summary_outcome_name(i)));
	return list;
}

/* Which share of a chart shows the outcome: -1 where none does. */
static json_t *outcome_shares(void)
{
	json_t *list = json_array();

	for (int i = 0; i < KMEND_OUTCOME_COUNT; i++) {
		int share = KMEND_NACTIVATED - 1;

		while (share >= 0 && !(kmend_share_outcomes((size_t)share) >> i & 1))
			share--;
		json_array_append_new(list, json_integer(share));
	}
	return list;
}

static json_t *assemble(struct filling *filling)
{
	json_t *lists = json_object();

	for (int i = 0; i < TEXTS; i++)
		json_object_set(lists, text_names[i], filling->texts[i].list);
	json_object_set_new(lists, "outcome", outcome_words());
	json_object_set_new(lists, "outcome_share", outcome_shares());
	json_object_set_new(
		lists, "reason_meaning", meanings(filling->texts[TEXT_reason].list, kmend_story_reason_meaning));
	json_object_set_new(
		lists, "place_meaning", meanings(filling->texts[TEXT_place_kind].list, kmend_story_place_meaning));
	return json_pack("{s:o, s:O, s:O}", "lists", lists, "sites", filling->sites, "columns", filling->columns);
}

int page_rows_read(struct page_rows *rows, struct kmend_store *store)
{
	struct filling filling = {
		.rows = rows, .columns = json_object(), .sites = json_object(), .site_numbers = json_object()
	};
	int result = 0;

	memset(rows, 0, sizeof(*rows));
	for (int i = 0; i < TEXTS && result == 0; i++)
		result = page_texts_init(&filling.texts[i]);
	if (result == 0)
		result = kmend_store_rows(store, add_row, &filling) == 0 ? 0 : -1;
	if (result == 0 && !(rows->json = assemble(&filling)))
		result = kmend_error_memory();
	for (int i = 0; i < TEXTS; i++)
		page_texts_release(&filling.texts[i]);
	json_decref(filling.columns);
	json_decref(filling.sites);
	json_decref(filling.site_numbers);
	if (result < 0)
		page_rows_release(rows);
	return result;
}

void page_rows_release(struct page_rows *rows)
{
	json_decref(rows->json);
	free(rows->experiments);
	memset(rows, 0, sizeof(*rows));
}
