/* Outcomes by component: a stacked bar for each, the policies side by side with a gap between them. */
#include "report/layout.h"
#include "report/plot.h"

#define NUMBERS_UP_TO 14 /* bars; more are too thin for numbers */

/* Calls bar() for each component in order, with its place on the x axis. Returns the number of places, gaps included. */
static size_t each_bar(FILE *out, const struct kmend_summary *summary,
	void (*bar)(FILE *out, const struct kmend_summary_component *component, size_t place, const void *context),
	const void *context)
{
	size_t place = 0;

	for (size_t i = 0; i < summary->ncomponents; i++) {
		if (i && summary->components[i].policy != summary->components[i - 1].policy)
			place++;
		if (bar)
			bar(out, &summary->components[i], place, context);
		place++;
	}
	return place;
}

static void data_row(FILE *out, const struct kmend_summary_component *component, size_t place, const void *context)
{
	fprintf(out, "%zu \"", place);
	kmend_plot_plain(out, component->name);
	if (*(const int *)context)
		fprintf(out, "\\nn = %llu", (unsigned long long)component->tally.activated);
	fputc('"', out);
	for (size_t k = 0; k < 4; k++)
		fprintf(out, " %.4f", kmend_plot_percent(&component->tally, kmend_plot_shades[k].outcome));
	fputc('\n', out);
}

/* The number on one slice: bar, height of its middle, text. */
static void number_row(FILE *out, const struct kmend_summary_component *component, size_t place, const void *context)
{
	size_t slice = *(const size_t *)context;
	double below = 0, share = kmend_plot_percent(&component->tally, kmend_plot_shades[slice].outcome);

	for (size_t k = 0; k < slice; k++)
		below += kmend_plot_percent(&component->tally, kmend_plot_shades[k].outcome);
	if (share >= KMEND_PLOT_NUMBER_FROM)
		fprintf(out, "%zu %.4f \"%.1f\"\n", place, below + share / 2, share);
}

/* The policy's name above the middle of its bars. */
static void policy_labels(FILE *out, const struct kmend_summary *summary)
{
	size_t place = 0, first = 0;

	for (size_t i = 0; i < summary->ncomponents; i++) {
		size_t policy = summary->components[i].policy;

		if (i + 1 < summary->ncomponents && summary->components[i + 1].policy == policy)
			continue;
		fputs("set label '", out);
		kmend_plot_plain(out, summary->policies[policy].name);
		fprintf(out, "' at first %.1f, graph 1.03 center noenhanced\n",
			(double)place + (double)(i - first) / 2);
		place += i - first + 2;
		first = i + 1;
	}
}

/* Slices one upon the other, each from the sum of those below: boxes, drawn from the tallest down. */
static void plot_line(FILE *out, int numbers)
{
	fputs("plot ", out);
	for (size_t k = 4; k-- > 0;) {
		fputs("$data using 1:(", out);
		for (size_t j = 0; j <= k; j++)
			fprintf(out, "%s$%zu", j ? "+" : "", j + 3);
		fprintf(out, ")%s with boxes title '%s' linecolor rgb '%s'%s", k == 3 ? ":xtic(2)" : "",
			kmend_summary_outcome_name((int)kmend_plot_shades[k].outcome), kmend_plot_shades[k].fill,
			k || numbers ? ", \\\n  " : "\n");
	}
	for (size_t k = 0; numbers && k < 4; k++)
		fprintf(out, "$n%zu using 1:2:3 with labels textcolor rgb '%s' font ',12' notitle%s", k,
			kmend_plot_shades[k].text, k < 3 ? ", \\\n  " : "\n");
}

void kmend_plot_components(FILE *out, const struct kmend_summary *summary)
{
	size_t places = each_bar(out, summary, NULL, NULL);
	int numbers = places <= NUMBERS_UP_TO;

	fputs("$data << EOD\n", out);
	each_bar(out, summary, data_row, &numbers);
	fputs("EOD\n", out);
	for (size_t k = 0; numbers && k < 4; k++) {
		fprintf(out, "$n%zu << EOD\n%s", k, "0 -10 \"\"\n"); /* outside of the chart: no block is empty */
		each_bar(out, summary, number_row, &k);
		fputs("EOD\n", out);
	}
	for (size_t i = 0; i < 2; i++) {
		kmend_plot_head(out, summary, "components", "Outcomes by component", places, kmend_plot_extensions[i]);
		fputs("set style data boxes\nset boxwidth 0.8\nset tmargin 5.5\n"
		      "set ylabel 'share of activated experiments' offset 0.5,0\n",
			out);
		if (!numbers)
			fputs("set xtics rotate by -60 font ',12'\nset bmargin 5\n", out);
		policy_labels(out, summary);
		plot_line(out, numbers);
		fputs("unset label\nset output\n", out);
	}
}
