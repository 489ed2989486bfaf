/* A trend as a table, and its charts on a page or as files. */
#include <stdlib.h>
#include <string.h>

#include "harness/base/error.h"
#include "harness/base/file.h"
#include "report/cells.h"
#include "report/gnuplot.h"
#include "report/trend/charts.h"
#include "report/trend/trend.h"

static int has_many_plans(const struct kmend_trend *trend)
{
	for (size_t i = 1; i < trend->npoints; i++)
		if (!trend_is_same_plan(&trend->points[0], &trend->points[i]))
			return 1;
	return 0;
}

static void row_for_programs(
	struct kmend_table *table, const struct kmend_trend_point *point, const struct kmend_trend_figures *figures)
{
	kmend_cell_text(table, point->commit);
	kmend_cell_text(table, point->target);
	kmend_cell_text(table, point->campaign);
	kmend_cell_text(table, figures->policy);
	kmend_cell_count(table, figures->activated);
	kmend_cell_count(table, figures->survived);
	kmend_cells_rate(table, kmend_wilson(figures->survived, figures->activated));
	kmend_cell_count(table, figures->crashed);
	kmend_cells_rate(table, kmend_wilson(figures->crashed, figures->activated));
	if (figures->coverage >= 0)
		kmend_table_cell(table, "%.6f", figures->coverage);
	else
		kmend_cell_text(table, "");
	kmend_cell_count(table, figures->golden_ns);
	if (figures->overhead >= -1)
		kmend_table_cell(table, "%.6f", figures->overhead);
	else
		kmend_cell_text(table, "");
	kmend_cell_text(table, point->subject);
}

static void row_for_people(struct kmend_table *table, const struct kmend_trend_point *point,
	const struct kmend_trend_figures *figures, int many)
{
	kmend_table_cell(table, "%.*s", SHORT_COMMIT, point->commit);
	if (many) {
		kmend_cell_text(table, point->target);
		kmend_cell_text(table, point->campaign);
	}
	kmend_cell_text(table, figures->policy);
	kmend_cell_rate(table, kmend_wilson(figures->survived, figures->activated), figures->activated > 0);
	kmend_cell_rate(table, kmend_wilson(figures->crashed, figures->activated), figures->activated > 0);
	kmend_cell_share(table, figures->coverage);
	if (figures->golden_ns)
		kmend_table_cell(table, "%.1f", (double)figures->golden_ns / 1e6);
	else
		kmend_cell_none(table);
	if (figures->overhead >= -1)
		kmend_table_cell(table, "%+.1f%%", 100 * figures->overhead);
	else
		kmend_cell_none(table);
	kmend_cell_count(table, figures->activated);
	kmend_table_cell(table, "%.60s", point->subject);
}

static void fill(struct kmend_table *table, const struct kmend_trend *trend, int data)
{
	int many = has_many_plans(trend);

	if (data)
		kmend_table_init(table,
			"revision|target|campaign|policy|>activated|>survived|>survived_rate|>survived_low|>survived_"
			"high|"
			">crash|>crash_rate|>crash_low|>crash_high|>coverage|>golden_ns|>overhead|subject");
	else
		kmend_table_init(table,
			many ? "revision|target|campaign|policy|>survived|>crash|>coverage|>golden run (ms)|>overhead|>"
			       "activated|subject"
			     : "revision|policy|>survived|>crash|>coverage|>golden run "
			       "(ms)|>overhead|>activated|subject");
	for (size_t i = 0; i < trend->npoints; i++)
		for (size_t k = 0; k < trend->points[i].npolicies; k++) {
			if (data)
				row_for_programs(table, &trend->points[i], &trend->points[i].policies[k]);
			else
				row_for_people(table, &trend->points[i], &trend->points[i].policies[k], many);
		}
}

static int add_section(struct kmend_chart *chart, const char *name, const char *title, void *context)
{
	struct kmend_section *section = kmend_document_section(context, name, title);

	if (section)
		section->chart = *chart;
	else
		kmend_chart_release(chart);
	return 0;
}

void kmend_trend_document(struct kmend_document *document, const struct kmend_trend *trend, enum kmend_format format)
{
	int data = kmend_format_is_data(format);
	struct kmend_section *section;

	kmend_document_init(document, "Trend over revisions");
	if (trend->npoints && !has_many_plans(trend)) {
		kmend_document_fact(document, "target", trend->points[0].target);
		kmend_document_fact(document, "campaign", trend->points[0].campaign);
	}
	section = kmend_document_section(document, "trend", "Trend");
	if (section) {
		fill(&section->table, trend, data);
		if (!data)
			kmend_section_note(section,
				"Oldest revision first. Shares of activated experiments with 95%% Wilson intervals. "
				"Overhead: "
				"the golden run beside that of the policy that does nothing.");
	}
	if (format == KMEND_FORMAT_HTML)
		trend_charts(trend, add_section, document);
}

struct plots {
	const char *dir;
	FILE *chatter;
};

static int plot(struct kmend_chart *chart, const char *name, const char *title, void *context)
{
	const struct plots *plots = context;
	int result = chart->failed ? kmend_error_memory() : kmend_gnuplot_draw(chart, plots->dir, plots->chatter);

	(void)name, (void)title;
	kmend_chart_release(chart);
	return result;
}

int kmend_trend_plots(const struct kmend_trend *trend, const char *dir, FILE *chatter)
{
	struct plots plots = { dir, chatter };

	return kmend_dir_make(dir) < 0 ? -1 : trend_charts(trend, plot, &plots);
}
