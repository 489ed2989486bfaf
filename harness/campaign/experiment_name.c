#include "harness/campaign/experiment_name.h"

int experiment_crash(struct crash_text *text, const struct experiment_named *named)
{
	const struct kmend_image *image = named->setting->image;
	const struct machine_result *result = named->result;
	const enum kmend_outcome outcome = named->verdict->outcome;
	const struct kmend_crash_run run = { .log = result->events,
		.log_size = result->events_size,
		.console = result->console,
		.console_size = result->console_size,
		.reason = named->verdict->reason,
		.crashed = outcome == KMEND_OUTCOME_CRASH,
		.known = named->known };
	struct kmend_image_site site;
	int is_known = image && named->site < image->nsites;

	*text = (struct crash_text){ .kind = "" };
	if (outcome < KMEND_OUTCOME_PASS || outcome > KMEND_OUTCOME_CRASH)
		return 0;
	if (is_known)
		site = kmend_image_site(image, named->site);
	return crash_name(text, named->image, &run, is_known ? &site : NULL);
}

/* Where the fault was. */
static const char *component_of(const struct kmend_image *image, uint32_t site)
{
	return image && site < image->nsites ? image->components[kmend_image_site(image, site).component].name : "";
}

void experiment_hang(char text[HANG_TEXT_MAX], struct crash_image *image, const struct experiment_setting *setting,
	uint32_t site, const struct machine_result *result)
{
	hang_tell(text, image, component_of(setting->image, site), result->samples, result->nsamples);
}
