#include "report/svg_forest.h"

#include <string.h>

#include "report/format.h"

/* All in pixels. */
#define MARGIN 12.0
#define LETTER 6.6 /* width of one, at most */
#define LABELS_LEAST 90.0
#define LABELS_MOST 330.0
#define PLOT 420.0   /* width */
#define VALUES 160.0 /* width of the numbers on the right */
#define LINE 19.0    /* height for one mark */
#define GAP 10.0     /* between bars */
#define TOP 34.0     /* the key */
#define BOTTOM 44.0  /* the axis */

struct frame {
	const struct kmend_chart *chart;
	double left, reach, bottom;
	FILE *out;
};

static double x_of(const struct frame *frame, double value)
{
	return frame->left + PLOT * (value + frame->reach) / (2 * frame->reach);
}

static double bar_height(const struct kmend_chart *chart)
{
	return LINE * (double)chart->nseries + GAP;
}

static double y_of(const struct frame *frame, size_t bar, size_t series)
{
	return TOP + bar_height(frame->chart) * (double)bar + GAP / 2 + LINE * ((double)series + 0.5);
}

/* Each series has a shape of its own, so that nobody needs the colours. */
static void mark(const struct frame *frame, size_t series, double x, double y)
{
	static const char *const shapes[] = { "a4.5 4.5 0 1 0 9 0a4.5 4.5 0 1 0-9 0", "v-4.5h9v9h-9z", "v4.5h9l-4.5-9z",
		"l4.5-5.5l4.5 5.5l-4.5 5.5z" };

	fprintf(frame->out, "<path class=\"mark\" d=\"M%.1f %.1f%s\" fill=\"%s\" stroke=\"#000\"/>", x - 4.5, y,
		shapes[series % (sizeof(shapes) / sizeof(shapes[0]))], frame->chart->series[series].style.fill);
}

static void axis(const struct frame *frame)
{
	for (int i = -2; i <= 2; i++) {
		double value = frame->reach * i / 2, x = x_of(frame, value);

		fprintf(frame->out,
			"<path d=\"M%.1f %.1fV%.1f\" stroke=\"currentColor\" stroke-opacity=\"%s\"/>"
			"<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"middle\">%g</text>\n",
			x, TOP, frame->bottom, i ? ".2" : ".8", x, frame->bottom + 16, value);
	}
	fprintf(frame->out, "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"middle\">", x_of(frame, 0), frame->bottom + 34);
	kmend_format_html_text(frame->out, frame->chart->axis);
	fputs("</text>\n", frame->out);
}

static void value(const struct frame *frame, size_t bar, size_t series)
{
	const struct kmend_chart_value *one = &frame->chart->values[bar * frame->chart->nseries + series];
	double y = y_of(frame, bar, series);

	if (one->low <= one->high)
		fprintf(frame->out,
			"<path class=\"interval\" d=\"M%.1f %.1fH%.1fM%.1f %.1fv8M%.1f %.1fv8\" fill=\"none\" "
			"stroke=\"currentColor\" stroke-width=\"1.6\"/>",
			x_of(frame, one->low), y, x_of(frame, one->high), x_of(frame, one->low), y - 4,
			x_of(frame, one->high), y - 4);
	mark(frame, series, x_of(frame, one->value), y);
	fprintf(frame->out, "<text x=\"%.1f\" y=\"%.1f\">%+.1f", frame->left + PLOT + MARGIN, y + 4, one->value);
	if (one->low <= one->high)
		fprintf(frame->out, " [%+.1f, %+.1f]", one->low, one->high);
	fputs("</text>\n", frame->out);
}

static void label(const struct frame *frame, size_t bar)
{
	double x = frame->left - MARGIN, y = TOP + bar_height(frame->chart) * ((double)bar + 0.5);
	const struct kmend_chart_bar *one = &frame->chart->bars[bar];

	fprintf(frame->out, "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"end\">", x, *one->note ? y - 2 : y + 4);
	kmend_format_html_text(frame->out, one->label);
	fputs("</text>", frame->out);
	if (!*one->note)
		return;
	fprintf(frame->out, "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"end\" opacity=\".75\">", x, y + 13);
	kmend_format_html_text(frame->out, one->note);
	fputs("</text>\n", frame->out);
}

static void key(const struct frame *frame)
{
	double x = frame->left;

	for (size_t series = 0; series < frame->chart->nseries; series++) {
		const char *name = frame->chart->series[series].name;

		mark(frame, series, x + 6, 14);
		fprintf(frame->out, "<text x=\"%.1f\" y=\"18\">", x + 18);
		kmend_format_html_text(frame->out, name);
		fputs("</text>\n", frame->out);
		x += 44 + LETTER * (double)strlen(name);
	}
}

static double label_width(const struct kmend_chart *chart)
{
	double width = LABELS_LEAST;

	for (size_t i = 0; i < chart->nbars; i++) {
		double one = LETTER * (double)strlen(chart->bars[i].label);

		width = one > width ? one : width;
	}
	return width < LABELS_MOST ? width : LABELS_MOST;
}

void kmend_svg_forest(const struct kmend_chart *chart, FILE *out)
{
	struct frame frame = { .chart = chart,
		.left = label_width(chart) + 2 * MARGIN,
		.reach = kmend_chart_reach(chart),
		.bottom = TOP + bar_height(chart) * (double)chart->nbars,
		.out = out };
	double width = frame.left + PLOT + MARGIN + VALUES, height = frame.bottom + BOTTOM;

	fprintf(out,
		"<svg viewBox=\"0 0 %.0f %.0f\" width=\"%.0f\" height=\"%.0f\" role=\"img\" fill=\"currentColor\" "
		"font-size=\"12\"><title>",
		width, height, width, height);
	kmend_format_html_text(out, chart->title);
	fputs("</title>\n", out);
	axis(&frame);
	for (size_t bar = 0; bar < chart->nbars; bar++) {
		label(&frame, bar);
		for (size_t series = 0; series < chart->nseries; series++)
			value(&frame, bar, series);
	}
	key(&frame);
	fputs("</svg>\n", out);
}
