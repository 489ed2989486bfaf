#include "harness/base/installation.h"

#include <stdlib.h>

#include "harness/base/error.h"
#include "harness/base/file.h"

/* From the folder of the program; CMakeLists.txt says how an installation is laid out. */
static const char *const program_places[] = { ".", KMEND_INSTALLED_PROGRAMS };
static const char *const data_places[] = { ".", "..", KMEND_INSTALLED_DATA };

#define COUNT(list) (sizeof(list) / sizeof((list)[0]))

/* DIR/PLACE/NAME, of a new string; the place "." is left out. */
static char *join(const char *dir, const char *place, const char *name)
{
	return *place == '.' && !place[1] ? kmend_format("%s/%s", dir, name)
					  : kmend_format("%s/%s/%s", dir, place, name);
}

/* The first of the places where NAME is; NULL without a message when it is at none. */
static char *look(const char *dir, const char *const *places, size_t count, const char *name)
{
	for (size_t i = 0; i < count; i++) {
		char *path = join(dir, places[i], name), *plain;

		if (!path)
			return NULL;
		plain = realpath(path, NULL);
		free(path);
		if (plain)
			return plain;
	}
	return NULL;
}

char *kmend_installed_program(const char *name)
{
	char *dir = kmend_program_dir(), *path = dir ? look(dir, program_places, COUNT(program_places), name) : NULL;

	if (dir && !path)
		path = join(dir, program_places[0], name);
	free(dir);
	return path;
}

char *kmend_installed_data(const char *name)
{
	char *dir = kmend_program_dir(), *path = dir ? look(dir, data_places, COUNT(data_places), name) : NULL;

	if (dir && !path)
		kmend_error_as(KMEND_ERROR_NOT_FOUND, "kmend has no %.200s", name);
	free(dir);
	return path;
}
