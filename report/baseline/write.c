/* A baseline's bytes: baseline.h. Sites and texts are written once and named by their place in the list. */
#include "report/baseline/baseline.h"

#include <inttypes.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "harness/base/error.h"

struct writer {
	struct kmend_buf *out;
	const struct kmend_samples *samples;
	const struct kmend_sample_fault **sites; /* one fault of each site, by identity */
	size_t nsites;
	const char **texts; /* by their bytes */
	size_t ntexts;
	int is_first; /* of the list that is being written */
};

/* Takes `row`, which is NULL when a text in it is not UTF-8 or memory ran out. */
static int put_row(struct writer *writer, json_t *row)
{
	char *text = row ? json_dumps(row, JSON_COMPACT | JSON_ENCODE_ANY) : NULL;
	int result;

	json_decref(row);
	if (!text)
		return kmend_error_as(
			KMEND_ERROR_INVALID, "%s: it holds texts that are not UTF-8", writer->samples->name);
	result = kmend_buf_printf(writer->out, "%s%s", writer->is_first ? "" : ",\n", text);
	free(text);
	writer->is_first = 0;
	if (result == 0 && writer->out->size > KMEND_BASELINE_SIZE_MAX)
		return kmend_error_as(KMEND_ERROR_INVALID, "%s: too large for a baseline (%zu MiB at most)",
			writer->samples->name, KMEND_BASELINE_SIZE_MAX >> 20);
	return result < 0 ? kmend_error_memory() : 0;
}

static int begin(struct writer *writer, const char *key)
{
	writer->is_first = 1;
	return kmend_buf_printf(writer->out, ",\n\"%s\":[\n", key) < 0 ? kmend_error_memory() : 0;
}

static int end(struct writer *writer)
{
	return kmend_buf_append(writer->out, "]", 1) < 0 ? kmend_error_memory() : 0;
}

static int put_facts(struct writer *writer)
{
	int result = kmend_buf_printf(writer->out, "{\"kmend_baseline\":%d,\n\"facts\":{\n", KMEND_BASELINE_FORMAT) < 0
		? kmend_error_memory()
		: 0;

	for (enum kmend_sample_fact fact = 0; fact < KMEND_FACT_COUNT && result == 0; fact++) {
		if (kmend_buf_printf(writer->out, "%s\"%s\":", fact ? ",\n" : "", kmend_sample_fact_key(fact)) < 0)
			return kmend_error_memory();
		writer->is_first = 1;
		result = put_row(writer, json_string(writer->samples->facts[fact]));
	}
	return result == 0 && kmend_buf_append(writer->out, "}", 1) < 0 ? kmend_error_memory() : result;
}

static int put_strata(struct writer *writer)
{
	int result = begin(writer, "strata");

	for (size_t i = 0; i < writer->samples->nstrata && result == 0; i++)
		result = put_row(writer,
			json_pack("[s,I]", writer->samples->strata[i].component,
				(json_int_t)writer->samples->strata[i].sites));
	return result == 0 ? end(writer) : result;
}

/* ---- sites ---- */

static int site_order(const struct kmend_sample_fault *a, const struct kmend_sample_fault *b)
{
	struct kmend_sample_fault x = *a, y = *b;

	x.repeat = y.repeat = 0;
	return kmend_sample_order(&x, &y);
}

static int by_site(const void *a, const void *b)
{
	return site_order(*(const struct kmend_sample_fault *const *)a, *(const struct kmend_sample_fault *const *)b);
}

static int gather_sites(struct writer *writer)
{
	size_t n = 0;

	writer->sites = calloc(writer->samples->nfaults + 1, sizeof(*writer->sites));
	if (!writer->sites)
		return kmend_error_memory();
	for (size_t i = 0; i < writer->samples->npolicies; i++)
		for (size_t k = 0; k < writer->samples->policies[i].nfaults; k++)
			writer->sites[n++] = &writer->samples->policies[i].faults[k];
	qsort(writer->sites, n, sizeof(*writer->sites), by_site);
	for (size_t i = 0; i < n; i++)
		if (!i || site_order(writer->sites[writer->nsites - 1], writer->sites[i]) != 0)
			writer->sites[writer->nsites++] = writer->sites[i];
	return 0;
}

static size_t site_number(const struct writer *writer, const struct kmend_sample_fault *fault)
{
	const struct kmend_sample_fault **found =
		bsearch(&fault, writer->sites, writer->nsites, sizeof(*writer->sites), by_site);

	return (size_t)(found - writer->sites);
}

static int put_sites(struct writer *writer)
{
	int result = begin(writer, "sites");
	char shape[17];

	for (size_t i = 0; i < writer->nsites && result == 0; i++) {
		const struct kmend_sample_fault *site = writer->sites[i];

		snprintf(shape, sizeof(shape), "%016" PRIx64, site->shape);
		result = put_row(writer,
			json_pack("[s,s,I,I,s,s,s,s,I]", site->unit, site->function, (json_int_t)site->block,
				(json_int_t)site->candidate, site->type, shape, site->component, site->file,
				(json_int_t)site->line));
	}
	return result == 0 ? end(writer) : result;
}

/* ---- texts ---- */

static int by_text(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static int gather_texts(struct writer *writer)
{
	size_t n = 0;

	writer->texts = calloc(3 * writer->samples->nfaults + 1, sizeof(*writer->texts));
	if (!writer->texts)
		return kmend_error_memory();
	for (size_t i = 0; i < writer->samples->npolicies; i++)
		for (size_t k = 0; k < writer->samples->policies[i].nfaults; k++) {
			const struct kmend_sample_fault *fault = &writer->samples->policies[i].faults[k];

			writer->texts[n++] = fault->reason;
			writer->texts[n++] = fault->signature;
			writer->texts[n++] = fault->place;
		}
	qsort(writer->texts, n, sizeof(*writer->texts), by_text);
	for (size_t i = 0; i < n; i++)
		if (!i || strcmp(writer->texts[writer->ntexts - 1], writer->texts[i]) != 0)
			writer->texts[writer->ntexts++] = writer->texts[i];
	return 0;
}

static json_int_t text_number(const struct writer *writer, const char *text)
{
	const char **found = bsearch(&text, writer->texts, writer->ntexts, sizeof(*writer->texts), by_text);

	return (json_int_t)(found - writer->texts);
}

static int put_texts(struct writer *writer)
{
	int result = begin(writer, "texts");

	for (size_t i = 0; i < writer->ntexts && result == 0; i++)
		result = put_row(writer, json_string(writer->texts[i]));
	return result == 0 ? end(writer) : result;
}

/* ---- policies ---- */

static int put_coverage(struct writer *writer, const struct kmend_sample *sample)
{
	int result = begin(writer, "coverage");

	for (size_t i = 0; i < sample->ncoverage && result == 0; i++)
		result = put_row(writer,
			json_pack("[s,I,I]", sample->coverage[i].component,
				(json_int_t)sample->coverage[i].protected_runs,
				(json_int_t)sample->coverage[i].unprotected_runs));
	return result == 0 ? end(writer) : result;
}

static int put_experiments(struct writer *writer, const struct kmend_sample *sample)
{
	int result = begin(writer, "experiments");

	for (size_t i = 0; i < sample->nfaults && result == 0; i++) {
		const struct kmend_sample_fault *fault = &sample->faults[i];

		result = put_row(writer,
			json_pack("[I,I,i,I,I,I,I,I,i,i]", (json_int_t)site_number(writer, fault),
				(json_int_t)fault->repeat, (int)fault->outcome, text_number(writer, fault->reason),
				text_number(writer, fault->signature), text_number(writer, fault->place),
				(json_int_t)fault->activations, (json_int_t)fault->recovered, fault->inconsistent,
				(int)fault->service));
	}
	return result == 0 ? end(writer) : result;
}

/* {"policy":NAME,"image_hash":HASH,"golden_ns":N, and its lists */
static int put_policy(struct writer *writer, const struct kmend_sample *sample, int is_first)
{
	json_t *head = json_pack("{s:s,s:s,s:I}", "policy", sample->policy, "image_hash", sample->image_hash,
		"golden_ns", (json_int_t)sample->golden_ns);

	writer->is_first = is_first;
	if (put_row(writer, head) < 0)
		return -1;
	writer->out->data[--writer->out->size] = '\0'; /* the object goes on */
	if (put_coverage(writer, sample) < 0 || put_experiments(writer, sample) < 0)
		return -1;
	return kmend_buf_append(writer->out, "}", 1) < 0 ? kmend_error_memory() : 0;
}

static int put_policies(struct writer *writer)
{
	int result = begin(writer, "policies");

	for (size_t i = 0; i < writer->samples->npolicies && result == 0; i++)
		result = put_policy(writer, &writer->samples->policies[i], !i);
	if (result == 0 && kmend_buf_append(writer->out, "]}\n", 3) < 0)
		result = kmend_error_memory();
	return result;
}

/* Numbers that JSON's integers hold. */
static int check_numbers(const struct kmend_samples *samples)
{
	for (size_t i = 0; i < samples->npolicies; i++) {
		const struct kmend_sample *sample = &samples->policies[i];
		uint64_t all = sample->golden_ns;

		for (size_t k = 0; k < sample->ncoverage; k++)
			all |= sample->coverage[k].protected_runs | sample->coverage[k].unprotected_runs;
		for (size_t k = 0; k < sample->nfaults; k++)
			all |= sample->faults[k].activations | sample->faults[k].recovered;
		if (all > INT64_MAX)
			return kmend_error_as(KMEND_ERROR_INVALID, "%s: a number in it is too large", samples->name);
	}
	return 0;
}

int kmend_baseline_write(struct kmend_buf *out, const struct kmend_samples *samples)
{
	struct writer writer = { .out = out, .samples = samples };
	int result;

	if (!kmend_samples_is_complete(samples))
		return kmend_error("%s: not complete, no baseline", samples->name);
	result = check_numbers(samples) < 0 || gather_sites(&writer) < 0 || gather_texts(&writer) < 0 ||
			put_facts(&writer) < 0 || put_strata(&writer) < 0 || put_sites(&writer) < 0 ||
			put_texts(&writer) < 0 || put_policies(&writer) < 0
		? -1
		: 0;
	free(writer.sites);
	free(writer.texts);
	return result;
}
