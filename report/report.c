/* Chooses the tables of a report, and puts them between what a reader must know about the result (around.h). */
#include "report/report.h"

#include <stdlib.h>
#include <string.h>

#include "harness/base/error.h"
#include "harness/base/buf.h"
#include "harness/base/file.h"
#include "report/around.h"
#include "report/gnuplot.h"
#include "report/page/page.h"
#include "report/report_json.h"
#include "report/tables.h"

static const struct kmend_report_table *const tables[] = {
#define KMEND_X(name) &kmend_report_table_##name,
	KMEND_TABLES(KMEND_X)
#undef KMEND_X
};

#define NTABLES (sizeof(tables) / sizeof(tables[0]))

/* The whole report, in order: where it is read at a terminal or pasted into a paper, and as a page. */
static const struct {
	const struct kmend_report_table *table;
	int on_page_only;
} whole[] = {
	{ &kmend_report_table_overhead, 0 },
	{ &kmend_report_table_unixbench, 0 },
	{ &kmend_report_table_osiris_figure_3, 0 },
	{ &kmend_report_table_storm, 0 },
	{ &kmend_report_table_tests, 0 },
	{ &kmend_report_table_survivability, 0 },
	{ &kmend_report_table_service, 0 },
	{ &kmend_report_table_failed_tests, 0 },
	{ &kmend_report_table_components, 0 },
	{ &kmend_report_table_coverage, 1 },
	{ &kmend_report_table_recovery, 1 },
	{ &kmend_report_table_crashes, 1 },
	{ &kmend_report_table_types, 1 },
	{ &kmend_report_table_reasons, 1 },
};

const char *kmend_report_table_name(size_t number)
{
	return number < NTABLES ? tables[number]->name : NULL;
}

static const struct kmend_report_table *table_find(const char *name)
{
	for (size_t i = 0; i < NTABLES; i++)
		if (strcmp(tables[i]->name, name) == 0)
			return tables[i];
	kmend_error_as(KMEND_ERROR_USAGE, "unknown table '%.80s'", name);
	return NULL;
}

static int matters(const struct kmend_report_table *row, const struct kmend_summary *summary)
{
	return !row->matters || row->matters(summary);
}

/* The title of the whole is that of its first table. */
static const char *title_of(const struct kmend_summary *summary)
{
	size_t i = 0;

	while (i + 1 < sizeof(whole) / sizeof(whole[0]) && !matters(whole[i].table, summary))
		i++;
	return whole[i].table->title;
}

static int add_table(
	struct kmend_document *document, const struct kmend_report_table *row, const struct kmend_source *source)
{
	struct kmend_section *section = kmend_document_section(document, row->name, row->title);

	if (!section)
		return 0; /* the document knows */
	if (row->fill(&section->table, source) < 0)
		return -1;
	if (row->notes)
		row->notes(section, source);
	kmend_document_say_once(document);
	if (row->chart && source->summary->total.activated)
		row->chart(&section->chart, source->summary);
	return 0;
}

static int add_whole(struct kmend_document *document, const struct kmend_source *source, int page)
{
	int result = 0;

	for (size_t i = 0; i < sizeof(whole) / sizeof(whole[0]) && result == 0; i++)
		if ((page || !whole[i].on_page_only) && matters(whole[i].table, source->summary))
			result = add_table(document, whole[i].table, source);
	return result;
}

static int write_document(
	const struct kmend_source *source, const struct kmend_report_table *row, enum kmend_format format, FILE *out)
{
	struct kmend_document document;
	int result;

	kmend_document_init(&document, row ? row->title : title_of(source->summary));
	report_facts(&document, source->summary);
	result = row ? add_table(&document, row, source) : add_whole(&document, source, format == KMEND_FORMAT_HTML);
	report_notes(&document, source->summary);
	if (result == 0 && !row && format == KMEND_FORMAT_HTML)
		result = kmend_document_check(&document) < 0 ? -1 : page_write(&document, source, out);
	else if (result == 0)
		result = kmend_document_write(&document, format, out);
	kmend_document_release(&document);
	return result;
}

/* A summary of one consistent state of the result; until end_reading() no other is seen. */
static int begin_reading(struct kmend_summary *summary, struct kmend_store *store)
{
	if (kmend_store_begin(store) < 0)
		return -1;
	if (kmend_summary_load(summary, store) == 0)
		return 0;
	kmend_store_rollback(store);
	return -1;
}

static void end_reading(struct kmend_summary *summary, struct kmend_store *store)
{
	kmend_summary_release(summary);
	kmend_store_rollback(store);
}

static int check_beside(const struct kmend_report_table *row, size_t nbeside)
{
	struct kmend_buf names = KMEND_BUF_INIT;
	int result = 0;

	if (!nbeside || (row && nbeside <= row->takes_beside))
		return 0;
	if (row && row->takes_beside)
		return kmend_error_as(KMEND_ERROR_USAGE, "the table '%s' takes at most %zu results", row->name,
			row->takes_beside + 1);
	for (size_t i = 0; i < NTABLES && result == 0; i++)
		if (tables[i]->takes_beside)
			result = kmend_buf_printf(&names, "%s%s", names.size ? ", " : "", tables[i]->name);
	if (result == 0)
		kmend_error_as(KMEND_ERROR_USAGE, "two results need --table with one of: %s; `kmend compare` compares",
			names.data);
	kmend_buf_release(&names);
	return -1;
}

/* The first result and those beside it, each in one consistent state. */
struct readings {
	struct kmend_summary summaries[1 + KMEND_BESIDE_MAX];
	struct kmend_store *stores[1 + KMEND_BESIDE_MAX];
	size_t count;
};

static int read_one(struct readings *readings, struct kmend_store *store)
{
	if (begin_reading(&readings->summaries[readings->count], store) < 0)
		return -1;
	readings->stores[readings->count++] = store;
	return 0;
}

static int write_read(
	const struct readings *readings, const struct kmend_report_table *row, enum kmend_format format, FILE *out)
{
	const struct kmend_source source = { readings->stores[0], &readings->summaries[0], kmend_format_is_data(format),
		&readings->summaries[1], readings->count - 1 };

	return !row && format == KMEND_FORMAT_JSON ? kmend_report_json(source.summary, out)
						   : write_document(&source, row, format, out);
}

int kmend_report_write(struct kmend_store *store, struct kmend_store *const *beside, const char *table,
	enum kmend_format format, FILE *out)
{
	const struct kmend_report_table *row = table ? table_find(table) : NULL;
	struct readings *readings;
	size_t nbeside = 0;
	int result;

	while (beside && beside[nbeside])
		nbeside++;
	if ((table && !row) || check_beside(row, nbeside) < 0)
		return -1;
	readings = calloc(1, sizeof(*readings));
	if (!readings)
		return kmend_error_memory();
	result = read_one(readings, store);
	for (size_t i = 0; i < nbeside && result == 0; i++)
		result = read_one(readings, beside[i]);
	if (result == 0)
		result = write_read(readings, row, format, out);
	for (size_t i = readings->count; i-- > 0;)
		end_reading(&readings->summaries[i], readings->stores[i]);
	free(readings);
	if (result == 0 && (fflush(out) != 0 || ferror(out)))
		result = kmend_error_errno("the report cannot be written");
	return result;
}

static int draw(
	const struct kmend_report_table *row, const struct kmend_summary *summary, const char *dir, FILE *chatter)
{
	struct kmend_chart chart = { 0 };
	int result = 0;

	row->chart(&chart, summary);
	if (chart.failed)
		result = kmend_error_memory();
	else if (chart.nbars)
		result = kmend_gnuplot_draw(&chart, dir, chatter);
	kmend_chart_release(&chart);
	return result;
}

int kmend_report_plots(struct kmend_store *store, const char *dir, FILE *chatter)
{
	struct kmend_summary summary;
	int result = 0;

	if (begin_reading(&summary, store) < 0)
		return -1;
	if (summary.nmeasures && !summary.total.planned) { /* no table of it has a chart */
		end_reading(&summary, store);
		return 0;
	}
	result = kmend_dir_make(dir);
	if (result == 0 && !summary.total.activated)
		result = kmend_error("%s: no activated experiment yet, nothing to draw", kmend_store_path(store));
	for (size_t i = 0; i < NTABLES && result == 0; i++)
		if (tables[i]->chart && matters(tables[i], &summary))
			result = draw(tables[i], &summary, dir, chatter);
	end_reading(&summary, store);
	return result;
}
