/* A folder of consoles as groups of the same signature, large ones first. */
#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "harness/base/error.h"
#include "harness/base/file.h"
#include "harness/base/safe.h"
#include "harness/cli/classify_judge.h"

#define CONSOLES_MAX 100000 /* of a folder */

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
	int result = !path || classify_read(&console, path) < 0 || classify_judge(judge, &text, &console) < 0 ? -1 : 0;

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
			char *safe = kmend_safe_string(
				folder->list[i].name, strlen(folder->list[i].name), CLASSIFY_SHOWN_MAX);

			json_array_append_new(files, json_string(safe ? safe : ""));
			free(safe);
		}
		json_array_append_new(
			groups, json_pack("{s:s,s:o}", "signature", folder->list[from].signature, "files", files));
	}
	return classify_dump(json_pack("{s:o}", "groups", groups));
}

int classify_folder(struct judge *judge, const struct classify_console *request)
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
