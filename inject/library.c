#include "inject/library.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

static const struct inject_library_function *find(const struct inject_library *library, const char *name)
{
	for (unsigned i = 0; i < library->n; i++)
		if (strcmp(library->functions[i].name, name) == 0)
			return &library->functions[i];
	return NULL;
}

/* The name that TEXT begins with, up to END: its length; 0: that is no name of C, or it is too long. */
static size_t name_length(const char *text, const char *end)
{
	size_t n = 0;

	while (text + n < end && (isalnum((unsigned char)text[n]) || text[n] == '_'))
		n++;
	return n && n < INJECT_LIBRARY_NAME && !isdigit((unsigned char)*text) ? n : 0;
}

/* The argument number that TEXT is, up to END; -1: it is none. */
static int argument(const char *text, const char *end)
{
	int number = 0;

	if (text == end || end - text > 2)
		return -1;
	for (; text < end; text++) {
		if (!isdigit((unsigned char)*text))
			return -1;
		number = 10 * number + *text - '0';
	}
	return number <= (int)INJECT_MAX_ARGUMENT ? number : -1;
}

/* One entry. NULL, or what is wrong with it. */
static const char *add(struct inject_library *library, const char *text, const char *end, int allocates)
{
	struct inject_library_function *f = &library->functions[library->n];
	size_t n = name_length(text, end);

	if (library->n == INJECT_MAX_LIBRARY)
		return "is one more than fit";
	if (!n || (allocates ? text[n] != ':' : text + n != end))
		return allocates ? "is not name:size-argument" : "is not the name of a function";
	memcpy(f->name, text, n);
	f->name[n] = 0;
	f->size = allocates ? argument(text + n + 1, end) : -1;
	if (allocates && f->size < 0)
		return "is not name:size-argument, which is 0 to 15";
	if (find(library, f->name))
		return "is there twice";
	library->n++;
	return NULL;
}

static int read_list(struct inject_library *library, const char *variable, const char *list, int allocates)
{
	for (const char *p = list + strspn(list, ", "); *p; p += strspn(p, ", ")) {
		size_t n = strcspn(p, ", ");
		const char *wrong = add(library, p, p + n, allocates);

		if (wrong) {
			fprintf(stderr, "kmend-cc: %s: '%.*s' %s\n", variable, (int)(n < 60 ? n : 60), p, wrong);
			return -1;
		}
		p += n;
	}
	return 0;
}

int inject_library_read(struct inject_library *library, const char *allocators, const char *releases)
{
	library->n = 0;
	if (read_list(library, "KMEND_ALLOCATORS", allocators, 1) || read_list(library, "KMEND_RELEASES", releases, 0))
		return -1;
	/* Those of C, when the kernel has not said something else of them. */
	if (library->n + 2 <= INJECT_MAX_LIBRARY) {
		if (!find(library, "malloc"))
			library->functions[library->n++] = (struct inject_library_function){ "malloc", 0 };
		if (!find(library, "free"))
			library->functions[library->n++] = (struct inject_library_function){ "free", -1 };
	}
	return 0;
}

int inject_library_allocates(const struct inject_library *library, const char *name)
{
	const struct inject_library_function *f = find(library, name);

	return f ? f->size : -1;
}

int inject_library_releases(const struct inject_library *library, const char *name)
{
	const struct inject_library_function *f = find(library, name);

	return f && f->size < 0;
}
