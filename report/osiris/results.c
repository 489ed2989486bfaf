/* The one or two results of a table, and what each is called. */
#include <stdio.h>
#include <string.h>

#include "report/osiris/survivability.h"

size_t osiris_results(const struct kmend_source *source)
{
	return 1 + source->nbeside;
}

const struct kmend_summary *osiris_result(const struct kmend_source *source, size_t number)
{
	return number ? &source->beside[number - 1] : source->summary;
}

const char *osiris_result_name(char name[OSIRIS_NAME_MAX], const struct kmend_source *source, size_t number)
{
	const struct kmend_summary *one = osiris_result(source, number);

	if (source->nbeside)
		snprintf(name, OSIRIS_NAME_MAX, "%c: %.80s", 'A' + (int)number, one->campaign);
	else
		snprintf(name, OSIRIS_NAME_MAX, "%.80s", one->campaign);
	return name;
}

int osiris_policy(const struct kmend_summary *summary, const char *policy)
{
	for (size_t i = 0; i < summary->npolicies; i++)
		if (strcmp(summary->policies[i].name, policy) == 0)
			return (int)i;
	return -1;
}

/* A file that does not say is of the time when there was no choice. */
static const char *boot_of(const struct kmend_summary *summary)
{
	return strcmp(summary->boot_blocks, "exclude") == 0 ? "left out" : "kept";
}

void osiris_note_results(struct kmend_section *section, const struct kmend_source *source)
{
	char name[OSIRIS_NAME_MAX];

	for (size_t i = 0; i < osiris_results(source); i++) {
		const struct kmend_summary *one = osiris_result(source, i);
		unsigned long long done = one->total.planned - one->total.pending;

		kmend_section_note(section,
			"%s: %.40s faults, %.40s, blocks that ran at boot %s, %llu of %llu experiments done, revision "
			"%.64s%s%s.",
			osiris_result_name(name, source, i), one->fault_model,
			*one->activation ? one->activation : "persistent", boot_of(one), done,
			(unsigned long long)one->total.planned, one->revision,
			kmend_summary_is_complete(one) ? "" : "; INCOMPLETE",
			kmend_summary_is_valid(one) ? "" : "; INVALID");
	}
}
