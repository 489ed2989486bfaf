/* The facts, one text each. */
#include "harness/campaign/identity.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "harness/base/error.h"
#include "harness/base/file.h"
#include "harness/base/pattern.h"
#include "harness/build/fingerprint.h"
#include "harness/campaign/provenance.h"

static int add(struct identity *identity, const char *key, char *value)
{
	struct identity_fact *fact = &identity->facts[identity->count];

	if (!value)
		return kmend_error("out of memory");
	if (identity->count == IDENTITY_MAX) {
		free(value);
		return kmend_error("too many policies");
	}
	fact->value = value;
	fact->key = strdup(key);
	identity->count++;
	return fact->key ? 0 : kmend_error("out of memory");
}

static int add_number(struct identity *identity, const char *key, uint64_t number)
{
	return add(identity, key, kmend_format("%" PRIu64, number));
}

static int add_campaign(struct identity *identity, const struct setup *setup)
{
	const struct kmend_campaign *campaign = setup->campaign;
	struct kmend_buf policies = KMEND_BUF_INIT;
	char activation[KMEND_ACTIVATION_TEXT_MAX];
	int bad;

	for (uint64_t i = 0; i < campaign->policies_count; i++)
		if (kmend_buf_printf(&policies, "%s%s", i ? "," : "", campaign->policies[i]) < 0)
			return -1;
	bad = add(identity, "policies", policies.data);
	return bad || add(identity, "campaign", strdup(campaign->name)) ||
			add(identity, "measure", strdup(kmend_purpose_text(campaign->measure))) ||
			add(identity, "fault_model", strdup(campaign->fault_model)) ||
			add(identity, "fault_types", strdup(campaign->type_list)) ||
			add(identity, "activation",
				strdup(kmend_activation_write(
					activation, campaign->rule.kind, campaign->rule.parameter))) ||
			add(identity, "boot_blocks",
				strdup(campaign->boot == KMEND_BOOT_EXCLUDE ? "exclude" : "include")) ||
			add(identity, "select", strdup(kmend_selection_text(campaign->select))) ||
			add_number(identity, "sample", campaign->sample) ||
			add_number(identity, "seed", campaign->seed) ||
			add_number(identity, "repeats", campaign->repeats) ||
			add_number(identity, "golden_runs", campaign->golden_runs) ||
			add(identity, "workload", strdup(setup->workload)) ||
			add(identity, "detectors", strdup(campaign->detector_list)) ||
			add(identity, "log", strdup(kmend_campaign_log(campaign))) ||
			add_number(identity, "flags", setup->flags)
		? -1
		: 0;
}

static int add_target(struct identity *identity, const struct setup *setup)
{
	const struct kmend_target *target = setup->target;

	if (add(identity, "target", strdup(target->name)) < 0)
		return -1;
	for (const struct kmend_machine_setting *row = kmend_machine_setting_rows; row->key; row++)
		if (add(identity, row->key, kmend_machine_setting_text(&target->settings, row)) < 0)
			return -1;
	if (add(identity, "experiment_seconds",
		    target->experiment_seconds ? kmend_format("%u", target->experiment_seconds) : strdup("")) < 0)
		return -1;
	return add(identity, "test_limits", kmend_test_limits_text(&target->limits)) < 0
		? -1
		: add(identity, "time_factor", kmend_format("%g", target->time_factor));
}

static int add_images(struct identity *identity, const struct setup *setup)
{
	for (size_t i = 0; i < setup->npolicies; i++) {
		char *key = kmend_format("image %s", setup->campaign->policies[i]);
		int bad = !key || add(identity, key, strdup(setup->images[i]->hash)) < 0;

		free(key);
		if (bad)
			return -1;
	}
	return 0;
}

/* A file of each image's machine, by content: a path says nothing. */
static int add_file(struct identity *identity, const struct setup *setup, int number)
{
	const struct kmend_target *target = setup->target;
	const char *file = kmend_machine_file(&target->settings, number);
	char hash[KMEND_FINGERPRINT_CHARS];

	for (size_t i = 0; i < setup->npolicies && *file; i++) {
		char *key = kmend_format("%s %s", kmend_target_file_key(number), setup->campaign->policies[i]),
		     *path = NULL;
		int bad = !key || kmend_target_file_path(&path, file, target->settings.image, setup->paths[i]) < 0 ||
			kmend_fingerprint_file(hash, path) < 0 || add(identity, key, strdup(hash)) < 0;

		free(path);
		free(key);
		if (bad)
			return -1;
	}
	return 0;
}

/* A machine that cannot be started is found before anything else is done. */
static int add_versions(struct identity *identity, const char *emulator)
{
	char *version = provenance_version(emulator);

	if (version && !strcmp(version, "unknown")) {
		free(version);
		return kmend_error(
			"%s does not run (apt-get install qemu-system-x86); `kmend doctor` says more", emulator);
	}
	return add(identity, "qemu_version", version) < 0 || add(identity, "kmend_version", strdup(KMEND_VERSION)) < 0
		? -1
		: 0;
}

/* Without glue: what the log is made with. A kernel with glue has no such fact. */
static int add_console(struct identity *identity, const struct setup *setup)
{
	const struct kmend_patterns *console = setup->target->console;

	return console ? add(identity, "console", kmend_patterns_text(console)) : 0;
}

static int add_files(struct identity *identity, const struct setup *setup)
{
	int result = 0;

	for (int i = 0; i < KMEND_TARGET_FILES && result == 0; i++)
		result = add_file(identity, setup, i);
	return result;
}

int identity_make(struct identity *identity, const struct setup *setup)
{
	*identity = (struct identity){ 0 };
	return add_campaign(identity, setup) < 0 || add_target(identity, setup) < 0 ||
			add_console(identity, setup) < 0 || add_images(identity, setup) < 0 ||
			add_files(identity, setup) < 0 ||
			add_versions(identity, machine_emulator(setup->target->settings.arch)) < 0
		? -1
		: 0;
}

void identity_release(struct identity *identity)
{
	for (unsigned i = 0; i < identity->count; i++) {
		free(identity->facts[i].key);
		free(identity->facts[i].value);
	}
	identity->count = 0;
}

int identity_write(const struct identity *identity, struct kmend_store *store)
{
	for (unsigned i = 0; i < identity->count; i++)
		if (kmend_store_meta_set(store, identity->facts[i].key, identity->facts[i].value) < 0)
			return -1;
	return 0;
}

int identity_check(const struct identity *identity, struct kmend_store *store)
{
	for (unsigned i = 0; i < identity->count; i++) {
		const struct identity_fact *fact = &identity->facts[i];
		char *stored;

		if (kmend_store_meta_get(store, fact->key, &stored) < 0)
			return -1;
		if (strcmp(stored ? stored : "", fact->value)) {
			kmend_error_as(KMEND_ERROR_INVALID,
				"%s belongs to another campaign: %s is '%s' there and '%s' here",
				kmend_store_path(store), fact->key, stored ? stored : "", fact->value);
			free(stored);
			return -1;
		}
		free(stored);
	}
	return 0;
}
