/* Rate and time left are those of this session: what was done before it says nothing about this machine. */
#include "harness/campaign/progress_text.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "harness/base/safe.h"
#include "harness/base/wilson.h"

#define BLOCK_COLUMNS 72u /* that it needs */
#define NEW_SHOWN 3u      /* of the signatures that are new */
#define NAME_WIDTH 12

static void add_left(struct kmend_buf *out, uint64_t seconds)
{
	if (seconds >= 3600)
		kmend_buf_printf(out, "%" PRIu64 " h %02" PRIu64 " min left", seconds / 3600, seconds / 60 % 60);
	else if (seconds >= 100)
		kmend_buf_printf(out, "%" PRIu64 " min %02" PRIu64 " s left", seconds / 60, seconds % 60);
	else
		kmend_buf_printf(out, "%" PRIu64 " s left", seconds);
}

/* ", 7.3/s, 9 s left", once something is known. */
static void add_rate(struct kmend_buf *out, const struct progress *progress, uint64_t now_ns)
{
	double seconds = (double)(now_ns - progress->started_ns) / 1e9;
	double rate = seconds > 0 ? (double)progress->here / seconds : 0;

	if (!progress->here || rate <= 0)
		return;
	kmend_buf_printf(out, ", %.1f/s, ", rate);
	add_left(out, (uint64_t)((double)(progress->planned - progress->done) / rate + 0.5));
}

/* " pass 3 crash 1" of the outcomes that there are, when they have none of the bits `without`. */
static void add_outcomes(struct kmend_buf *out, const struct progress *progress, const char *before, int without)
{
	for (unsigned i = 0, shown = 0; i < KMEND_OUTCOME_COUNT; i++)
		if (progress->outcomes[i] && !(without && kmend_outcome_is((enum kmend_outcome)i, (unsigned)without)))
			kmend_buf_printf(out, "%s %s %" PRIu64, shown++ ? "" : before,
				kmend_outcome_name((enum kmend_outcome)i), progress->outcomes[i]);
}

void progress_line(struct kmend_buf *out, const struct progress *progress, uint64_t now_ns)
{
	kmend_buf_printf(out, "%" PRIu64 "/%" PRIu64 " experiments", progress->done, progress->planned);
	add_rate(out, progress, now_ns);
	add_outcomes(out, progress, ":", 0);
}

/* ---- the block ------------------------------------------------------------------------------------------------ */

static void add_bar(struct kmend_buf *out, const struct progress *progress, uint64_t now_ns)
{
	unsigned width = progress->screen.columns / 3;
	unsigned full = progress->planned ? (unsigned)(progress->done * width / progress->planned) : width;

	kmend_buf_append(out, "[", 1);
	for (unsigned i = 0; i < width; i++)
		kmend_buf_append(out, i < full ? "#" : "-", 1);
	kmend_buf_printf(out, "] %" PRIu64 "/%" PRIu64, progress->done, progress->planned);
	add_rate(out, progress, now_ns);
	add_outcomes(out, progress, ",", KMEND_OUTCOME_ACTIVATED);
}

static void add_header(struct kmend_buf *out)
{
	kmend_buf_printf(out, "\n%-*s%8s", NAME_WIDTH, "policy", "done");
	for (unsigned i = 0; i < KMEND_OUTCOME_COUNT; i++)
		if (kmend_outcome_is((enum kmend_outcome)i, KMEND_OUTCOME_ACTIVATED))
			kmend_buf_printf(out, "  %9s %%", kmend_outcome_name((enum kmend_outcome)i));
}

/* Shares of the experiments whose fault acted, as in every report. */
static void add_policy(struct kmend_buf *out, const struct progress_policy *policy)
{
	uint64_t done = 0, activated = 0;

	for (unsigned i = 0; i < KMEND_OUTCOME_COUNT; i++) {
		done += policy->outcomes[i];
		activated += kmend_outcome_is((enum kmend_outcome)i, KMEND_OUTCOME_ACTIVATED) ? policy->outcomes[i] : 0;
	}
	kmend_buf_printf(out, "\n%-*.*s%8" PRIu64, NAME_WIDTH, NAME_WIDTH - 1, policy->name, done);
	for (unsigned i = 0; i < KMEND_OUTCOME_COUNT && activated; i++) {
		struct kmend_rate rate = kmend_wilson(policy->outcomes[i], activated);
		char interval[16];

		if (!kmend_outcome_is((enum kmend_outcome)i, KMEND_OUTCOME_ACTIVATED))
			continue;
		snprintf(interval, sizeof interval, "[%.0f,%.0f]", 100 * rate.low, 100 * rate.high);
		kmend_buf_printf(out, " %4.0f%-8s", 100 * rate.value, interval);
	}
}

/* A signature is a text of the guest: one line, and a column for each byte. */
static void add_signature(struct kmend_buf *out, const char *signature)
{
	char *safe = kmend_safe_string(signature, strlen(signature), 400);

	for (char *c = safe; c && *c; c++)
		if ((unsigned char)*c >= 0x80)
			*c = '?';
	kmend_buf_printf(out, "\n  %s", safe ? safe : "");
	free(safe);
}

static void add_signatures(struct kmend_buf *out, const struct progress *progress)
{
	size_t fresh = progress->nsignatures - progress->nknown;

	if (!fresh)
		return;
	kmend_buf_printf(out, "\n%zu new crash signature%s%s", fresh, fresh == 1 ? "" : "s",
		fresh > NEW_SHOWN ? ", the last ones:" : ":");
	for (size_t i = fresh > NEW_SHOWN ? progress->nsignatures - NEW_SHOWN : progress->nknown;
		i < progress->nsignatures; i++)
		add_signature(out, progress->signatures[i]);
}

int progress_block(struct kmend_buf *out, const struct progress *progress, uint64_t now_ns)
{
	/* Bar, header, policies, and the most that signatures take; a line of the shell above it. */
	size_t rows = 1 + 1 + progress->npolicies + 1 + NEW_SHOWN + 1;

	if (progress->screen.columns < BLOCK_COLUMNS || progress->screen.rows < rows || rows > SCREEN_LINES)
		return 0;
	add_bar(out, progress, now_ns);
	add_header(out);
	for (size_t i = 0; i < progress->npolicies; i++)
		add_policy(out, &progress->policies[i]);
	add_signatures(out, progress);
	return 1;
}
