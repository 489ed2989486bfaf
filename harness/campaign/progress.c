/* Rate and time left are those of this session: what was done before it says nothing about this machine. */
#include "harness/campaign/progress.h"

#include <inttypes.h>
#include <stdio.h>
#include <unistd.h>
#include <uv.h>

#define TERMINAL_NS 150000000u /* between two updates of the line */
#define LINES_NS 5000000000u   /* between two lines */

static void print_left(uint64_t seconds)
{
	if (seconds >= 3600)
		fprintf(stderr, "%" PRIu64 " h %02" PRIu64 " min left", seconds / 3600, seconds / 60 % 60);
	else if (seconds >= 100)
		fprintf(stderr, "%" PRIu64 " min %02" PRIu64 " s left", seconds / 60, seconds % 60);
	else
		fprintf(stderr, "%" PRIu64 " s left", seconds);
}

static void show(struct progress *progress)
{
	double seconds = (double)(uv_hrtime() - progress->started_ns) / 1e9;
	double rate = seconds > 0 ? (double)progress->here / seconds : 0;

	fprintf(stderr, "%s%" PRIu64 "/%" PRIu64 " experiments",
		progress->terminal ? "\r\033[K" : "kmend: ", progress->done, progress->planned);
	if (progress->here && rate > 0) {
		fprintf(stderr, ", %.1f/s, ", rate);
		print_left((uint64_t)((double)(progress->planned - progress->done) / rate + 0.5));
	}
	for (unsigned i = 0, shown = 0; i < KMEND_OUTCOME_COUNT; i++)
		if (progress->outcomes[i])
			fprintf(stderr, "%s %s %" PRIu64, shown++ ? "" : ":", kmend_outcome_name(i),
				progress->outcomes[i]);
	if (!progress->terminal)
		fputc('\n', stderr);
	fflush(stderr);
	progress->shown_ns = uv_hrtime();
}

void progress_start(struct progress *progress)
{
	progress->started_ns = progress->shown_ns = uv_hrtime();
	progress->here = 0;
	progress->terminal = isatty(STDERR_FILENO);
	show(progress);
}

void progress_step(struct progress *progress, enum kmend_outcome outcome)
{
	progress->done++;
	progress->here++;
	progress->outcomes[outcome]++;
	if (uv_hrtime() - progress->shown_ns >= (progress->terminal ? TERMINAL_NS : LINES_NS))
		show(progress);
}

void progress_end(struct progress *progress)
{
	show(progress);
	if (progress->terminal)
		fputc('\n', stderr);
}
