/* Expands @FILE arguments by the rules of GNU and clang: white space separates, quotes group, a backslash quotes. */
#include "inject/response.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MAX_ARGUMENTS (1 << 20)
#define MAX_FILE_BYTES (16L << 20)
#define MAX_DEPTH 8

struct list {
	char **items;
	int count, room;
};

static int push(struct list *list, char *item)
{
	if (list->count + 1 >= list->room) {
		int room = list->room ? 2 * list->room : 64;
		char **items = room <= MAX_ARGUMENTS ? realloc(list->items, (size_t)room * sizeof(char *)) : NULL;
		if (!items)
			return -1;
		list->items = items;
		list->room = room;
	}
	list->items[list->count++] = item;
	list->items[list->count] = NULL;
	return 0;
}

static char *read_whole(const char *path)
{
	FILE *file = fopen(path, "r");
	char *text = file ? calloc(1, (size_t)MAX_FILE_BYTES + 1) : NULL;

	if (text && (fread(text, 1, (size_t)MAX_FILE_BYTES, file), ferror(file))) {
		free(text);
		text = NULL;
	}
	if (file)
		fclose(file);
	return text;
}

/* Cuts the next argument out of *TEXT, in place; NULL at the end. */
static char *next_argument(char **text)
{
	char *p = *text, *out, *start, quote = 0;

	while (isspace((unsigned char)*p))
		p++;
	if (!*p)
		return NULL;
	start = out = p;
	for (; *p && (quote || !isspace((unsigned char)*p)); p++) {
		if (quote != '\'' && *p == '\\' && p[1])
			*out++ = *++p;
		else if (quote ? *p == quote : (*p == '"' || *p == '\''))
			quote = quote ? 0 : *p;
		else
			*out++ = *p;
	}
	*text = *p ? p + 1 : p;
	*out = 0;
	return start;
}

static int expand(struct list *list, char *argument, int depth)
{
	char *text = argument[0] == '@' && argument[1] && depth < MAX_DEPTH ? read_whole(argument + 1) : NULL;
	char *item;

	if (!text)
		return push(list, argument);
	while ((item = next_argument(&text)))
		if (expand(list, item, depth + 1))
			return -1;
	return 0;
}

int inject_response_expand(char ***out, char **old, int count)
{
	struct list list = { 0 };

	for (int i = 0; i < count; i++)
		if (expand(&list, old[i], 0))
			return -1;
	*out = list.items;
	return list.count;
}
