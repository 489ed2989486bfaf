/* campaign.yaml: which target is broken how, under which policies (docs/campaign-yaml.md). */
#ifndef KMEND_CONFIG_CAMPAIGN_H
#define KMEND_CONFIG_CAMPAIGN_H

#include <stdbool.h>
#include <stdint.h>

#include "harness/base/activation.h"
#include "harness/config/fault_model.h"
#include "harness/config/selection.h"

/* What becomes of blocks that have already run when the guest is ready. */
enum kmend_boot { KMEND_BOOT_INCLUDE, KMEND_BOOT_EXCLUDE };

/* What a campaign is for. */
enum kmend_purpose {
	KMEND_PURPOSE_FAULTS,
	KMEND_PURPOSE_OVERHEAD,   /* nothing is broken, and none of the keys about faults is there */
	KMEND_PURPOSE_DISRUPTION, /* one site, at intervals that are halved from one repeat to the next */
	KMEND_PURPOSE_TESTS       /* nothing is broken: each test that the workload names, before all the others */
};

struct kmend_campaign {
	char *path; /* of the file, as given */
	char *text; /* the whole file: kept in the result, compared on resume */
	char *name;
	enum kmend_purpose measure;
	char *target;
	char **policies;
	uint64_t policies_count;
	char *fault_model;  /* a name of the table, or the types themselves when the file names only them */
	char **fault_types; /* as in the file; none: all of the model */
	uint64_t fault_types_count;
	uint64_t types;                    /* the set that is drawn from: KMEND_FAULT_BIT of each */
	char *type_list;                   /* the same as text, with commas, in the order of their numbers */
	char *activation;                  /* as in the file */
	struct kmend_activation_rule rule; /* the same, read */
	enum kmend_boot boot;
	char **sites; /* patterns of identities (fnmatch(3)); none: every site */
	uint64_t sites_count;
	enum kmend_select select;
	uint32_t sample; /* sites: in all (SAMPLE) or for each component (PER_COMPONENT) */
	char **weights;  /* of types in the draw, as type:number; a type without one has 1 */
	uint64_t weights_count;
	uint32_t type_weights[64]; /* the same, by number of type */
	uint64_t seed;
	uint32_t repeats;     /* experiments for each (site, policy), at least 1 */
	uint32_t golden_runs; /* at least 3 */
	char **workload; /* names of tests; none: all. Of KMEND_PURPOSE_TESTS: those that an experiment each is about */
	uint64_t workload_count;
	char **detectors; /* added to the images; words of the target */
	uint64_t detectors_count;
	char *detector_list; /* the same, sorted, with commas; "" for none */
	bool oracle;         /* compare the whole writable state after each rollback */
	uint32_t log;        /* enum kmend_log_level */
};

#define KMEND_CAMPAIGN_TEST_MAX 64u /* of the name of a test that an experiment is about, with the final 0 */

/* The word of `measure:`. */
const char *kmend_purpose_text(enum kmend_purpose purpose);
/* The word for CAMPAIGN->log. */
const char *kmend_campaign_log(const struct kmend_campaign *campaign);

/* Loads and checks; `path` can also be the name of one of kmend's own campaigns, where no such file is. On failure -1 with one line: file:line: what. Free with kmend_campaign_free. */
int kmend_campaign_load(struct kmend_campaign **out, const char *path);
void kmend_campaign_free(struct kmend_campaign *campaign);

#endif
