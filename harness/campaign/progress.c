#include "harness/campaign/progress.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <uv.h>

#include "harness/campaign/progress_text.h"

#define TERMINAL_NS 150000000u /* between two updates */
#define LINES_NS 5000000000u   /* between two lines */

static int can_be_drawn_on(int fd)
{
	const char *term = getenv("TERM");

	return isatty(fd) && term && *term && strcmp(term, "dumb") != 0;
}

void progress_show(struct progress *progress)
{
	uint64_t now = uv_hrtime();
	struct kmend_buf text = KMEND_BUF_INIT;

	screen_measure(&progress->screen, STDERR_FILENO);
	if (!progress->terminal || !progress_block(&text, progress, now))
		progress_line(&text, progress, now);
	if (!progress->terminal) {
		fprintf(stderr, "kmend: %s\n", text.data ? text.data : "");
	} else {
		fflush(stderr);
		screen_draw(&progress->screen, STDERR_FILENO, text.data ? text.data : "");
	}
	fflush(stderr);
	kmend_buf_release(&text);
	progress->shown_ns = uv_hrtime();
}

static void note_signature(struct progress *progress, const char *signature)
{
	if (!signature || !*signature)
		return;
	for (size_t i = 0; i < progress->nsignatures; i++)
		if (strcmp(progress->signatures[i], signature) == 0)
			return;
	if (progress->nsignatures < PROGRESS_SIGNATURES &&
		(progress->signatures[progress->nsignatures] = strdup(signature)))
		progress->nsignatures++;
}

static void count(struct progress *progress, size_t policy, enum kmend_outcome outcome, const char *signature)
{
	progress->done++;
	progress->outcomes[outcome]++;
	if (policy < progress->npolicies)
		progress->policies[policy].outcomes[outcome]++;
	if (outcome == KMEND_OUTCOME_CRASH)
		note_signature(progress, signature);
}

void progress_before(struct progress *progress, size_t policy, enum kmend_outcome outcome, const char *signature)
{
	count(progress, policy, outcome, signature);
	progress->nknown = progress->nsignatures;
}

void progress_start(struct progress *progress)
{
	progress->started_ns = uv_hrtime();
	progress->here = 0;
	progress->terminal = can_be_drawn_on(STDERR_FILENO);
	progress_show(progress);
}

void progress_step(struct progress *progress, size_t policy, enum kmend_outcome outcome, const char *signature)
{
	progress->here++;
	count(progress, policy, outcome, signature);
	if (uv_hrtime() - progress->shown_ns >= (progress->terminal ? TERMINAL_NS : LINES_NS))
		progress_show(progress);
}

void progress_end(struct progress *progress)
{
	progress_show(progress);
	if (progress->terminal)
		fputc('\n', stderr);
}

void progress_release(struct progress *progress)
{
	for (size_t i = 0; i < progress->nsignatures; i++)
		free(progress->signatures[i]);
	progress->nsignatures = progress->nknown = 0;
}
