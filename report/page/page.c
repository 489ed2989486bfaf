#include "report/page/page.h"

#include "harness/base/error.h"
#include "report/html.h"
#include "report/page/embed.h"
#include "report/page/logs.h"

struct content {
	struct page_rows rows;
	struct kmend_store *store;
	int has_shares; /* the survivability chart is in the page, whose patterns stand for outcomes */
};

/* What the script needs, after the elements that it fills. */
static int write_data(struct content *content, FILE *out)
{
	struct page_logs logs;
	json_t *facts;
	int result = page_logs_write(&logs, &content->rows, content->store, out);

	if (result < 0)
		return -1;
	facts = json_pack("{s:I, s:I, s:b, s:i, s:i}", "unlisted", (json_int_t)content->rows.unlisted, "logs_left_out",
		(json_int_t)logs.left_out, "has_shares", content->has_shares, "block", PAGE_LOGS_BLOCK, "lines_first",
		PAGE_LOG_LINES_FIRST);
	if (!facts || json_object_update(content->rows.json, facts) < 0 ||
		json_object_set(content->rows.json, "logs", logs.where) < 0)
		result = kmend_error_memory();
	if (result == 0)
		result = page_embed_json("data", content->rows.json, out);
	json_decref(facts);
	page_logs_release(&logs);
	return result;
}

static int write_experiments(void *context, FILE *out)
{
	fputs("<noscript><p>The list of experiments needs JavaScript; the tables above do not. "
	      "<code>kmend report RESULT --table experiments</code> prints it.</p></noscript>\n"
	      "<div id=\"list\"></div>\n",
		out);
	return write_data(context, out);
}

int page_write(const struct kmend_document *document, const struct kmend_source *source, FILE *out)
{
	struct content content = { .store = source->store, .has_shares = source->summary->total.activated > 0 };
	const struct html_extra extra = { .id = "experiments",
		.title = "Experiments",
		.has_script = 1,
		.write = write_experiments,
		.context = &content };
	int result;

	if (page_rows_read(&content.rows, source->store) < 0)
		return -1;
	result = html_write(document, &extra, out);
	page_rows_release(&content.rows);
	return result;
}
