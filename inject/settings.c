/* Reads the settings of kmend-cc from the environment; an unknown value is an error, never a silent default. */
#include "inject/settings.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "inject/names.h"
#include "inject/units.h"
#include "recovery-rt/include/kmend/abi.h"

static const struct {
	uint32_t number;
	const char *text;
} types[] = {
#define KMEND_X(number, name, symbol, text) { (number), (text) },
	KMEND_FAULT_TYPES(KMEND_X)
#undef KMEND_X
};

static uint32_t type_bit(const char *text, size_t n)
{
	for (size_t i = 0; i < sizeof(types) / sizeof(types[0]); i++)
		if (strlen(types[i].text) == n && memcmp(types[i].text, text, n) == 0)
			return 1u << types[i].number;
	return 0;
}

static int read_types(uint32_t *bits, const char *list)
{
	*bits = 0;
	if (strcmp(list, "0") == 0 || strcmp(list, "none") == 0)
		return 0;
	if (strcmp(list, "all") == 0) {
		for (size_t i = 0; i < sizeof(types) / sizeof(types[0]); i++)
			*bits |= 1u << types[i].number;
		return 0;
	}
	for (const char *p = list + strspn(list, ", "); *p; p += strspn(p, ", ")) {
		size_t n = strcspn(p, ", ");
		uint32_t bit = type_bit(p, n);
		if (!bit) {
			fprintf(stderr, "kmend-cc: KMEND_SITES: unknown fault type '%.*s'\n", (int)(n < 60 ? n : 60),
				p);
			return -1;
		}
		*bits |= bit;
		p += n;
	}
	return 0;
}

static const char *variable(const char *name, const char *otherwise)
{
	const char *value = getenv(name);
	return value && *value ? value : otherwise;
}

static int read_recovery(uint32_t *recovery, const char *text)
{
#define KMEND_X(number, name, symbol, word) \
	if (strcmp(text, word) == 0) {      \
		*recovery = (number);       \
		return 0;                   \
	}
	KMEND_RUNTIMES(KMEND_X)
#undef KMEND_X
	fprintf(stderr, "kmend-cc: KMEND_RECOVERY: unknown value '%.60s' (one of:", text);
#define KMEND_X(number, name, symbol, word) " " word
	fprintf(stderr, "%s)\n", KMEND_RUNTIMES(KMEND_X));
#undef KMEND_X
	return -1;
}

static int read_runtime(int *builtin)
{
	const char *runtime = variable("KMEND_RUNTIME", "none");

	*builtin = strcmp(runtime, "builtin") == 0;
	if (*builtin || strcmp(runtime, "none") == 0)
		return 0;
	fprintf(stderr, "kmend-cc: KMEND_RUNTIME: unknown value '%.60s' (none, builtin)\n", runtime);
	return -1;
}

static int read_log(uint32_t *level, const char *text)
{
	*level = KMEND_LOG_DEFAULT;
	if (!*text)
		return 0;
#define KMEND_X(number, name, symbol, word) \
	if (strcmp(text, word) == 0) {      \
		*level = (number);          \
		return 0;                   \
	}
	KMEND_LOG_LEVELS(KMEND_X)
#undef KMEND_X
	fprintf(stderr, "kmend-cc: KMEND_LOG: unknown value '%.60s' (one of:", text);
#define KMEND_X(number, name, symbol, word) " " word
	fprintf(stderr, "%s)\n", KMEND_LOG_LEVELS(KMEND_X));
#undef KMEND_X
	return -1;
}

/* Without a runtime there is no log, whatever its level. */
static int check_log(uint32_t level, uint32_t recovery)
{
	int fits = recovery == KMEND_RUNTIME_OSIRIS ? level <= KMEND_LOG_CLONED
						    : level == KMEND_LOG_CHECKED || level > KMEND_LOG_CLONED;

	if (fits || recovery == KMEND_RUNTIME_NONE)
		return 0;
	fprintf(stderr, "kmend-cc: KMEND_LOG: the runtime '%.60s' has no such level as '%.60s'\n",
		variable("KMEND_RECOVERY", "none"), variable("KMEND_LOG", ""));
	return -1;
}

int inject_settings_read(struct inject_settings *s)
{
	*s = (struct inject_settings){ 0 };
	if (read_types(&s->types, variable("KMEND_SITES", "all")))
		return -1;
	if (read_recovery(&s->recovery, variable("KMEND_RECOVERY", "none")) || read_runtime(&s->builtin) ||
		read_log(&s->log, variable("KMEND_LOG", "")) || check_log(s->log, s->recovery))
		return -1;
	s->verbose = strcmp(variable("KMEND_VERBOSE", "0"), "0") != 0;
	s->writers = variable("KMEND_WRITERS", "");
	if (inject_library_read(&s->library, variable("KMEND_ALLOCATORS", ""), variable("KMEND_RELEASES", "")))
		return -1;
	s->domains = variable("KMEND_DOMAINS", "");
	s->strip_debug = strcmp(variable("KMEND_STRIP_DEBUG", "0"), "0") != 0;
	s->summary = variable("KMEND_SUMMARY", "");
	s->clang = variable("KMEND_CLANG", "clang-19");
	s->unit_root = inject_name_root(variable("KMEND_UNIT_ROOT", ""));
	if (!s->unit_root)
		return -1;
	return *variable("KMEND_UNITS", "") ? inject_units_read(&s->units, variable("KMEND_UNITS", "")) : 0;
}

void inject_settings_release(struct inject_settings *s)
{
	inject_units_free(s->units);
	free(s->unit_root);
}
