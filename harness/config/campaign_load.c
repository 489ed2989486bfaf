#include "harness/config/campaign.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "harness/base/error.h"
#include "harness/base/fault.h"
#include "harness/base/file.h"
#include "harness/base/installation.h"
#include "harness/base/policy.h"
#include "harness/config/campaign_kinds.h"
#include "harness/config/detectors.h"
#include "harness/config/yaml.h"
#include "kmend/abi.h"

static const cyaml_strval_t selections[] = {
#define KMEND_X(number, name, symbol, text, sampled) { text, (number) },
	KMEND_SELECTIONS(KMEND_X)
#undef KMEND_X
};
static const cyaml_strval_t purposes[] = {
	{ "faults", KMEND_PURPOSE_FAULTS },
	{ "overhead", KMEND_PURPOSE_OVERHEAD },
	{ "disruption", KMEND_PURPOSE_DISRUPTION },
	{ "tests", KMEND_PURPOSE_TESTS },
};
static const cyaml_strval_t boots[] = {
	{ "include", KMEND_BOOT_INCLUDE },
	{ "exclude", KMEND_BOOT_EXCLUDE },
};
static const cyaml_strval_t log_levels[] = {
#define KMEND_X(number, name, symbol, text) { text, (number) },
	KMEND_LOG_LEVELS(KMEND_X)
#undef KMEND_X
};
static const cyaml_schema_value_t string_entry = { CYAML_VALUE_STRING(CYAML_FLAG_POINTER, char, 1, 127) };

#define STRING(key, flags, member) CYAML_FIELD_STRING_PTR(key, flags, struct kmend_campaign, member, 1, 4096)
#define WORD(key, member, words)                                                                             \
	CYAML_FIELD_ENUM(key, CYAML_FLAG_OPTIONAL | CYAML_FLAG_STRICT, struct kmend_campaign, member, words, \
		sizeof(words) / sizeof((words)[0]))
#define STRINGS(key, flags, member)                                                                                  \
	CYAML_FIELD_SEQUENCE_COUNT(key, (flags) | CYAML_FLAG_POINTER, struct kmend_campaign, member, member##_count, \
		&string_entry, 0, 256)

static const cyaml_schema_field_t fields[] = {
	STRING("name", CYAML_FLAG_POINTER, name),
	STRING("target", CYAML_FLAG_POINTER, target),
	STRINGS("policies", CYAML_FLAG_DEFAULT, policies),
	WORD("measure", measure, purposes),
	STRING("fault_model", CYAML_FLAG_POINTER | CYAML_FLAG_OPTIONAL, fault_model),
	STRINGS("fault_types", CYAML_FLAG_OPTIONAL, fault_types),
	STRING("activation", CYAML_FLAG_POINTER | CYAML_FLAG_OPTIONAL, activation),
	WORD("boot", boot, boots),
	STRINGS("sites", CYAML_FLAG_OPTIONAL, sites),
	WORD("select", select, selections),
	CYAML_FIELD_UINT("sample", CYAML_FLAG_OPTIONAL, struct kmend_campaign, sample),
	STRINGS("weights", CYAML_FLAG_OPTIONAL, weights),
	CYAML_FIELD_UINT("seed", CYAML_FLAG_OPTIONAL, struct kmend_campaign, seed),
	CYAML_FIELD_UINT("repeats", CYAML_FLAG_OPTIONAL, struct kmend_campaign, repeats),
	CYAML_FIELD_UINT("golden_runs", CYAML_FLAG_OPTIONAL, struct kmend_campaign, golden_runs),
	STRINGS("workload", CYAML_FLAG_OPTIONAL, workload),
	STRINGS("detectors", CYAML_FLAG_OPTIONAL, detectors),
	CYAML_FIELD_BOOL("oracle", CYAML_FLAG_OPTIONAL, struct kmend_campaign, oracle),
	WORD("log", log, log_levels),
	CYAML_FIELD_END,
};
static const cyaml_schema_value_t schema = { CYAML_VALUE_MAPPING(CYAML_FLAG_POINTER, struct kmend_campaign, fields) };

#define COMPLAIN(key, ...) return kmend_yaml_complain(c->path, c->text, key, __VA_ARGS__)

const char *kmend_campaign_log(const struct kmend_campaign *c)
{
	return log_levels[c->log].str;
}

/* The set of types that is drawn from: those of the model, or those that the file names; both: the types are of the model. */
static int read_types(struct kmend_campaign *c)
{
	const struct kmend_fault_model *model = c->fault_model ? kmend_fault_model_find(c->fault_model) : NULL;

	if (c->measure == KMEND_PURPOSE_OVERHEAD || c->measure == KMEND_PURPOSE_TESTS) {
		c->fault_model = strdup("none");
		c->type_list = strdup("");
		return c->fault_model && c->type_list ? 0 : kmend_error_memory();
	}
	if (c->fault_model && !model)
		COMPLAIN("fault_model", "unknown fault model '%.40s'", c->fault_model);
	if (!model && !c->fault_types_count)
		COMPLAIN("fault_model", "it or `fault_types` is needed");
	for (uint64_t i = 0; i < c->fault_types_count; i++) {
		uint32_t type = kmend_fault_type_find(c->fault_types[i]);

		if (!type)
			COMPLAIN("fault_types", "unknown fault type '%.40s' (there are: %s)", c->fault_types[i],
				kmend_fault_types_all());
		if (model && !(model->types & KMEND_FAULT_BIT(type)))
			COMPLAIN("fault_types", "'%s' is not of the fault model '%s'", c->fault_types[i], model->name);
		if (c->types & KMEND_FAULT_BIT(type))
			COMPLAIN("fault_types", "'%s' is there twice", c->fault_types[i]);
		c->types |= KMEND_FAULT_BIT(type);
	}
	if (!c->types)
		c->types = model->types;
	c->type_list = kmend_fault_types_text(c->types);
	if (c->type_list && !c->fault_model)
		c->fault_model = strdup(c->type_list);
	return c->type_list && c->fault_model ? 0 : kmend_error_memory();
}

/* type:number, the number from 1 on: a type that is not wanted is not named in `fault_types`. */
static int read_weights(struct kmend_campaign *c)
{
	for (uint32_t type = 0; type < 64; type++)
		c->type_weights[type] = 1;
	for (uint64_t i = 0; i < c->weights_count; i++) {
		const char *entry = c->weights[i], *colon = strchr(entry, ':');
		char name[64];
		uint32_t type;

		snprintf(name, sizeof(name), "%.*s", colon ? (int)(colon - entry) : 0, entry);
		type = colon ? kmend_fault_type_find(name) : 0;
		if (!type || !(c->types & KMEND_FAULT_BIT(type)))
			COMPLAIN("weights", "'%.40s' is not type:weight with one of: %s", entry, c->type_list);
		if (strspn(colon + 1, "0123456789") != strlen(colon + 1) || strlen(colon + 1) > 4 ||
			atoi(colon + 1) < 1)
			COMPLAIN("weights", "'%.40s': the weight must be 1 to 9999", entry);
		c->type_weights[type] = (uint32_t)atoi(colon + 1);
	}
	return 0;
}

static int read_activation(struct kmend_campaign *c)
{
	if (!c->activation)
		c->activation = strdup("persistent");
	if (!c->activation)
		return kmend_error_memory();
	if (kmend_activation_read(&c->rule, c->activation))
		COMPLAIN("activation", "'%.40s' is not one of: " KMEND_ACTIVATION_FORMS, c->activation);
	return 0;
}

static int check(const struct kmend_campaign *c)
{
	char why[128];
	if (!kmend_is_file_name(c->name) || strlen(c->name) > 100)
		COMPLAIN("name",
			"must be at most 100 letters, digits, dots, dashes and underscores, with no dot in front");
	if (c->policies_count == 0)
		COMPLAIN("policies", "at least one is needed");
	for (uint64_t i = 0; i < c->policies_count; i++) {
		if (!kmend_policy_find(c->policies[i]))
			COMPLAIN("policies", "unknown policy '%.40s'", c->policies[i]);
		for (uint64_t k = 0; k < i; k++)
			if (strcmp(c->policies[i], c->policies[k]) == 0)
				COMPLAIN("policies", "'%s' is there twice", c->policies[i]);
	}
	if (kmend_selection_needs_sample(c->select) && c->sample == 0)
		COMPLAIN("select", "needs `sample:`, the number of sites");
	if (!kmend_selection_takes_sample(c->select) && c->sample != 0)
		COMPLAIN("sample", "only with `select: sample`, `per-component` or `one-per-block`");
	if (c->weights_count && !kmend_selection_takes_sample(c->select))
		COMPLAIN("weights", "nothing is drawn with `select: %s`", kmend_selection_text(c->select));
	if (c->repeats < 1 || c->repeats > 1000)
		COMPLAIN("repeats", "must be 1 to 1000");
	if (c->log > KMEND_LOG_CLONED && c->measure != KMEND_PURPOSE_OVERHEAD)
		COMPLAIN("log", "'%s' is only there to measure with: `measure: overhead`", kmend_campaign_log(c));
	if (c->golden_runs < 3 || c->golden_runs > 100)
		COMPLAIN("golden_runs", "must be 3 to 100");
	if (kmend_detectors_check(c->detectors, c->detectors_count, why, sizeof(why)) < 0)
		COMPLAIN("detectors", "%s", why);
	size_t length = 0;
	for (uint64_t i = 0; i < c->workload_count; i++) {
		if (strcspn(c->workload[i], ", \t") != strlen(c->workload[i]))
			COMPLAIN("workload", "'%.40s' is not the name of a test", c->workload[i]);
		length += strlen(c->workload[i]) + 1;
	}
	/* Those of experiments of their own are told one by one. */
	if (c->measure != KMEND_PURPOSE_TESTS && length > sizeof(((struct kmend_control *)0)->workload))
		COMPLAIN("workload", "too many names: %zu characters, %zu fit", length,
			sizeof(((struct kmend_control *)0)->workload));
	return 0;
}

/* Reads the file, or that of kmend's own campaigns whose name it is: `quickstart`. *used becomes its path, of the caller. */
static int read_file(struct kmend_buf *text, char **used, const char *path)
{
	struct kmend_error_kept kept;
	char *name;
	int result = kmend_file_read(text, path, 1 << 20);

	*used = NULL;
	if (result < 0 && kmend_error_code() == KMEND_ERROR_NOT_FOUND && !strchr(path, '/')) {
		kmend_error_keep(&kept);
		name = kmend_format("campaigns/%s%s", path, strstr(path, ".yaml") ? "" : ".yaml");
		*used = name ? kmend_installed_data(name) : NULL;
		free(name);
		result = *used ? kmend_file_read(text, *used, 1 << 20) : kmend_error_again(&kept);
	}
	if (result == 0 && !*used && !(*used = strdup(path)))
		result = kmend_error_memory();
	return result;
}

int kmend_campaign_load(struct kmend_campaign **out, const char *path)
{
	struct kmend_buf text = KMEND_BUF_INIT;
	struct kmend_campaign *campaign = NULL;
	char *used;
	void *data;
	int result = -1;
	*out = NULL;
	if (read_file(&text, &used, path) < 0)
		goto out;
	if (text.size == 0) {
		kmend_error_as(KMEND_ERROR_INVALID, "%s:1: the file is empty", used);
		goto out;
	}
	if (kmend_yaml_load(&data, &schema, used, text.data, text.size) < 0)
		goto out;
	campaign = data;
	if (campaign->repeats == 0 && !kmend_yaml_has(text.data, "repeats"))
		campaign->repeats = 1;
	if (!kmend_yaml_has(text.data, "log"))
		campaign->log = KMEND_LOG_DEFAULT;
	if (campaign->golden_runs == 0 && !kmend_yaml_has(text.data, "golden_runs"))
		campaign->golden_runs = 3;
	campaign->path = used;
	used = NULL;
	campaign->text = strdup(text.data);
	if (!campaign->path || !campaign->text) {
		kmend_error_memory();
		goto out;
	}
	if ((campaign->measure == KMEND_PURPOSE_OVERHEAD && campaign_overhead(campaign) < 0) ||
		(campaign->measure == KMEND_PURPOSE_TESTS && campaign_tests(campaign) < 0) ||
		read_types(campaign) < 0 || read_weights(campaign) < 0 || read_activation(campaign) < 0 ||
		(campaign->measure == KMEND_PURPOSE_DISRUPTION && campaign_disruption(campaign) < 0) ||
		(campaign->rule.kind == KMEND_ACTIVATION_STORM && campaign_storm(campaign) < 0) || check(campaign) < 0)
		goto out;
	campaign->detector_list = kmend_detectors_join(campaign->detectors, campaign->detectors_count);
	if (!campaign->detector_list) {
		kmend_error_memory();
		goto out;
	}
	*out = campaign;
	campaign = NULL;
	result = 0;
out:
	free(used);
	kmend_campaign_free(campaign);
	kmend_buf_release(&text);
	return result;
}

const char *kmend_purpose_text(enum kmend_purpose purpose)
{
	for (size_t i = 0; i < sizeof(purposes) / sizeof(purposes[0]); i++)
		if (purposes[i].val == (int64_t)purpose)
			return purposes[i].str;
	return NULL;
}

void kmend_campaign_free(struct kmend_campaign *campaign)
{
	if (!campaign)
		return;
	free(campaign->path);
	free(campaign->text);
	free(campaign->detector_list);
	free(campaign->type_list);
	campaign->path = campaign->text = campaign->detector_list = campaign->type_list = NULL;
	kmend_yaml_free(campaign, &schema);
}
