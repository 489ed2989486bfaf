#include "report/gnuplot_forest.h"

#include <string.h>

#include "report/gnuplot_text.h"

/* Pixels of the picture. */
#define WIDTH 900
#define ROW 44
#define AROUND 190 /* title, key and axis */

#define APART 0.3 /* in rows, between the marks of the first and of the last series of a bar */

/* Where the marks of a series are, in rows; bar 0 is at 0, the next one below it. */
static double row_of(const struct kmend_chart *chart, size_t bar, size_t series)
{
	double step = chart->nseries > 1 ? APART / (double)(chart->nseries - 1) : 0;

	return (double)bar + (chart->nseries > 1 ? step * (double)series - APART / 2 : 0);
}

void kmend_gnuplot_forest_data(const struct kmend_chart *chart, FILE *out)
{
	for (size_t series = 0; series < chart->nseries; series++) {
		fprintf(out, "$difference%zu << EOD\n", series);
		for (size_t bar = 0; bar < chart->nbars; bar++) {
			const struct kmend_chart_value *value = &chart->values[bar * chart->nseries + series];

			fprintf(out, "%.4f %.4f %.4f %.4f\n", value->value, row_of(chart, bar, series), value->low,
				value->high);
		}
		fputs("EOD\n", out);
	}
}

static void labels(const struct kmend_chart *chart, FILE *out)
{
	fputs("set ytics (", out);
	for (size_t bar = 0; bar < chart->nbars; bar++) {
		fputs(bar ? ", \"" : "\"", out);
		kmend_gnuplot_text(out, chart->bars[bar].label);
		if (*chart->bars[bar].note) {
			fputs("\\n", out);
			kmend_gnuplot_text(out, chart->bars[bar].note);
		}
		fprintf(out, "\" %zu", bar);
	}
	fputs(") noenhanced nomirror scale 0\n", out);
}

/* Numbers of gnuplot's marks: each series has a shape of its own, so that nobody needs the colours. */
static int mark_of(size_t series)
{
	static const int marks[] = { 7, 4, 9, 12, 5, 6 };

	return marks[series % (sizeof(marks) / sizeof(marks[0]))];
}

void kmend_gnuplot_forest(const struct kmend_chart *chart, const char *extension, FILE *out)
{
	size_t height = AROUND + ROW * chart->nbars;
	double reach = kmend_chart_reach(chart);
	int is_svg = strcmp(extension, "svg") == 0;

	if (is_svg)
		fprintf(out, "set terminal svg size %d,%zu dynamic background rgb 'white' font 'sans,14'\n", WIDTH,
			height);
	else
		fprintf(out, "set terminal pngcairo size %d,%zu font 'sans,16'\n", WIDTH * 3 / 2, height * 3 / 2);
	fprintf(out, "set output '%s.%s'\nset title '", chart->name, extension);
	kmend_gnuplot_text(out, chart->title);
	fprintf(out,
		"' noenhanced font ',18'\nset key outside top center horizontal noenhanced\nset xlabel '%s'\n"
		"set xrange [%g:%g]\nset xtics %g format '%%g' nomirror\nset yrange [%zu.5:-0.5]\n"
		"set grid xtics back linetype 1 linecolor rgb '#d8d8d8'\nset border 1 linecolor rgb '#606060'\n"
		"set tics textcolor rgb 'black'\n"
		"set arrow 1 from 0, graph 0 to 0, graph 1 nohead linewidth 1.6 linecolor rgb '#606060' back\n",
		chart->axis, -reach, reach, reach / 2, chart->nbars - 1);
	labels(chart, out);
	for (size_t series = 0; series < chart->nseries; series++) {
		fprintf(out,
			"%s$difference%zu using 1:2:3:4 with xerrorbars pointtype %d pointsize 1.5 linewidth 1.8 "
			"linecolor rgb '%s' "
			"title '",
			series ? ", \\\n  " : "plot ", series, mark_of(series), chart->series[series].style.fill);
		kmend_gnuplot_text(out, chart->series[series].name);
		fputc('\'', out);
	}
	fputc('\n', out);
}
