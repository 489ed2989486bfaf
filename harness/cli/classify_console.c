#include "harness/cli/classify_console.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "harness/base/error.h"
#include "harness/base/file.h"
#include "harness/base/safe.h"
#include "harness/campaign/crash.h"

#define SHOWN_MAX 400       /* bytes of a console's line */
#define CONSOLES_MAX 100000 /* of a folder */

/* ---- reading --------------------------------------------------------------------------------------------------- */

static int read_all(struct kmend_buf *out, int file, const char *path)
{
	char bytes[1 << 16];
	ssize_t got;

	while ((got = read(file, bytes, sizeof bytes)) != 0) {
		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			return kmend_error_errno("%s", path);
		if (kmend_buf_append(out, bytes, (size_t)got) < 0)
			return kmend_error_as(
				KMEND_ERROR_INVALID, "%s: larger than %zu MiB", path, KMEND_BUF_LIMIT >> 20);
	}
	return 0;
}

/* A person names the console: a pipe is fine, and waited for. */
static int read_console(struct kmend_buf *out, const char *path)
{
	int file = strcmp(path, "-") == 0 ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC), result;

	if (file < 0)
		return kmend_error_errno("%s", path);
	result = read_all(out, file, path);
	if (file != STDIN_FILENO)
		close(file);
	return result;
}

/* ---- one console ----------------------------------------------------------------------------------------------- */

struct judge {
	struct crash_image image;
	struct kmend_crash_known known;
};

static int judge_console(struct judge *judge, struct crash_text *text, const struct kmend_buf *console)
{
	const struct kmend_crash_run run = {
		.console = console->data, .console_size = console->size, .reason = "", .known = &judge->known
	};

	return crash_name(text, &judge->image, &run, NULL);
}

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
	return size < SHOWN_MAX ? size : SHOWN_MAX;
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
		char *safe = kmend_safe_string(console->data + at[i], line_size(console, at[i]), SHOWN_MAX);

		json_array_append_new(lines,
			json_pack("{s:I,s:s}", "line", (json_int_t)line_number(console, at[i]), "text",
				safe ? safe : ""));
		free(safe);
	}
	return json_pack("{s:o,s:s,s:o,s:o,s:o,s:o,s:o}", "signature", text_or_null(text->signature), "class",
		class_of(text), "cause", text_or_null(text->cause), "function", text_or_null(text->function), "place",
		text_or_null(text->place), "place_kind", text_or_null(text->kind), "lines", lines);
}

static int dump(json_t *json)
{
	int bad = !json || json_dumpf(json, stdout, JSON_INDENT(2) | JSON_ENSURE_ASCII) < 0;

	json_decref(json);
	putchar('\n');
	return bad ? kmend_error("the answer cannot be written") : 0;
}

static int classify_one(struct judge *judge, const struct classify_console *request)
{
	struct kmend_buf console = KMEND_BUF_INIT;
	struct crash_text text;
	int result = read_console(&console, request->path) < 0 || judge_console(judge, &text, &console) < 0 ? -1 : 0;

	if (result == 0 && request->json)
		result = dump(as_json(&text, &console));
	else if (result == 0)
		print_text(&text, &console);
	kmend_buf_release(&console);
	return result;
}

/* ---- a folder -------------------------------------------------------------------------------------------------- */

struct entry {
	char *name;
	char signature[CRASH_SIGNATURE_MAX];
	size_t group; /* size of its group */
};

static int by_name(const void *a, const void *b)
{
	return strcmp(((const struct entry *)a)->name, ((const struct entry *)b)->name);
}

static int by_signature(const void *a, const void *b)
{
	const struct entry *x = a, *y = b;
	int order = strcmp(x->signature, y->signature);

	return order ? order : by_name(a, b);
}

static int by_group(const void *a, const void *b)
{
	const struct entry *x = a, *y = b;

	return x->group != y->group ? (x->group < y->group) - (x->group > y->group) : by_signature(a, b);
}

struct folder {
	struct entry *list;
	size_t count, room;
};

static int add_entry(struct folder *folder, const char *name)
{
	struct entry *list = folder->list;

	if (folder->count == CONSOLES_MAX)
		return kmend_error("more than %d files in one folder", CONSOLES_MAX);
	if (folder->count == folder->room) {
		folder->room = folder->room ? folder->room * 2 : 64;
		list = realloc(list, folder->room * sizeof *list);
		if (!list)
			return kmend_error_memory();
		folder->list = list;
	}
	list[folder->count] = (struct entry){ .name = strdup(name) };
	return list[folder->count].name ? (folder->count++, 0) : kmend_error_memory();
}

static int list_folder(struct folder *folder, const char *path)
{
	DIR *dir = opendir(path);
	struct dirent *entry;
	struct stat status;
	int result = 0;

	if (!dir)
		return kmend_error_errno("%s", path);
	while (result == 0 && (entry = readdir(dir)))
		if (entry->d_name[0] != '.' && fstatat(dirfd(dir), entry->d_name, &status, 0) == 0 &&
			S_ISREG(status.st_mode))
			result = add_entry(folder, entry->d_name);
	closedir(dir);
	if (folder->count)
		qsort(folder->list, folder->count, sizeof *folder->list, by_name);
	return result;
}

static int judge_entry(struct judge *judge, struct entry *entry, const char *folder)
{
	struct kmend_buf console = KMEND_BUF_INIT;
	struct crash_text text;
	char *path = kmend_format("%s/%s", folder, entry->name);
	int result = !path || read_console(&console, path) < 0 || judge_console(judge, &text, &console) < 0 ? -1 : 0;

	if (result == 0)
		snprintf(entry->signature, sizeof entry->signature, "%s",
			text.signature[0] ? text.signature : "nothing");
	free(path);
	kmend_buf_release(&console);
	return result;
}

/* Large groups first. */
static void make_groups(struct folder *folder)
{
	struct entry *list = folder->list;

	qsort(list, folder->count, sizeof *list, by_signature);
	for (size_t from = 0, to; from < folder->count; from = to) {
		for (to = from; to < folder->count && strcmp(list[to].signature, list[from].signature) == 0;)
			to++;
		for (size_t i = from; i < to; i++)
			list[i].group = to - from;
	}
	qsort(list, folder->count, sizeof *list, by_group);
}

static void print_groups(const struct folder *folder)
{
	for (size_t from = 0; from < folder->count; from += folder->list[from].group) {
		printf("%zu %s\n", folder->list[from].group, folder->list[from].signature);
		for (size_t i = from; i < from + folder->list[from].group; i++) {
			fputs("    ", stdout);
			kmend_print_safe(stdout, folder->list[i].name, strlen(folder->list[i].name), 0);
			putchar('\n');
		}
	}
}

static int dump_groups(const struct folder *folder)
{
	json_t *groups = json_array();

	for (size_t from = 0; from < folder->count; from += folder->list[from].group) {
		json_t *files = json_array();

		for (size_t i = from; i < from + folder->list[from].group; i++) {
			char *safe = kmend_safe_string(folder->list[i].name, strlen(folder->list[i].name), SHOWN_MAX);

			json_array_append_new(files, json_string(safe ? safe : ""));
			free(safe);
		}
		json_array_append_new(
			groups, json_pack("{s:s,s:o}", "signature", folder->list[from].signature, "files", files));
	}
	return dump(json_pack("{s:o}", "groups", groups));
}

static int classify_folder(struct judge *judge, const struct classify_console *request)
{
	struct folder folder = { 0 };
	int result = list_folder(&folder, request->path);

	for (size_t i = 0; result == 0 && i < folder.count; i++)
		result = judge_entry(judge, &folder.list[i], request->path);
	if (result == 0 && folder.count)
		make_groups(&folder);
	if (result == 0 && request->json)
		result = dump_groups(&folder);
	else if (result == 0)
		print_groups(&folder);
	for (size_t i = 0; i < folder.count; i++)
		free(folder.list[i].name);
	free(folder.list);
	return result;
}

/* ---- all ------------------------------------------------------------------------------------------------------- */

static int read_known(struct judge *judge, const char *path)
{
	struct kmend_buf console = KMEND_BUF_INIT;
	int result = read_console(&console, path);

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
