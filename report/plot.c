/*
 * Charts by gnuplot: a script is written into the output folder next to the picture (so that anybody can change and
 * redraw it) and gnuplot runs on it. Texts go into the script only after plain() made them letters and digits: a
 * campaign's name must not become a command.
 */
#include <errno.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "harness/base/error.h"
#include "harness/base/file.h"
#include "report/layout.h"
#include "report/wilson.h"

extern char **environ;

/* Letters, digits and a little punctuation; everything else becomes a space. */
static void plain(FILE *out, const char *text)
{
	for (; *text; text++) {
		int good = (*text >= 'a' && *text <= 'z') || (*text >= 'A' && *text <= 'Z') || (*text >= '0' && *text <= '9') ||
			   strchr("-_.,:", *text);

		fputc(good ? *text : ' ', out);
	}
}

static void write_head(FILE *out, const struct kmend_summary *summary, const char *name, const char *title,
	const char *extension)
{
	fprintf(out, "set terminal %s\n",
		strcmp(extension, "svg") == 0 ? "svg size 800,480 dynamic background rgb 'white' font 'sans,12'"
					      : "pngcairo size 1200,720 font 'sans,14'");
	fprintf(out, "set output '%s.%s'\n", name, extension);
	fprintf(out, "set title '%s (", title);
	plain(out, summary->target);
	fputs(", ", out);
	plain(out, summary->fault_model);
	fputs(kmend_summary_is_complete(summary) ? ")' noenhanced\n" : "; incomplete)' noenhanced\n", out);
	fputs("set style data histograms\nset style fill solid 0.9 border rgb 'white'\nset boxwidth 0.7\n"
	      "set key outside right top noenhanced\nset xtics noenhanced nomirror\nset ytics nomirror\nset grid ytics\n"
	      "set border 3\nset yrange [0:100]\n",
		out);
}

static void survivability_data(FILE *out, const struct kmend_summary *summary)
{
	fputs("$data << EOD\npolicy pass fail shutdown crash\n", out);
	for (size_t i = 0; i < summary->npolicies; i++) {
		const struct kmend_tally *tally = &summary->policies[i].tally;

		fputc('\'', out);
		plain(out, summary->policies[i].name);
		fputc('\'', out);
		for (int outcome = KMEND_OUTCOME_PASS; outcome <= KMEND_OUTCOME_CRASH; outcome++)
			fprintf(out, " %.4f", 100 * kmend_wilson(tally->outcomes[outcome], tally->activated).value);
		fputc('\n', out);
	}
	fputs("EOD\n", out);
}

static void survivability_script(FILE *out, const struct kmend_summary *summary)
{
	survivability_data(out, summary);
	for (int i = 0; i < 2; i++) {
		write_head(out, summary, "survivability", "Survivability", i ? "png" : "svg");
		fputs("set style histogram rowstacked\nset ylabel 'share of activated experiments, percent'\n"
		      "plot $data using 2:xtic(1) title 'pass' linecolor rgb '#2e8b57', \\\n"
		      "  '' using 3 title 'fail' linecolor rgb '#e6b422', \\\n"
		      "  '' using 4 title 'shutdown' linecolor rgb '#4a7ebb', \\\n"
		      "  '' using 5 title 'crash' linecolor rgb '#c0392b'\nset output\n",
			out);
	}
}

static double coverage_of(const struct kmend_summary *summary, size_t policy, const char *component)
{
	for (size_t i = 0; i < summary->ncoverage; i++) {
		const struct kmend_summary_coverage *one = &summary->coverage[i];
		double all = (double)one->executed_in + (double)one->executed_out;

		if (one->policy == policy && strcmp(one->component, component) == 0)
			return all > 0 ? 100 * (double)one->executed_in / all : 0;
	}
	return 0;
}

static void coverage_script(FILE *out, const struct kmend_summary *summary)
{
	fputs("$data << EOD\ncomponent", out);
	for (size_t p = 0; p < summary->npolicies; p++) {
		fputs(" '", out);
		plain(out, summary->policies[p].name);
		fputc('\'', out);
	}
	fputc('\n', out);
	/* Every image has the same components: those of the first policy stand for all. */
	for (size_t i = 0; i < summary->ncoverage && summary->coverage[i].policy == summary->coverage[0].policy; i++) {
		fputc('\'', out);
		plain(out, summary->coverage[i].component);
		fputc('\'', out);
		for (size_t p = 0; p < summary->npolicies; p++)
			fprintf(out, " %.4f", coverage_of(summary, p, summary->coverage[i].component));
		fputc('\n', out);
	}
	fputs("EOD\n", out);
	for (int i = 0; i < 2; i++) {
		write_head(out, summary, "coverage", "Recovery coverage", i ? "png" : "svg");
		fprintf(out,
			"set style histogram clustered gap 1\nset boxwidth 0.9 relative\nset ylabel 'block executions inside windows, percent'\n"
			"plot for [c=2:%zu] $data using c:xtic(1) title columnheader(c)\nset output\n",
			summary->npolicies + 1);
	}
}

static int run_gnuplot(const char *dir, const char *script)
{
	char *argv[] = { "gnuplot", (char *)script, NULL };
	posix_spawn_file_actions_t actions;
	int status, error;
	pid_t pid;

	posix_spawn_file_actions_init(&actions);
	posix_spawn_file_actions_addchdir_np(&actions, dir);
	posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", 0, 0);
	posix_spawn_file_actions_adddup2(&actions, 2, 1); /* its chatter is not data */
	error = posix_spawnp(&pid, "gnuplot", &actions, NULL, argv, environ);
	posix_spawn_file_actions_destroy(&actions);
	if (error == ENOENT)
		return kmend_error("gnuplot is not installed (package gnuplot-nox): no charts");
	if (error)
		return kmend_error("gnuplot cannot be started: %s", strerror(error));
	while (waitpid(pid, &status, 0) < 0)
		if (errno != EINTR)
			return kmend_error("gnuplot: %s", strerror(errno));
	if (status != 0)
		return kmend_error("gnuplot failed on %s/%s", dir, script);
	return 0;
}

static int picture_is_there(const char *dir, const char *name, const char *extension, FILE *chatter)
{
	char *path = kmend_format("%s/%s.%s", dir, name, extension);
	struct stat st;
	int result = 0;

	if (!path)
		return kmend_error("out of memory for a chart");
	if (stat(path, &st) != 0 || st.st_size == 0)
		result = kmend_error("%s: gnuplot did not draw it", path);
	else if (chatter)
		fprintf(chatter, "chart: %s\n", path);
	free(path);
	return result;
}

static int draw(const struct kmend_summary *summary, const char *dir, const char *name,
	void (*script)(FILE *out, const struct kmend_summary *summary), FILE *chatter)
{
	char *file = kmend_format("%s.gnuplot", name), *path = kmend_format("%s/%s.gnuplot", dir, name);
	FILE *out = path ? fopen(path, "w") : NULL;
	int result = -1;

	if (!out) {
		kmend_error("%s: %s", path ? path : dir, strerror(errno));
		goto done;
	}
	fprintf(out, "# Drawn by kmend; redraw with: gnuplot %s.gnuplot\n", name);
	script(out, summary);
	result = ferror(out) ? -1 : 0;
	if (fclose(out) != 0 || result) {
		result = kmend_error("%s: %s", path, strerror(errno));
		goto done;
	}
	result = run_gnuplot(dir, file);
	if (result == 0)
		result = picture_is_there(dir, name, "svg", chatter);
	if (result == 0)
		result = picture_is_there(dir, name, "png", chatter);
done:
	free(file);
	free(path);
	return result;
}

int kmend_report_plots(struct kmend_store *store, const char *dir, FILE *chatter)
{
	struct kmend_summary summary;
	int result;

	if (kmend_dir_make(dir) || kmend_store_begin(store))
		return -1;
	result = kmend_summary_load(&summary, store);
	kmend_store_rollback(store);
	if (result)
		return -1;
	if (!summary.total.activated)
		result = kmend_error("%s: no activated experiment yet, nothing to draw", kmend_store_path(store));
	if (result == 0)
		result = draw(&summary, dir, "survivability", survivability_script, chatter);
	if (result == 0 && summary.ncoverage)
		result = draw(&summary, dir, "coverage", coverage_script, chatter);
	kmend_summary_release(&summary);
	return result;
}
