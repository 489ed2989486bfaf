/* campaign.yaml: which target is broken how, under which policies (docs/campaign-yaml.md). */
#ifndef KMEND_CONFIG_CAMPAIGN_H
#define KMEND_CONFIG_CAMPAIGN_H

#include <stdbool.h>
#include <stdint.h>

enum kmend_select { KMEND_SELECT_ALL, KMEND_SELECT_SAMPLE, KMEND_SELECT_PER_COMPONENT };

struct kmend_campaign {
	char *path; /* of the file, as given */
	char *text; /* the whole file: kept in the result, compared on resume */
	char *name;
	char *target;
	char **policies;
	uint64_t policies_count;
	char *fault_model; /* fail-stop or hang */
	enum kmend_select select;
	uint32_t sample; /* sites: in all (SAMPLE) or for each component (PER_COMPONENT) */
	uint64_t seed;
	uint32_t repeats;     /* experiments for each (site, policy), at least 1 */
	uint32_t golden_runs; /* at least 3 */
	char **workload;      /* names of tests; none: all */
	uint64_t workload_count;
	char **detectors; /* added to the images; words of the target */
	uint64_t detectors_count;
	char *detector_list; /* the same, sorted, with commas; "" for none */
	bool oracle;         /* compare the whole writable state after each rollback */
};

/* Loads and checks. On failure -1 with one line: file:line: what. Free with kmend_campaign_free. */
int kmend_campaign_load(struct kmend_campaign **out, const char *path);
void kmend_campaign_free(struct kmend_campaign *campaign);

#endif
