#include "report/svg.h"

#include <string.h>

#include "report/format.h"
#include "report/svg_forest.h"

#define HEIGHT 300.0 /* of the plot, in pixels; so are all lengths here */
#define PLACE 96.0   /* width of one place */
#define PLACE_MIN 26.0
#define WIDTH_MOST 900.0
#define LEFT 52.0
#define TOP 44.0
#define BOTTOM 48.0
#define BOTTOM_TURNED_MOST 160.0
#define LETTER 6.0 /* what a letter of a turned label takes downwards */
#define KEY 130.0  /* width of the legend */

struct frame {
	const struct kmend_chart *chart;
	double place; /* width of one */
	FILE *out;
};

static double x_of(const struct frame *frame, double place)
{
	return LEFT + (place + 0.6) * frame->place;
}

static double y_of(double percent)
{
	return TOP + HEIGHT * (1 - percent / 100);
}

/* Lines of a pattern in a tile of 8 by 8. */
static void patterns(const struct frame *frame)
{
	static const char *const lines[] = {
		[KMEND_PATTERN_SOLID] = "",
		[KMEND_PATTERN_RISING] = "M-2 2L2-2M0 8L8 0M6 10L10 6",
		[KMEND_PATTERN_FALLING] = "M6-2L10 2M0 0L8 8M-2 6L2 10",
		[KMEND_PATTERN_CROSSED] = "M0 0L8 8M0 8L8 0",
		[KMEND_PATTERN_DENSE] = "M0 2H8M0 6H8M2 0V8M6 0V8",
	};

	fputs("<defs>", frame->out);
	for (size_t i = 0; i < frame->chart->nseries; i++) {
		const struct kmend_chart_style *style = &frame->chart->series[i].style;

		fprintf(frame->out,
			"<pattern id=\"%s-%zu\" width=\"8\" height=\"8\" patternUnits=\"userSpaceOnUse\">"
			"<rect width=\"8\" height=\"8\" fill=\"%s\"/><path d=\"%s\" stroke=\"#000\" "
			"stroke-opacity=\".55\"/>"
			"</pattern>",
			frame->chart->name, i, style->fill, lines[style->pattern]);
	}
	fputs("</defs>\n", frame->out);
}

static void axis(const struct frame *frame, double right)
{
	for (int percent = 0; percent <= 100; percent += 20)
		fprintf(frame->out,
			"<path d=\"M%.1f %.1fH%.1f\" stroke=\"currentColor\" stroke-opacity=\".2\"/>"
			"<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"end\">%d %%</text>\n",
			LEFT, y_of(percent), right, LEFT - 6, y_of(percent) + 4, percent);
}

static void box(const struct frame *frame, size_t bar, size_t series)
{
	struct kmend_chart_box box = kmend_chart_box(frame->chart, bar, series);
	double value = frame->chart->values[bar * frame->chart->nseries + series].value;

	if (value <= 0)
		return;
	fprintf(frame->out,
		"<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" fill=\"url(#%s-%zu)\" stroke=\"#000\" "
		"stroke-opacity=\".5\"><title>",
		x_of(frame, box.x0), y_of(box.y1), (box.x1 - box.x0) * frame->place, HEIGHT * (box.y1 - box.y0) / 100,
		frame->chart->name, series);
	kmend_format_html_text(frame->out, frame->chart->bars[bar].label);
	fputs(", ", frame->out);
	kmend_format_html_text(frame->out, frame->chart->series[series].name);
	fprintf(frame->out, ": %.1f %%</title></rect>\n", value);
}

static void interval(const struct frame *frame, size_t bar, size_t series)
{
	struct kmend_chart_box box = kmend_chart_box(frame->chart, bar, series);
	double x = x_of(frame, box.x), half = 3;

	if (!box.has_interval)
		return;
	/* Black on a white seam, so that it is seen on every fill and page. */
	for (int seam = 1; seam >= 0; seam--)
		fprintf(frame->out,
			"<path class=\"interval\" d=\"M%.1f %.1fV%.1fM%.1f %.1fh%.1fM%.1f %.1fh%.1f\" fill=\"none\" "
			"stroke=\"%s\" stroke-width=\"%s\"/>\n",
			x, y_of(box.low), y_of(box.high), x - half, y_of(box.low), 2 * half, x - half, y_of(box.high),
			2 * half, seam ? "#fff" : "#000", seam ? "4" : "1.6");
}

static void number(const struct frame *frame, size_t bar, size_t series)
{
	struct kmend_chart_box box = kmend_chart_box(frame->chart, bar, series);
	double x = x_of(frame, (box.x0 + box.x1) / 2), y = y_of((box.y0 + box.y1) / 2);

	if (!kmend_chart_has_number(frame->chart, bar, series))
		return;
	fprintf(frame->out,
		"<rect x=\"%.1f\" y=\"%.1f\" width=\"34\" height=\"14\" rx=\"2\" fill=\"#fff\"/>"
		"<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"middle\" fill=\"#000\">%.1f</text>\n",
		x - 17, y - 7, x, y + 4, frame->chart->values[bar * frame->chart->nseries + series].value);
}

static void labels(const struct frame *frame, int turned)
{
	const struct kmend_chart *chart = frame->chart;

	for (size_t i = 0; i < chart->nbars; i++) {
		double x = x_of(frame, kmend_chart_place(chart, i)), y = TOP + HEIGHT + 16;

		fprintf(frame->out,
			turned ? "<text transform=\"translate(%.1f %.1f) rotate(-60)\" text-anchor=\"end\">"
			       : "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"middle\">",
			x, y);
		kmend_format_html_text(frame->out, chart->bars[i].label);
		fputs("</text>\n", frame->out);
		if (turned || !*chart->bars[i].note)
			continue;
		fprintf(frame->out, "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"middle\">", x, y + 16);
		kmend_format_html_text(frame->out, chart->bars[i].note);
		fputs("</text>\n", frame->out);
	}
	for (size_t i = 0, end; i < chart->nbars; i = end + 1) {
		end = kmend_chart_group_end(chart, i);
		if (!*chart->bars[i].group)
			continue;
		fprintf(frame->out, "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"middle\" font-weight=\"bold\">",
			x_of(frame, (kmend_chart_place(chart, i) + kmend_chart_place(chart, end)) / 2), TOP - 10);
		kmend_format_html_text(frame->out, chart->bars[i].group);
		fputs("</text>\n", frame->out);
	}
}

/* In a stacked chart the names stand in the order of the slices, from the top down. */
static void key(const struct frame *frame, double x)
{
	const struct kmend_chart *chart = frame->chart;

	for (size_t i = 0; i < chart->nseries; i++) {
		size_t series = chart->kind == KMEND_CHART_STACKED ? chart->nseries - 1 - i : i;
		double y = TOP + 22 * (double)i;

		fprintf(frame->out,
			"<rect x=\"%.1f\" y=\"%.1f\" width=\"22\" height=\"14\" fill=\"url(#%s-%zu)\" stroke=\"#000\" "
			"stroke-opacity=\".5\"/>"
			"<text x=\"%.1f\" y=\"%.1f\">",
			x, y, chart->name, series, x + 30, y + 12);
		kmend_format_html_text(frame->out, chart->series[series].name);
		fputs("</text>\n", frame->out);
	}
}

/* Room below the plot for turned labels. */
static double bottom_turned(const struct kmend_chart *chart)
{
	size_t longest = 0;
	double room;

	for (size_t i = 0; i < chart->nbars; i++)
		longest = strlen(chart->bars[i].label) > longest ? strlen(chart->bars[i].label) : longest;
	room = 24 + LETTER * (double)longest;
	return room > BOTTOM_TURNED_MOST ? BOTTOM_TURNED_MOST : room;
}

void kmend_svg_write(const struct kmend_chart *chart, FILE *out)
{
	double places = kmend_chart_width(chart) + 0.2;
	struct frame frame = { chart, WIDTH_MOST / places, out };
	int turned;
	double right, width, height;

	if (chart->kind == KMEND_CHART_FOREST) {
		kmend_svg_forest(chart, out);
		return;
	}
	frame.place = frame.place > PLACE ? PLACE : frame.place < PLACE_MIN ? PLACE_MIN : frame.place;
	turned = frame.place < 60;
	right = LEFT + places * frame.place;
	width = right + 12 + KEY;
	height = TOP + HEIGHT + (turned ? bottom_turned(chart) : BOTTOM);
	fprintf(out,
		"<svg viewBox=\"0 0 %.0f %.0f\" width=\"%.0f\" height=\"%.0f\" role=\"img\" fill=\"currentColor\" "
		"font-size=\"12\"><title>",
		width, height, width, height);
	kmend_format_html_text(out, chart->title);
	fputs("</title>\n", out);
	patterns(&frame);
	axis(&frame, right);
	for (size_t i = 0; i < chart->nbars; i++)
		for (size_t k = 0; k < chart->nseries; k++)
			box(&frame, i, k);
	for (size_t i = 0; i < chart->nbars; i++)
		for (size_t k = 0; k < chart->nseries; k++)
			number(&frame, i, k);
	for (size_t i = 0; i < chart->nbars; i++)
		for (size_t k = 0; k < chart->nseries; k++)
			interval(&frame, i, k);
	labels(&frame, turned);
	key(&frame, right + 12);
	fputs("</svg>\n", out);
}
