/*
 * Reading a baseline that may come from anybody. jansson bounds the depth and refuses what is not UTF-8; sizes, types, numbers and
 * references are checked here, and samples refuse what is there twice.
 */
#include "report/baseline/baseline.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "harness/base/error.h"

#define SITES_MAX ((size_t)1 << 20)
#define NUMBER_MAX UINT32_MAX

struct reader {
	struct kmend_samples *samples;
	struct kmend_sample_fault *sites; /* texts are those of the JSON */
	size_t nsites;
	const json_t *texts;
};

static int refuse(const struct reader *reader, const char *what)
{
	return kmend_error_as(KMEND_ERROR_INVALID, "%s: not a baseline: %s", reader->samples->name, what);
}

static int read_facts(struct reader *reader, json_t *facts)
{
	const char *key;
	json_t *value;

	json_object_foreach(facts, key, value)
	{
		enum kmend_sample_fact fact = 0;

		while (fact < KMEND_FACT_COUNT && strcmp(kmend_sample_fact_key(fact), key) != 0)
			fact++;
		if (fact == KMEND_FACT_COUNT || !json_is_string(value))
			return refuse(reader, "a fact that there is not");
		if (kmend_samples_set_fact(reader->samples, fact, json_string_value(value)) < 0)
			return -1;
	}
	return 0;
}

static int read_strata(struct reader *reader, const json_t *list)
{
	size_t i;
	json_t *row;

	if (json_array_size(list) > KMEND_SAMPLE_COMPONENTS_MAX)
		return refuse(reader, "too many components");
	json_array_foreach(list, i, row)
	{
		struct kmend_sample_stratum stratum;
		json_int_t sites;

		if (json_unpack(row, "[s,I!]", &stratum.component, &sites) < 0 || sites < 1)
			return refuse(reader, "strata");
		stratum.sites = (uint64_t)sites;
		if (kmend_samples_add_stratum(reader->samples, &stratum) < 0)
			return -1;
	}
	return 0;
}

static int read_shape(uint64_t *shape, const char *text)
{
	*shape = 0;
	if (strlen(text) != 16 || strspn(text, "0123456789abcdef") != 16)
		return -1;
	*shape = strtoull(text, NULL, 16);
	return 0;
}

static int is_number(json_int_t value)
{
	return value >= 0 && value <= NUMBER_MAX;
}

static int read_sites(struct reader *reader, const json_t *list)
{
	size_t i;
	json_t *row;

	reader->nsites = json_array_size(list);
	if (reader->nsites > SITES_MAX)
		return refuse(reader, "too many sites");
	reader->sites = calloc(reader->nsites + 1, sizeof(*reader->sites));
	if (!reader->sites)
		return kmend_error_memory();
	json_array_foreach(list, i, row)
	{
		struct kmend_sample_fault *site = &reader->sites[i];
		json_int_t block, candidate, line;
		const char *shape;

		if (json_unpack(row, "[s,s,I,I,s,s,s,s,I!]", &site->unit, &site->function, &block, &candidate,
			    &site->type, &shape, &site->component, &site->file, &line) < 0 ||
			!is_number(block) || !is_number(candidate) || !is_number(line) ||
			read_shape(&site->shape, shape) < 0)
			return refuse(reader, "sites");
		site->block = (uint32_t)block;
		site->candidate = (uint32_t)candidate;
		site->line = (uint32_t)line;
	}
	return 0;
}

static const char *text_of(const struct reader *reader, json_int_t number)
{
	return number < 0 ? NULL : json_string_value(json_array_get(reader->texts, (size_t)number));
}

static int read_experiment(struct reader *reader, size_t policy, json_t *row)
{
	json_int_t site, repeat, outcome, reason, signature, place, activations, recovered, inconsistent, service;
	struct kmend_sample_fault fault;

	if (json_unpack(row, "[I,I,I,I,I,I,I,I,I,I!]", &site, &repeat, &outcome, &reason, &signature, &place,
		    &activations, &recovered, &inconsistent, &service) < 0 ||
		site < 0 || (size_t)site >= reader->nsites || !is_number(repeat) || outcome <= KMEND_OUTCOME_NONE ||
		outcome >= KMEND_OUTCOME_COUNT || activations < 0 || recovered < 0 || inconsistent < 0 ||
		inconsistent > 1 || service < 0 || service >= KMEND_SERVICE_COUNT)
		return refuse(reader, "experiments");
	fault = reader->sites[site];
	fault.repeat = (uint32_t)repeat;
	fault.outcome = (enum kmend_outcome)outcome;
	fault.reason = text_of(reader, reason);
	fault.signature = text_of(reader, signature);
	fault.place = text_of(reader, place);
	fault.activations = (uint64_t)activations;
	fault.recovered = (uint64_t)recovered;
	fault.inconsistent = (int)inconsistent;
	fault.service = (enum kmend_service)service;
	if (!fault.reason || !fault.signature || !fault.place)
		return refuse(reader, "texts");
	return kmend_samples_add_fault(reader->samples, policy, &fault);
}

static int read_coverage(struct reader *reader, size_t policy, const json_t *list)
{
	size_t i;
	json_t *row;

	json_array_foreach(list, i, row)
	{
		struct kmend_sample_coverage coverage;
		json_int_t protected, unprotected;

		if (json_unpack(row, "[s,I,I!]", &coverage.component, &protected, &unprotected) < 0 || protected < 0 ||
			unprotected < 0)
			return refuse(reader, "coverage");
		coverage.protected_runs = (uint64_t)protected;
		coverage.unprotected_runs = (uint64_t)unprotected;
		if (kmend_samples_add_coverage(reader->samples, policy, &coverage) < 0)
			return -1;
	}
	return 0;
}

static int read_policy(struct reader *reader, json_t *row)
{
	const char *name, *hash;
	json_t *coverage, *experiments, *one;
	json_int_t golden_ns;
	size_t policy, i;

	if (json_unpack(row, "{s:s,s:s,s:I,s:o,s:o!}", "policy", &name, "image_hash", &hash, "golden_ns", &golden_ns,
		    "coverage", &coverage, "experiments", &experiments) < 0 ||
		golden_ns < 0 || !json_is_array(coverage) || !json_is_array(experiments) ||
		json_array_size(coverage) > KMEND_SAMPLE_COMPONENTS_MAX)
		return refuse(reader, "policies");
	if (kmend_samples_add_policy(reader->samples, &policy, name, hash, (uint64_t)golden_ns) < 0 ||
		read_coverage(reader, policy, coverage) < 0)
		return -1;
	json_array_foreach(experiments, i, one) if (read_experiment(reader, policy, one) < 0) return -1;
	return 0;
}

static int read_root(struct reader *reader, json_t *root)
{
	json_t *facts, *strata, *sites, *policies, *row;
	json_int_t format;
	size_t i;

	if (json_unpack(root, "{s:I}", "kmend_baseline", &format) < 0)
		return refuse(reader, "it does not say that it is one");
	if (format != KMEND_BASELINE_FORMAT)
		return kmend_error_as(KMEND_ERROR_INVALID,
			"%s: a baseline of format %lld; this kmend reads format %d: save it again",
			reader->samples->name, (long long)format, KMEND_BASELINE_FORMAT);
	if (json_unpack(root, "{s:I,s:o,s:o,s:o,s:o,s:o!}", "kmend_baseline", &format, "facts", &facts, "strata",
		    &strata, "sites", &sites, "texts", &reader->texts, "policies", &policies) < 0 ||
		!json_is_object(facts) || !json_is_array(strata) || !json_is_array(sites) ||
		!json_is_array(reader->texts) || !json_is_array(policies))
		return refuse(reader, "its parts");
	if (json_array_size(policies) < 1 || json_array_size(policies) > KMEND_SAMPLE_POLICIES_MAX)
		return refuse(reader, "policies");
	if (read_facts(reader, facts) < 0 || read_strata(reader, strata) < 0 || read_sites(reader, sites) < 0)
		return -1;
	json_array_foreach(policies, i, row) if (read_policy(reader, row) < 0) return -1;
	reader->samples->plan_complete = 1;
	return kmend_samples_sort(reader->samples);
}

int kmend_baseline_read(struct kmend_samples *samples, const char *name, const char *data, size_t size)
{
	struct reader reader = { .samples = samples };
	struct kmend_error_kept kept;
	json_error_t error;
	json_t *root;
	int result;

	if (kmend_samples_init(samples, name) < 0)
		return -1;
	root = size > KMEND_BASELINE_SIZE_MAX ? NULL
					      : json_loadb(data ? data : "", size, JSON_REJECT_DUPLICATES, &error);
	result = root ? read_root(&reader, root) : refuse(&reader, "no JSON, or too large");
	kmend_error_keep(&kept);
	json_decref(root);
	free(reader.sites);
	if (result < 0) {
		kmend_samples_release(samples);
		return kmend_error_again(&kept);
	}
	return 0;
}
