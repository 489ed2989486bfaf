#include "report/report_json.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "harness/base/error.h"
#include "harness/base/safe.h"
#include "report/coverage.h"
#include "report/outcomes.h"
#include "report/stratified.h"
#include "report/wilson.h"

/* Names can be hostile, and readers of JSON print them: only the safe form goes in. */
static json_t *text(const char *value)
{
	char *safe = kmend_safe_string(value, strlen(value), strlen(value));
	json_t *string = safe ? json_string(safe) : NULL;

	free(safe);
	return string ? string : json_null();
}

/* Seeds are numbers when they look like one that JSON readers keep exactly. */
static json_t *seed(const char *value)
{
	size_t digits = strspn(value, "0123456789");
	long long number = strtoll(value, NULL, 10);

	return digits && !value[digits] && number < (1ll << 53) ? json_integer(number) : text(value);
}

static json_t *shard(struct kmend_shard own)
{
	char words[KMEND_SHARD_TEXT_MAX];

	return kmend_shard_is_whole(own) ? json_null() : json_string(kmend_shard_text(words, own));
}

/* Words with commas between them. */
static json_t *words(const char *value)
{
	json_t *list = json_array();

	for (const char *at = value; *at; at += strspn(at, ",")) {
		size_t length = strcspn(at, ",");
		char *word = strndup(at, length);

		if (word)
			json_array_append_new(list, text(word));
		free(word);
		at += length;
	}
	return list;
}

static json_t *number(uint64_t value)
{
	return json_integer((json_int_t)value);
}

static json_t *rate_object(struct kmend_rate rate)
{
	return json_pack("{s:f, s:f, s:f}", "value", rate.value, "low", rate.low, "high", rate.high);
}

static json_t *rates(const struct kmend_tally *tally)
{
	json_t *object = json_object();

	for (size_t i = 0; i < KMEND_SHARES_ALL; i++)
		json_object_set_new(object, kmend_share_key(i),
			i < KMEND_SHARES || kmend_share_is_known(tally, i)
				? rate_object(kmend_wilson(kmend_share_count(tally, i), tally->activated))
				: json_null());
	return object;
}

/* How many experiments there are of each word for the services. */
static json_t *services(const struct kmend_tally *tally)
{
	json_t *object = json_object();

	for (unsigned i = 0; i < KMEND_SERVICE_COUNT; i++)
		json_object_set_new(object, kmend_service_name(i), number(tally->services[i]));
	return object;
}

/* The counts of one tally; `name_key` is "policy" or "component". */
static json_t *tally_object(const char *name_key, const char *name, const struct kmend_tally *tally)
{
	json_t *outcomes = json_object();
	json_t *object = json_pack("{s:o, s:o, s:o, s:o, s:o, s:o}", name_key, text(name), "planned",
		number(tally->planned), "activated", number(tally->activated), "recovered", number(tally->recovered),
		"inconsistent", number(tally->inconsistent), "pending", number(tally->pending));

	/* Outcomes of an activated fault stand together, the others beside them. */
	for (unsigned i = 1; i < KMEND_OUTCOME_COUNT; i++) {
		char key[KMEND_OUTCOME_KEY_MAX];

		json_object_set_new(kmend_outcome_is(i, KMEND_OUTCOME_ACTIVATED) ? outcomes : object,
			kmend_outcome_key(i, key), number(tally->outcomes[i]));
	}
	json_object_set_new(object, "without_effect", number(tally->without_effect));
	json_object_set_new(object, "unavailable", number(tally->unavailable));
	json_object_set_new(object, "services", services(tally));
	json_object_set_new(object, "outcomes", outcomes);
	json_object_set_new(object, "rates", rates(tally));
	return object;
}

static json_t *component(const struct kmend_summary_component *one)
{
	json_t *object = tally_object("component", one->name, &one->tally);

	json_object_set_new(object, "active_sites", number(one->active_sites));
	return object;
}

static json_t *components(const struct kmend_summary *summary, size_t policy)
{
	json_t *list = json_array();

	for (size_t i = 0; i < summary->ncomponents; i++)
		if (summary->components[i].policy == policy)
			json_array_append_new(list, component(&summary->components[i]));
	return list;
}

/* The estimate over all activated sites, where the sample is stratified; else null: the plain rates are it. */
static json_t *weighted(const struct kmend_summary *summary, size_t policy)
{
	json_t *shares = json_object();
	struct kmend_rate rate;

	if (!kmend_stratified_is(summary) || !summary->policies[policy].tally.activated) {
		json_decref(shares);
		return json_null();
	}
	for (size_t i = 0; i < KMEND_SHARES_ALL; i++) {
		int known = kmend_stratified_share(&rate, summary, policy, i) == 0;

		json_object_set_new(shares, kmend_share_key(i), known ? rate_object(rate) : json_null());
	}
	return json_pack("{s:o, s:o}", "sites", number(kmend_stratified_sites(summary, policy)), "rates", shares);
}

static json_t *coverage(const struct kmend_summary *summary, size_t policy)
{
	double total = kmend_coverage_share(summary, policy, NULL);
	json_t *list = json_array();

	for (size_t i = 0; i < summary->ncoverage; i++) {
		const struct kmend_summary_coverage *one = &summary->coverage[i];

		if (one->policy == policy)
			json_array_append_new(list,
				json_pack("{s:o, s:o, s:o, s:o}", "component", text(one->component), "blocks",
					number(one->blocks), "protected", number(one->protected), "unprotected",
					number(one->unprotected)));
	}
	return json_pack("{s:o, s:o}", "weighted_mean", total < 0 ? json_null() : json_real(total), "components", list);
}

/* The distribution of failed tests among what survived: one object for each number that occurs. */
static json_t *failed_tests(const struct kmend_summary *summary, size_t policy)
{
	json_t *list = json_array();

	for (size_t i = 0; i < summary->nfailed; i++) {
		const struct kmend_summary_failed *one = &summary->failed[i];

		if (one->policy == policy)
			json_array_append_new(list,
				json_pack("{s:o, s:o, s:o}", "failed", number(one->failed), "planned",
					number(one->planned), "experiments", number(one->count)));
	}
	return list;
}

static json_t *policies(const struct kmend_summary *summary)
{
	json_t *list = json_array();

	for (size_t i = 0; i < summary->npolicies; i++) {
		const struct kmend_summary_policy *policy = &summary->policies[i];
		json_t *object = tally_object("policy", policy->name, &policy->tally);

		json_object_set_new(object, "recoveries", number(policy->tally.recoveries));
		json_object_set_new(object, "image_hash", text(policy->image_hash));
		json_object_set_new(object, "golden_ns", number(policy->golden_ns));
		json_object_set_new(object, "components", components(summary, i));
		json_object_set_new(object, "failed_tests", failed_tests(summary, i));
		json_object_set_new(object, "weighted", weighted(summary, i));
		json_object_set_new(object, "coverage", coverage(summary, i));
		json_array_append_new(list, object);
	}
	return list;
}

/* What a campaign that measures found out; empty else. */
static json_t *measures(const struct kmend_summary *summary)
{
	json_t *list = json_array();

	for (size_t i = 0; i < summary->nmeasures; i++) {
		const struct kmend_summary_measure *one = &summary->measures[i];

		json_array_append_new(list,
			json_pack("{s:o, s:s, s:o, s:o}", "policy", text(summary->policies[one->policy].name), "kind",
				kmend_measure_name(one->kind), "subject", text(one->subject), "value",
				number(one->value)));
	}
	return list;
}

static json_t *crashes(const struct kmend_summary *summary)
{
	json_t *list = json_array();

	for (size_t i = 0; i < summary->ncrashes; i++) {
		const struct kmend_summary_crash *crash = &summary->crashes[i];
		json_t *names = json_array();

		for (size_t p = 0; p < summary->npolicies && p < 64; p++)
			if (crash->policies >> p & 1)
				json_array_append_new(names, text(summary->policies[p].name));
		json_array_append_new(list,
			json_pack("{s:o, s:o, s:o, s:o, s:o, s:o, s:o}", "signature", text(crash->signature), "where",
				text(crash->place), "where_kind", text(crash->place_kind), "count",
				number(crash->count), "places", number(crash->nplaces), "policies", names, "example",
				json_integer(crash->example)));
	}
	return list;
}

int kmend_report_json(const struct kmend_summary *summary, FILE *out)
{
	uint64_t done = summary->total.planned - summary->total.pending;
	json_t *throughput = json_pack("{s:o, s:f, s:o, s:f, s:f, s:f}", "experiments", number(done), "seconds",
		summary->seconds, "jobs", number(summary->jobs), "wall_us_mean",
		done ? (double)summary->total.wall_us / (double)done : 0.0, "own_us_mean",
		done ? (double)summary->total.own_us / (double)done : 0.0, "guest_ns_mean",
		done ? (double)summary->total.guest_ns / (double)done : 0.0);
	json_t *document = json_pack(
		"{s:o, s:o, s:o, s:o, s:o, s:o, s:b, s:b, s:o, s:s, s:o, s:{s:o, s:o}, s:o, s:o, s:o, s:o, s:o}",
		"campaign", text(summary->campaign), "target", text(summary->target), "revision",
		text(summary->revision), "seed", seed(summary->seed), "fault_model", text(summary->fault_model),
		"detectors", words(summary->detectors), "complete", kmend_summary_is_complete(summary), "valid",
		kmend_summary_is_valid(summary), "units", text(summary->units), "address_zero",
		kmend_effect_zero_word(summary->address_zero), "shard", shard(summary->shard), "recheck", "compared",
		number(summary->total.compared), "differed", number(summary->total.differing), "torn",
		number(summary->total.torn), "policies", policies(summary), "crashes", crashes(summary), "measures",
		measures(summary), "throughput", throughput);
	int result = 0;

	if (!document || json_dumpf(document, out, JSON_INDENT(1) | JSON_ENSURE_ASCII | JSON_REAL_PRECISION(10)))
		result = kmend_error("the report cannot be written as JSON");
	fputc('\n', out);
	json_decref(document);
	return result;
}
