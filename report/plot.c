/*
 * Charts by gnuplot: a script is written into the output folder next to the picture (so that anybody can change and
 * redraw it) and gnuplot runs on it. Texts go into the script only after kmend_plot_plain() made them letters and digits: a
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
#include "report/plot.h"
#include "report/wilson.h"

extern char **environ;

/* Letters, digits and a little punctuation; everything else becomes a space. */
void kmend_plot_plain(FILE *out, const char *text)
{
	for (; *text; text++) {
		int good = (*text >= 'a' && *text <= 'z') || (*text >= 'A' && *text <= 'Z') ||
			(*text >= '0' && *text <= '9') || strchr("-_.,:", *text);

		fputc(good ? *text : ' ', out);
	}
}

/* Colours that stay apart for the colour-blind (Okabe and Ito), in order pass, fail, shutdown, crash. */
const struct kmend_plot_shade kmend_plot_shades[4] = {
	{ KMEND_OUTCOME_PASS, "#009e73", "white" },
	{ KMEND_OUTCOME_FAIL, "#f0e442", "black" },
	{ KMEND_OUTCOME_SHUTDOWN, "#56b4e9", "black" },
	{ KMEND_OUTCOME_CRASH, "#d55e00", "white" },
};
static const char *const policy_fills[] = { "#0072b2", "#e69f00", "#009e73", "#cc79a7", "#56b4e9", "#d55e00" };

const char *const kmend_plot_extensions[2] = { "svg", "png" };

void kmend_plot_head(FILE *out, const struct kmend_summary *summary, const char *name, const char *title, size_t groups,
	const char *extension)
{
	fprintf(out, "set terminal %s\n",
		strcmp(extension, "svg") == 0 ? "svg size 900,560 dynamic background rgb 'white' font 'sans,14'"
					      : "pngcairo size 1350,840 font 'sans,16'");
	fprintf(out, "set output '%s.%s'\n", name, extension);
	fprintf(out, "set title '%s: ", title);
	kmend_plot_plain(out, summary->target);
	fputs(", ", out);
	kmend_plot_plain(out, summary->fault_model);
	fputs(kmend_summary_is_complete(summary) ? "" : " - incomplete", out);
	fputs(kmend_summary_is_valid(summary) ? "" : " - INVALID", out);
	fputs("' noenhanced font ',18' offset 0,0.5\n"
	      "set style data histograms\nset style fill solid 1.0 border rgb 'white'\n"
	      "set key outside right center vertical Left reverse noenhanced samplen 1.2 spacing 1.4\n"
	      "set xtics noenhanced nomirror scale 0\nset ytics 20 nomirror scale 0 format '%g %%'\n"
	      "set grid ytics back linetype 1 linecolor rgb '#d8d8d8'\nset border 1 linecolor rgb '#606060'\n"
	      "set tics textcolor rgb 'black'\nset yrange [0:100]\nset lmargin 9\nset tmargin 4\nset bmargin 3.5\n",
		out);
	fprintf(out, "set xrange [-0.6:%zu - 0.4]\n", groups);
}

double kmend_plot_percent(const struct kmend_tally *tally, enum kmend_outcome outcome)
{
	return 100 * kmend_wilson(tally->outcomes[outcome], tally->activated).value;
}

/* A row a policy: its name and number of activated experiments, then the shares. */
static void survivability_data(FILE *out, const struct kmend_summary *summary)
{
	fputs("$data << EOD\n", out);
	for (size_t i = 0; i < summary->npolicies; i++) {
		const struct kmend_tally *tally = &summary->policies[i].tally;

		fputc('"', out);
		kmend_plot_plain(out, summary->policies[i].name);
		fprintf(out, "\\nn = %llu\"", (unsigned long long)tally->activated);
		for (size_t k = 0; k < 4; k++)
			fprintf(out, " %.4f", kmend_plot_percent(tally, kmend_plot_shades[k].outcome));
		fputc('\n', out);
	}
	fputs("EOD\n", out);
}

/* The numbers on the bars, as a block for each outcome: bar, height of the middle of the slice, text. */
static void survivability_numbers(FILE *out, const struct kmend_summary *summary)
{
	for (size_t k = 0; k < 4; k++) {
		fprintf(out, "$n%zu << EOD\n", k);
		for (size_t i = 0; i < summary->npolicies; i++) {
			const struct kmend_tally *tally = &summary->policies[i].tally;
			double below = 0, share = kmend_plot_percent(tally, kmend_plot_shades[k].outcome);

			for (size_t j = 0; j < k; j++)
				below += kmend_plot_percent(tally, kmend_plot_shades[j].outcome);
			fprintf(out, share < KMEND_PLOT_NUMBER_FROM ? "%zu %.4f \"\"\n" : "%zu %.4f \"%.1f\"\n", i,
				below + share / 2, share);
		}
		fputs("EOD\n", out);
	}
}

static void survivability_script(FILE *out, const struct kmend_summary *summary)
{
	survivability_data(out, summary);
	survivability_numbers(out, summary);
	for (size_t i = 0; i < 2; i++) {
		kmend_plot_head(
			out, summary, "survivability", "Survivability", summary->npolicies, kmend_plot_extensions[i]);
		fputs("set key invert\nset style histogram rowstacked\nset boxwidth 0.72\n"
		      "set ylabel 'share of activated experiments' offset 0.5,0\nplot ",
			out);
		for (size_t k = 0; k < 4; k++)
			fprintf(out, "$data using %zu%s title '%s' linecolor rgb '%s', \\\n  ", k + 2,
				k ? "" : ":xtic(1)", kmend_summary_outcome_name(kmend_plot_shades[k].outcome),
				kmend_plot_shades[k].fill);
		for (size_t k = 0; k < 4; k++)
			fprintf(out, "$n%zu using 1:2:3 with labels textcolor rgb '%s' font ',13' notitle%s", k,
				kmend_plot_shades[k].text, k < 3 ? ", \\\n  " : "\n");
		fputs("set output\n", out);
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

/* Policies without windows (none, stateless, naive) have nothing to show here. */
static int has_windows(const struct kmend_summary *summary, size_t policy)
{
	return kmend_coverage_total(summary, policy) > 0;
}

static void coverage_row(FILE *out, const struct kmend_summary *summary, const char *component)
{
	fputc('"', out);
	kmend_plot_plain(out, component ? component : "weighted mean");
	fputc('"', out);
	for (size_t p = 0; p < summary->npolicies; p++)
		if (has_windows(summary, p))
			fprintf(out, " %.4f",
				component ? coverage_of(summary, p, component)
					  : 100 * kmend_coverage_total(summary, p));
	fputc('\n', out);
}

static void coverage_script(FILE *out, const struct kmend_summary *summary)
{
	size_t column, groups = 0;

	fputs("$data << EOD\n", out);
	/* Every image has the same components: those of the first policy stand for all. */
	for (; groups < summary->ncoverage && summary->coverage[groups].policy == summary->coverage[0].policy; groups++)
		coverage_row(out, summary, summary->coverage[groups].component);
	coverage_row(out, summary, NULL);
	fputs("EOD\n", out);
	for (size_t i = 0; i < 2; i++) {
		const char *between = "";

		kmend_plot_head(out, summary, "coverage", "Recovery coverage", groups + 1, kmend_plot_extensions[i]);
		fputs("set style histogram clustered gap 1\nset boxwidth 0.92 relative\n"
		      "set ylabel 'block executions inside recovery windows' offset 0.5,0\nplot ",
			out);
		column = 2;
		for (size_t p = 0; p < summary->npolicies; p++) {
			if (!has_windows(summary, p))
				continue;
			fprintf(out, "%s$data using %zu:xtic(1) title '", between, column);
			kmend_plot_plain(out, summary->policies[p].name);
			fprintf(out, "' linecolor rgb '%s'", policy_fills[(column - 2) % 6]);
			between = ", \\\n  ";
			column++;
		}
		fputs("\nset output\n", out);
	}
}

static int any_windows(const struct kmend_summary *summary)
{
	for (size_t p = 0; p < summary->npolicies; p++)
		if (has_windows(summary, p))
			return 1;
	return 0;
}

static int run_gnuplot(const char *dir, const char *script)
{
	char *argv[] = { "gnuplot", "--default-settings", (char *)script, NULL };
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
	if (result == 0 && kmend_layout_has_components(&summary))
		result = draw(&summary, dir, "components", kmend_plot_components, chatter);
	if (result == 0 && any_windows(&summary))
		result = draw(&summary, dir, "coverage", coverage_script, chatter);
	kmend_summary_release(&summary);
	return result;
}
