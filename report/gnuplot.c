/*
 * A script is written into the output folder next to the picture, so that anybody can change and redraw it, and gnuplot
 * runs on it. Texts go into the script only as letters, digits and a little punctuation: a campaign's name must not become a
 * command.
 */
#include "report/gnuplot.h"

#include <errno.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "harness/base/error.h"
#include "harness/base/file.h"
#include "harness/base/safe.h"
#include "report/gnuplot_forest.h"
#include "report/gnuplot_lines.h"
#include "report/gnuplot_text.h"

extern char **environ;

static const char *const extensions[] = { "svg", "png" };

#define NEXTENSIONS (sizeof(extensions) / sizeof(extensions[0]))

/* ---- data: a block for the boxes, the intervals and the numbers of each series ---- */

static void boxes(const struct kmend_chart *chart, size_t series, FILE *out)
{
	fprintf(out, "$box%zu << EOD\n", series);
	for (size_t bar = 0; bar < chart->nbars; bar++) {
		struct kmend_chart_box box = kmend_chart_box(chart, bar, series);

		fprintf(out, "%.4f %.4f %.4f %.4f %.4f %.4f\n", (box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2, box.x0,
			box.x1, box.y0, box.y1);
	}
	fputs("EOD\n", out);
}

static int has_intervals(const struct kmend_chart *chart, size_t series)
{
	for (size_t bar = 0; bar < chart->nbars; bar++)
		if (kmend_chart_box(chart, bar, series).has_interval)
			return 1;
	return 0;
}

static void intervals(const struct kmend_chart *chart, size_t series, FILE *out)
{
	if (!has_intervals(chart, series))
		return;
	fprintf(out, "$interval%zu << EOD\n", series);
	for (size_t bar = 0; bar < chart->nbars; bar++) {
		struct kmend_chart_box box = kmend_chart_box(chart, bar, series);

		if (box.has_interval)
			fprintf(out, "%.4f %.4f %.4f %.4f\n", box.x, box.y1, box.low, box.high);
	}
	fputs("EOD\n", out);
}

static int has_numbers(const struct kmend_chart *chart, size_t series)
{
	for (size_t bar = 0; bar < chart->nbars; bar++)
		if (kmend_chart_has_number(chart, bar, series))
			return 1;
	return 0;
}

static void numbers(const struct kmend_chart *chart, size_t series, FILE *out)
{
	if (!has_numbers(chart, series))
		return;
	fprintf(out, "$number%zu << EOD\n", series);
	for (size_t bar = 0; bar < chart->nbars; bar++) {
		struct kmend_chart_box box = kmend_chart_box(chart, bar, series);

		if (kmend_chart_has_number(chart, bar, series))
			fprintf(out, "%.4f %.4f \"%.1f\"\n", (box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2,
				chart->values[bar * chart->nseries + series].value);
	}
	fputs("EOD\n", out);
}

/* ---- the picture ---- */

static int is_crowded(const struct kmend_chart *chart)
{
	return chart->nbars > KMEND_CHART_NUMBERS_UP_TO;
}

static void labels(const struct kmend_chart *chart, FILE *out)
{
	fputs("set xtics (", out);
	for (size_t bar = 0; bar < chart->nbars; bar++) {
		fputs(bar ? ", \"" : "\"", out);
		kmend_gnuplot_text(out, chart->bars[bar].label);
		if (*chart->bars[bar].note && !is_crowded(chart)) {
			fputs("\\n", out);
			kmend_gnuplot_text(out, chart->bars[bar].note);
		}
		fprintf(out, "\" %.4f", kmend_chart_place(chart, bar));
	}
	fputs(")\n", out);
	if (is_crowded(chart))
		fputs("set xtics rotate by -60 font ',12'\nset bmargin 7\n", out);
	for (size_t bar = 0, end; bar < chart->nbars; bar = end + 1) {
		end = kmend_chart_group_end(chart, bar);
		if (!*chart->bars[bar].group)
			continue;
		fputs("set label '", out);
		kmend_gnuplot_text(out, chart->bars[bar].group);
		fprintf(out, "' at first %.4f, graph 1.03 center noenhanced\n",
			(kmend_chart_place(chart, bar) + kmend_chart_place(chart, end)) / 2);
	}
}

static void head(const struct kmend_chart *chart, const char *extension, FILE *out)
{
	fprintf(out, "set terminal %s\n",
		strcmp(extension, "svg") == 0 ? "svg size 900,560 dynamic background rgb 'white' font 'sans,14'"
					      : "pngcairo size 1350,840 font 'sans,16'");
	fprintf(out, "set output '%s.%s'\nset title '", chart->name, extension);
	kmend_gnuplot_text(out, chart->title);
	fputs("' noenhanced font ',18' offset 0,1\n"
	      "set key outside right center vertical Left reverse noenhanced samplen 1.6 spacing 1.6\n"
	      "set xtics noenhanced nomirror scale 0\nset ytics 20 nomirror scale 0 format '%g %%'\n"
	      "set grid ytics back linetype 1 linecolor rgb '#d8d8d8'\nset border 1 linecolor rgb '#606060'\n"
	      "set tics textcolor rgb 'black'\nset yrange [0:100]\nset lmargin 9\nset tmargin 5.5\nset bmargin 3.5\n"
	      "set style textbox opaque noborder margins 1,0.5\n",
		out);
	fprintf(out, "set ylabel '%s' offset 0.5,0\nset xrange [-0.6:%.4f]\n", chart->axis,
		kmend_chart_width(chart) - 0.4);
	if (chart->kind == KMEND_CHART_STACKED)
		fputs("set key invert\n", out);
}

static void pictures(const struct kmend_chart *chart, FILE *out)
{
	/* Numbers of gnuplot's fill patterns. */
	static const char *const patterns[] = {
		[KMEND_PATTERN_SOLID] = "solid 1",
		[KMEND_PATTERN_RISING] = "pattern 5",
		[KMEND_PATTERN_FALLING] = "pattern 4",
		[KMEND_PATTERN_CROSSED] = "pattern 1",
		[KMEND_PATTERN_DENSE] = "pattern 2",
	};
	const char *between = "plot ";

	for (size_t i = 0; i < chart->nseries; i++) {
		const struct kmend_chart_style *style = &chart->series[i].style;

		fprintf(out,
			"%s$box%zu using 1:2:3:4:5:6 with boxxyerror fillstyle %s border rgb '#404040' linecolor rgb "
			"'%s' title '",
			between, i, patterns[style->pattern], style->fill);
		kmend_gnuplot_text(out, chart->series[i].name);
		fputc('\'', out);
		between = ", \\\n  ";
	}
	for (size_t i = 0; i < chart->nseries; i++)
		if (has_numbers(chart, i))
			fprintf(out, "%s$number%zu using 1:2:3 with labels boxed font ',12' notitle", between, i);
	for (size_t i = 0; i < chart->nseries; i++)
		if (has_intervals(chart, i))
			fprintf(out,
				"%s$interval%zu using 1:2:3:4 with yerrorbars pointtype 0 linewidth 1.6 linecolor rgb "
				"'black' notitle",
				between, i);
	fputc('\n', out);
}

static void script(const struct kmend_chart *chart, FILE *out)
{
	int is_forest = chart->kind == KMEND_CHART_FOREST, is_lines = chart->kind == KMEND_CHART_LINES;

	fprintf(out, "# Drawn by kmend; redraw with: gnuplot %s.gnuplot\n", chart->name);
	if (is_forest)
		kmend_gnuplot_forest_data(chart, out);
	if (is_lines)
		kmend_gnuplot_lines_data(chart, out);
	for (size_t i = 0; !is_forest && !is_lines && i < chart->nseries; i++) {
		boxes(chart, i, out);
		intervals(chart, i, out);
		numbers(chart, i, out);
	}
	for (size_t i = 0; i < NEXTENSIONS; i++) {
		if (is_forest) {
			kmend_gnuplot_forest(chart, extensions[i], out);
		} else {
			head(chart, extensions[i], out);
			labels(chart, out);
			(is_lines ? kmend_gnuplot_lines : pictures)(chart, out);
		}
		fputs("unset label\nset output\n", out);
	}
}

/* ---- files ---- */

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
		return -1;
	if (stat(path, &st) != 0 || st.st_size == 0)
		result = kmend_error("%s: gnuplot did not draw it", path);
	else if (chatter)
		kmend_print_line(chatter, "chart: %s", path);
	free(path);
	return result;
}

static int write_script(const struct kmend_chart *chart, const char *path)
{
	FILE *out = fopen(path, "w");
	int failed;

	if (!out)
		return kmend_error_errno("%s", path);
	script(chart, out);
	failed = ferror(out);
	return fclose(out) != 0 || failed ? kmend_error_errno("%s", path) : 0;
}

int kmend_gnuplot_draw(const struct kmend_chart *chart, const char *dir, FILE *chatter)
{
	char *file = kmend_format("%s.gnuplot", chart->name), *path = kmend_format("%s/%s.gnuplot", dir, chart->name);
	int result = file && path ? write_script(chart, path) : -1;

	if (result == 0)
		result = run_gnuplot(dir, file);
	for (size_t i = 0; i < NEXTENSIONS && result == 0; i++)
		result = picture_is_there(dir, chart->name, extensions[i], chatter);
	free(file);
	free(path);
	return result;
}
