#include "report/around.h"

#include <stdlib.h>
#include <string.h>

#include "harness/base/buf.h"
#include "harness/base/file.h"

/* The first word of the fact; what follows is for those who look into the file. */
static void add_pretest(struct kmend_document *document, const char *text)
{
	char *word = kmend_format("%.*s", (int)strcspn(text, " "), text);
	const char *said = !word ? NULL
		: strcmp(word, "skipped") == 0
		? "skipped (--no-pretest): nobody has seen these policies recover from a deliberate crash"
		: strcmp(word, "unnamed") == 0 ? "none: the target names no place for a deliberate crash"
					       : word;

	if (said && *said)
		kmend_document_fact(document, "pretest", said);
	free(word);
}

void report_facts(struct kmend_document *document, const struct kmend_summary *summary)
{
	char shard[KMEND_SHARD_TEXT_MAX];

	kmend_document_fact(document, "campaign", summary->campaign);
	kmend_document_fact(document, "target", summary->target);
	kmend_document_fact(document, "fault model", summary->fault_model);
	if (*summary->detectors)
		kmend_document_fact(document, "detectors", summary->detectors);
	if (*summary->units)
		kmend_document_fact(document, "units", summary->units);
	kmend_document_fact(document, "seed", summary->seed);
	kmend_document_fact(document, "revision", summary->revision);
	add_pretest(document, summary->pretest);
	if (!kmend_shard_is_whole(summary->shard))
		kmend_document_fact(document, "shard", kmend_shard_text(shard, summary->shard));
}

/* Planned = the sum of all classes, in words, in every report for people. */
static void add_sum(struct kmend_document *document, const struct kmend_tally *total)
{
	struct kmend_buf sum = KMEND_BUF_INIT;

	for (unsigned i = 1; i < KMEND_OUTCOME_COUNT; i++)
		document->failed |= kmend_buf_printf(&sum, "%s%s %llu", i > 1 ? " + " : "", kmend_outcome_name(i),
					    (unsigned long long)total->outcomes[i]) < 0;
	if (total->pending)
		document->failed |=
			kmend_buf_printf(&sum, " + still to run %llu", (unsigned long long)total->pending) < 0;
	kmend_document_note(
		document, "planned %llu = %s", (unsigned long long)total->planned, sum.data ? sum.data : "");
	kmend_buf_release(&sum);
}

/* What one experiment in a hundred said on another machine. */
static void add_again(struct kmend_document *document, const struct kmend_tally *total)
{
	if (total->differing)
		kmend_document_note(document,
			"INVALID: %llu of %llu experiments that were run again on another machine wrote another event "
			"log; these "
			"numbers decide nothing.",
			(unsigned long long)total->differing, (unsigned long long)total->compared);
	else if (total->compared)
		kmend_document_note(document,
			total->compared == 1
				? "%llu experiment was run again on another machine: the event log is the same"
				: "%llu experiments were run again on another machine: the event logs are the same",
			(unsigned long long)total->compared);
	else if (total->planned > total->pending)
		kmend_document_note(document, "no experiment was run again on another machine");
}

void report_notes(struct kmend_document *document, const struct kmend_summary *summary)
{
	const struct kmend_tally *total = &summary->total;
	unsigned long long done = total->planned - total->pending;

	if (summary->nmeasures && !total->planned)
		return; /* nothing was broken */
	add_sum(document, total);
	if (!kmend_shard_is_whole(summary->shard))
		kmend_document_note(document,
			"This is shard %u of %u: %llu of the %llu experiments of its plan; `kmend merge` joins the "
			"shards.",
			summary->shard.index, summary->shard.count, (unsigned long long)total->planned,
			(unsigned long long)summary->whole);
	if (!summary->plan_complete)
		kmend_document_note(
			document, "The campaign stopped before its plan was made: run it again to carry on.");
	else if (total->pending)
		kmend_document_note(document,
			"Incomplete: %llu of %llu experiments have not run; run the campaign again to carry on.",
			(unsigned long long)total->pending, (unsigned long long)total->planned);
	if (total->torn)
		kmend_document_note(document,
			"TORN: in %llu experiments messages of the kernel tore lines of tests: tests that count as "
			"failed there may "
			"have passed.",
			(unsigned long long)total->torn);
	add_again(document, total);
	if (total->outcomes[KMEND_OUTCOME_INFRA_ERROR] * 100 > total->planned)
		kmend_document_note(document,
			"INVALID: more than 1%% of the experiments ended in infra-error; these numbers decide "
			"nothing.");
	if (total->without_effect)
		kmend_document_note(document,
			"NO EFFECT: fail-stop did not stop in %llu of %llu activated experiments: %s. They count as "
			"survived, and "
			"nothing was to be survived (docs/your-own-kernel.md).",
			(unsigned long long)total->without_effect, (unsigned long long)total->activated,
			summary->address_zero == KMEND_EFFECT_ZERO_MAPPED
				? "address 0 is mapped"
				: "it acted again and again and nothing noticed");
	if (summary->seconds > 0)
		kmend_document_note(document, "%llu experiments in %.1f s with %llu jobs (%.1f a second)", done,
			summary->seconds, (unsigned long long)summary->jobs, (double)done / summary->seconds);
}
