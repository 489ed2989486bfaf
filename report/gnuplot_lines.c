#include "report/gnuplot_lines.h"

#include "report/gnuplot_text.h"

void kmend_gnuplot_lines_data(const struct kmend_chart *chart, FILE *out)
{
	for (size_t series = 0; series < chart->nseries; series++) {
		fprintf(out, "$line%zu << EOD\n", series);
		for (size_t bar = 0; bar < chart->nbars; bar++)
			fprintf(out, "%.4f %.4f\n", kmend_chart_place(chart, bar),
				chart->values[bar * chart->nseries + series].value);
		fputs("EOD\n", out);
	}
}

/* Marks and dashes of a series are its own, so that nobody needs the colours. */
void kmend_gnuplot_lines(const struct kmend_chart *chart, FILE *out)
{
	for (size_t series = 0; series < chart->nseries; series++) {
		fprintf(out,
			"%s$line%zu using 1:2 with linespoints pointtype %zu dashtype %zu linewidth 1.8 linecolor rgb "
			"'%s' title '",
			series ? ", \\\n  " : "plot ", series, series % 15 + 1, series / 5 + 1,
			chart->series[series].style.fill);
		kmend_gnuplot_text(out, chart->series[series].name);
		fputc('\'', out);
	}
	fputc('\n', out);
}
