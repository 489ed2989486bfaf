/* Machine-independent names of units and files. Purely textual: symbolic links are not followed. */
#include "inject/names.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Takes back the last step of [BASE, OUT); returns the new end. */
static char *take_back(char *base, char *out)
{
	while (out > base && *--out != '/')
		;
	return out;
}

/* Takes "." and "x/.." steps and double slashes out of PATH, in place: what is written never passes what is read. */
static void normalise(char *path)
{
	int absolute = path[0] == '/', steps = 0; /* steps: that a ".." can take back */
	char *base = path + absolute, *out = base;

	for (const char *p = base; *p;) {
		size_t n = strcspn(p, "/");
		const char *next = p + n + (p[n] == '/');
		int up = n == 2 && p[0] == '.' && p[1] == '.';

		if (up && steps) {
			out = take_back(base, out);
			steps--;
		} else if (n && !(n == 1 && p[0] == '.') && !(up && absolute)) {
			if (out > base)
				*out++ = '/';
			memmove(out, p, n);
			out += n;
			steps += !up;
		}
		p = next;
	}
	*out = 0;
}

static char *make_absolute(const char *directory, const char *path)
{
	char here[PATH_MAX];
	char *joined = NULL;

	if (path[0] == '/')
		return strdup(path);
	if (!directory)
		directory = getcwd(here, sizeof(here)) ? here : "/";
	if (asprintf(&joined, "%s/%s", directory, path) < 0)
		return NULL;
	return joined;
}

/* One root; NULL: no memory. */
static char *one_root(const char *root, size_t length)
{
	char *given = strndup(root, length), *path;

	if (!given || !*given)
		return given;
	path = make_absolute(NULL, given);
	free(given);
	if (path)
		normalise(path);
	if (path && strcmp(path, "/") == 0)
		*path = 0;
	return path;
}

char *inject_name_root(const char *roots)
{
	char *list = strdup("");

	for (size_t n; list && *roots; roots += n + (roots[n] == '\n')) {
		char *root, *longer = NULL;

		n = strcspn(roots, "\n");
		root = one_root(roots, n);
		if (!root || asprintf(&longer, "%s%s%s", list, *list && *root ? "\n" : "", root) < 0)
			longer = NULL;
		free(root);
		free(list);
		list = longer;
	}
	return list;
}

/* The characters of the longest of ROOTS that PATH lies below, with the slash after it; 0: below none. */
static size_t below(const char *roots, const char *path)
{
	size_t longest = 0;

	for (size_t n; *roots; roots += n + (roots[n] == '\n')) {
		n = strcspn(roots, "\n");
		if (n + 1 > longest && strncmp(path, roots, n) == 0 && path[n] == '/')
			longest = n + 1;
	}
	return longest;
}

char *inject_name_encode(const char *name)
{
	char *text = malloc(3 * strlen(name) + 1), *out = text;

	if (!text)
		return NULL;
	for (; *name; name++) {
		unsigned char c = (unsigned char)*name;
		if (c <= ' ' || c > '~' || strchr("%:,\"", c))
			out += sprintf(out, "%%%02X", c);
		else
			*out++ = (char)c;
	}
	*out = 0;
	return text;
}

/* A compiler that maps the prefixes of file names (-ffile-prefix-map) leaves relative names that belong to no folder. */
static int is_mapped(const char *directory, const char *path)
{
	return directory && (!*directory || !strcmp(directory, ".")) && *path != '/';
}

char *inject_name_clean(const char *root, const char *directory, const char *path)
{
	char *full = *root && !is_mapped(directory, path) ? make_absolute(directory, path) : strdup(path);
	char *text;
	size_t cut;

	if (!full)
		return NULL;
	normalise(full);
	cut = below(root, full);
	text = inject_name_encode(full + cut);
	free(full);
	return text;
}
