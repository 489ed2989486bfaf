#include "harness/cli/classify_console.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "harness/base/error.h"
#include "harness/base/safe.h"
#include "harness/cli/classify_judge.h"

/* The line at AT, and its number. */
static size_t line_number(const struct kmend_buf *console, size_t at)
{
	size_t number = 1;

	for (size_t i = 0; i < at; i++)
		number += console->data[i] == '\n';
	return number;
}

static size_t line_size(const struct kmend_buf *console, size_t at)
{
	const char *end = memchr(console->data + at, '\n', console->size - at);
	size_t size = end ? (size_t)(end - console->data) - at : console->size - at;

	while (size && console->data[at + size - 1] == '\r')
		size--;
	return size < CLASSIFY_SHOWN_MAX ? size : CLASSIFY_SHOWN_MAX;
}

/* The offsets of the lines that say so, in their order; their number. */
static size_t telling_lines(const struct crash_text *text, size_t at[2])
{
	if (!text->signature[0])
		return 0;
	at[0] = text->headline_at;
	at[1] = text->said_at;
	return text->said_at > text->headline_at ? 2 : 1;
}

static const char *class_of(const struct crash_text *text)
{
	return !text->signature[0] ? "none" : text->survived ? "survived" : "fatal";
}

static void print_text(const struct crash_text *text, const struct kmend_buf *console)
{
	size_t at[2], count = telling_lines(text, at);

	if (!count) {
		puts("nothing");
		return;
	}
	printf("%s\nclass %s\n", text->signature, class_of(text));
	if (text->kind[0]) {
		fputs("place ", stdout);
		kmend_print_safe(stdout, text->place, strlen(text->place), 0);
		printf(" (%s)\n", text->kind);
	}
	for (size_t i = 0; i < count; i++) {
		printf("line %zu: ", line_number(console, at[i]));
		kmend_print_safe(stdout, console->data + at[i], line_size(console, at[i]), 0);
		putchar('\n');
	}
}

static json_t *text_or_null(const char *text)
{
	return *text ? json_string(text) : json_null();
}

static json_t *as_json(const struct crash_text *text, const struct kmend_buf *console)
{
	size_t at[2], count = telling_lines(text, at);
	json_t *lines = json_array();

	for (size_t i = 0; i < count; i++) {
		char *safe = kmend_safe_string(console->data + at[i], line_size(console, at[i]), CLASSIFY_SHOWN_MAX);

		json_array_append_new(lines,
			json_pack("{s:I,s:s}", "line", (json_int_t)line_number(console, at[i]), "text",
				safe ? safe : ""));
		free(safe);
	}
	return json_pack("{s:o,s:s,s:o,s:o,s:o,s:o,s:o}", "signature", text_or_null(text->signature), "class",
		class_of(text), "cause", text_or_null(text->cause), "function", text_or_null(text->function), "place",
		text_or_null(text->place), "place_kind", text_or_null(text->kind), "lines", lines);
}

static int classify_one(struct judge *judge, const struct classify_console *request)
{
	struct kmend_buf console = KMEND_BUF_INIT;
	struct crash_text text;
	int result = classify_read(&console, request->path) < 0 || classify_judge(judge, &text, &console) < 0 ? -1 : 0;

	if (result == 0 && request->json)
		result = classify_dump(as_json(&text, &console));
	else if (result == 0)
		print_text(&text, &console);
	kmend_buf_release(&console);
	return result;
}

/* ---- all ------------------------------------------------------------------------------------------------------- */

static int read_known(struct judge *judge, const char *path)
{
	struct kmend_buf console = KMEND_BUF_INIT;
	int result = classify_read(&console, path);

	if (result == 0)
		result = kmend_crash_known_read(&judge->known, NULL, 0, console.data, console.size);
	kmend_buf_release(&console);
	return result;
}

/* A wrong image is the person's mistake: said, where a campaign would go on without places. */
static int check_image(const char *path)
{
	struct kmend_symbols *symbols;

	if (!path)
		return 0;
	if (kmend_symbols_open(&symbols, path, NULL) < 0)
		return -1;
	kmend_symbols_free(symbols);
	return 0;
}

int classify_console(const struct classify_console *request)
{
	struct judge judge = { .image = { .path = request->image } };
	struct stat status;
	int is_folder = stat(request->path, &status) == 0 && S_ISDIR(status.st_mode), result;

	result = check_image(request->image);
	if (result == 0 && request->golden)
		result = read_known(&judge, request->golden);
	if (result == 0)
		result = is_folder ? classify_folder(&judge, request) : classify_one(&judge, request);
	kmend_crash_known_release(&judge.known);
	crash_image_release(&judge.image);
	return result;
}
