/* What a campaign stands on: its files, its target and one checked image for each policy. */
#ifndef KMEND_CAMPAIGN_SETUP_H
#define KMEND_CAMPAIGN_SETUP_H

#include "harness/config/campaign.h"
#include "harness/config/target.h"
#include "harness/image/image.h"
#include "harness/machine/machine.h"

#define SETUP_WORKLOAD_MAX 128u /* of struct kmend_control */

struct setup {
	struct kmend_campaign *campaign;
	struct kmend_target *target;
	size_t npolicies;
	char **paths;                      /* image of each policy, in the campaign's order */
	struct kmend_image **images;       /* the same sites in all of them (identities) */
	char workload[SETUP_WORKLOAD_MAX]; /* names separated by commas, "" for all */
	uint32_t flags;                    /* KMEND_FLAG_... */
};

/* What the command line changes in the file. */
struct setup_override {
	int has_seed, has_sample;
	uint64_t seed;
	uint32_t sample;
	int verbose;       /* show the build's own output */
	int takes_measure; /* a campaign that measures is welcome; else it is refused */
	int takes_tests;   /* one with `measure: tests` is */
};

/*
 * Loads the campaign and its target, builds the images and checks that they have the same sites. On failure -1;
 * KMEND_ERROR_INVALID and the like when a file that a person wrote is wrong. Release in every case.
 */
int setup_load(struct setup *setup, const char *campaign_path, const struct setup_override *override);
int setup_build(struct setup *setup, const struct setup_override *override);
void setup_release(struct setup *setup);

/* The names of the campaign's tests (campaign can be NULL, and one with `measure: tests` names none), else the target's own selection,
 * joined by commas; "": all. */
int setup_workload(
	char workload[SETUP_WORKLOAD_MAX], const struct kmend_target *target, const struct kmend_campaign *campaign);

/* `count` names, joined by commas; "": none. The error begins with `where`. */
int setup_names(char workload[SETUP_WORKLOAD_MAX], const char *where, char *const *names, uint64_t count);

/* Opens an image of the target: its units lie in the components that target.yaml gives them. Free with kmend_image_free(). */
int setup_image(struct kmend_image **image, const struct kmend_target *target, const char *path);

/* The virtual-time limit of an experiment: what the target says, else by the golden time. */
uint64_t setup_limit_ns(const struct kmend_target *target, uint64_t golden_ns);

/* The machine of policy number `policy`. Texts belong to the setup. */
void setup_machine(const struct setup *setup, size_t policy, struct machine_config *config);

#endif
