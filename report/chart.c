#include "report/chart.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "harness/base/safe.h"

#define BAR_WIDTH 0.76 /* in places */

static char *safe_text(const char *text)
{
	return kmend_safe_string(text, strlen(text), 200);
}

void kmend_chart_init(
	struct kmend_chart *chart, enum kmend_chart_kind kind, const char *name, const char *title, const char *axis)
{
	*chart = (struct kmend_chart){ .kind = kind, .name = safe_text(name), .title = safe_text(title), .axis = axis };
	chart->failed = !chart->name || !chart->title;
}

void kmend_chart_release(struct kmend_chart *chart)
{
	for (size_t i = 0; i < chart->nseries; i++)
		free(chart->series[i].name);
	for (size_t i = 0; i < chart->nbars; i++) {
		free(chart->bars[i].label);
		free(chart->bars[i].note);
		free(chart->bars[i].group);
	}
	free(chart->series);
	free(chart->bars);
	free(chart->values);
	free(chart->name);
	free(chart->title);
	memset(chart, 0, sizeof(*chart));
}

/* Room for one more element at the end of `list`, zeroed; NULL when out of memory. */
static void *grow(void *list, size_t count, size_t size)
{
	char *bigger = realloc(list, (count + 1) * size);

	if (bigger)
		memset(bigger + count * size, 0, size);
	return bigger;
}

void kmend_chart_series(struct kmend_chart *chart, const char *name, struct kmend_chart_style style)
{
	struct kmend_chart_series *series = grow(chart->series, chart->nseries, sizeof(*series));

	if (!series) {
		chart->failed = 1;
		return;
	}
	chart->series = series;
	series[chart->nseries++] = (struct kmend_chart_series){ safe_text(name), style };
	chart->failed |= !series[chart->nseries - 1].name;
}

void kmend_chart_bar(struct kmend_chart *chart, const char *label, const char *note, const char *group)
{
	struct kmend_chart_bar *bars = grow(chart->bars, chart->nbars, sizeof(*bars)), *bar;

	if (!bars) {
		chart->failed = 1;
		return;
	}
	chart->bars = bars;
	bar = &bars[chart->nbars++];
	*bar = (struct kmend_chart_bar){ safe_text(label), safe_text(note), safe_text(group) };
	chart->failed |= !bar->label || !bar->note || !bar->group;
}

void kmend_chart_value(struct kmend_chart *chart, double value, double low, double high)
{
	struct kmend_chart_value *values;

	if (chart->failed)
		return;
	values = grow(chart->values, chart->nvalues, sizeof(*values));
	if (!values) {
		chart->failed = 1;
		return;
	}
	chart->values = values;
	values[chart->nvalues++] = (struct kmend_chart_value){ value, low, high };
}

struct kmend_chart_style kmend_chart_style(size_t i)
{
	/* Colours that stay apart for the colour-blind (Okabe and Ito). */
	static const struct kmend_chart_style styles[] = { { "#0072b2", KMEND_PATTERN_SOLID },
		{ "#e69f00", KMEND_PATTERN_RISING }, { "#009e73", KMEND_PATTERN_FALLING },
		{ "#cc79a7", KMEND_PATTERN_CROSSED }, { "#56b4e9", KMEND_PATTERN_SOLID },
		{ "#d55e00", KMEND_PATTERN_DENSE } };

	return styles[i % (sizeof(styles) / sizeof(styles[0]))];
}

double kmend_chart_place(const struct kmend_chart *chart, size_t bar)
{
	double place = (double)bar;

	for (size_t i = 1; i <= bar; i++)
		place += strcmp(chart->bars[i].group, chart->bars[i - 1].group) != 0;
	return place;
}

double kmend_chart_width(const struct kmend_chart *chart)
{
	return chart->nbars ? kmend_chart_place(chart, chart->nbars - 1) + 1 : 0;
}

size_t kmend_chart_group_end(const struct kmend_chart *chart, size_t bar)
{
	while (bar + 1 < chart->nbars && strcmp(chart->bars[bar + 1].group, chart->bars[bar].group) == 0)
		bar++;
	return bar;
}

static int is_interval(struct kmend_chart_value value)
{
	return value.low <= value.high;
}

/* Slices without height share their top, and what is known about it: it is said once, at the uppermost of them. */
static int is_said_above(const struct kmend_chart *chart, const struct kmend_chart_value *values, size_t series)
{
	return chart->kind == KMEND_CHART_STACKED && series + 1 < chart->nseries && values[series + 1].value == 0 &&
		is_interval(values[series + 1]);
}

struct kmend_chart_box kmend_chart_box(const struct kmend_chart *chart, size_t bar, size_t series)
{
	const struct kmend_chart_value *values = &chart->values[bar * chart->nseries];
	double left = kmend_chart_place(chart, bar) - BAR_WIDTH / 2;
	struct kmend_chart_box box = { .x0 = left, .x1 = left + BAR_WIDTH, .y1 = values[series].value };

	if (chart->kind == KMEND_CHART_SIDE_BY_SIDE) {
		box.x0 = left + BAR_WIDTH * (double)series / (double)chart->nseries;
		box.x1 = left + BAR_WIDTH * (double)(series + 1) / (double)chart->nseries;
		box.x = (box.x0 + box.x1) / 2;
	} else {
		for (size_t i = 0; i < series; i++)
			box.y0 += values[i].value;
		box.y1 += box.y0;
		/* Intervals of one bar stand beside each other, so that they can be told apart. */
		box.x = left + BAR_WIDTH * (double)(series + 1) / (double)(chart->nseries + 1);
	}
	box.low = values[series].low;
	box.high = values[series].high;
	box.has_interval = is_interval(values[series]) && !is_said_above(chart, values, series);
	return box;
}

int kmend_chart_has_number(const struct kmend_chart *chart, size_t bar, size_t series)
{
	return chart->nbars * (chart->kind == KMEND_CHART_STACKED ? 1 : chart->nseries) <= KMEND_CHART_NUMBERS_UP_TO &&
		chart->values[bar * chart->nseries + series].value >= KMEND_CHART_NUMBER_FROM;
}

void kmend_chart_exact(struct kmend_chart *chart, double value)
{
	kmend_chart_value(chart, value, 1, 0);
}

double kmend_chart_reach(const struct kmend_chart *chart)
{
	static const double reaches[] = { 1, 2, 5, 10, 20, 50 };
	double most = 0;

	for (size_t i = 0; i < chart->nvalues; i++) {
		const struct kmend_chart_value *value = &chart->values[i];

		most = fmax(most, fabs(value->value));
		if (value->low <= value->high)
			most = fmax(most, fmax(fabs(value->low), fabs(value->high)));
	}
	for (size_t i = 0; i < sizeof(reaches) / sizeof(reaches[0]); i++)
		if (most <= reaches[i])
			return reaches[i];
	return 100;
}
