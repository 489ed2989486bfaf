/* Facts of a merged result that are no shard's alone. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "harness/base/error.h"
#include "harness/store/merge_private.h"

/* A time as kmend writes it: the order of the texts is the order of the times. */
static int is_time(const char *text)
{
	static const char form[] = "0000-00-00T00:00:00Z";

	if (!text || strlen(text) != sizeof form - 1)
		return 0;
	for (size_t i = 0; form[i]; i++)
		if (form[i] == '0' ? text[i] < '0' || text[i] > '9' : text[i] != form[i])
			return 0;
	return 1;
}

/* `key` becomes the value of `from` when that is one and `order` says how it stands to the present one. */
static int take_time(struct kmend_store *to, struct kmend_store *from, const char *key, int order)
{
	char *own = NULL, *other = NULL;
	int result = kmend_store_meta_get(to, key, &own);

	if (result == 0)
		result = kmend_store_meta_get(from, key, &other);
	if (result == 0 && is_time(other) && (!is_time(own) || order * strcmp(other, own) > 0))
		result = kmend_store_meta_set(to, key, other);
	free(own);
	free(other);
	return result;
}

static int number_of(struct kmend_store *store, const char *key, double *number)
{
	char *text;
	int result = kmend_store_meta_get(store, key, &text);

	*number = text ? strtod(text, NULL) : 0;
	if (!isfinite(*number) || *number < 0)
		*number = 0;
	free(text);
	return result;
}

/* The sessions of all add up; of a file from which only a part is new, that share. */
static int add_seconds(struct kmend_store *to, struct kmend_store *from, const struct kmend_merge_input *input)
{
	double seconds;

	if (number_of(from, "seconds", &seconds) < 0)
		return -1;
	return kmend_store_seconds_add(to, seconds * (double)input->taken / (double)(input->taken + input->doubles));
}

/* The machines of one session: the most that any had. */
static int take_jobs(struct kmend_store *to, struct kmend_store *from)
{
	double own, other;
	char text[32];

	if (number_of(to, "jobs", &own) < 0 || number_of(from, "jobs", &other) < 0)
		return -1;
	if (other <= own || other > 1e6)
		return 0;
	snprintf(text, sizeof text, "%.0f", other);
	return kmend_store_meta_set(to, "jobs", text);
}

/* It is the same commit; dirty anywhere is dirty. */
static int take_revision(struct kmend_store *to, struct kmend_store *from)
{
	char *own = NULL, *other = NULL;
	int result = kmend_store_meta_get(to, "revision", &own);

	if (result == 0)
		result = kmend_store_meta_get(from, "revision", &other);
	if (result == 0 && other && strlen(other) > strlen(own ? own : ""))
		result = kmend_store_meta_set(to, "revision", other);
	free(own);
	free(other);
	return result;
}

/* Not tried anywhere is not tried. */
static int take_pretest(struct kmend_store *to, struct kmend_store *from)
{
	static const char tried[] = "passed";
	char *other;
	int result = kmend_store_meta_get(from, "pretest", &other);

	if (result == 0 && other && strncmp(other, tried, sizeof tried - 1) != 0)
		result = kmend_store_meta_set(to, "pretest", other);
	free(other);
	return result;
}

int merge_facts(struct kmend_store *to, struct kmend_store *from, const struct kmend_merge_input *input)
{
	return take_revision(to, from) < 0 || take_pretest(to, from) < 0 || take_time(to, from, "started", -1) < 0 ||
			(input->taken &&
				(add_seconds(to, from, input) < 0 || take_jobs(to, from) < 0 ||
					take_time(to, from, "finished", 1) < 0))
		? -1
		: 0;
}

int merge_finish(struct kmend_store *to)
{
	struct kmend_store_progress progress;

	if (kmend_store_progress(to, &progress) < 0)
		return -1;
	return progress.done == progress.planned
		? 0
		: kmend_store_exec(to, "DELETE FROM meta WHERE key = 'finished'", "writing a fact");
}
