#include "harness/base/activation.h"

#include <errno.h>
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "kmend/abi.h"

#define WHOLE 4294967296.0 /* a share of 1, in the units of the parameter */

const char *kmend_activation_name(uint32_t kind)
{
	switch (kind) {
#define KMEND_X(number, name, symbol, text) \
	case (number):                      \
		return text;
		KMEND_ACTIVATIONS(KMEND_X)
#undef KMEND_X
	default:
		return NULL;
	}
}

int kmend_activation_find(uint32_t *kind, const char *name)
{
#define KMEND_X(number, upper, symbol, text) \
	if (strcmp(name, text) == 0) {       \
		*kind = (number);            \
		return 0;                    \
	}
	KMEND_ACTIVATIONS(KMEND_X)
#undef KMEND_X
	return -1;
}

static int read_count(uint64_t *parameter, const char *text)
{
	char *end;

	if (*text < '1' || *text > '9')
		return -1;
	errno = 0;
	*parameter = strtoull(text, &end, 10);
	return errno || *end || *parameter > INT64_MAX ? -1 : 0;
}

/* Nanoseconds: a whole number and its unit. The smallest is 1 us: a fault that acts without pause is `persistent`. */
static int read_time(uint64_t *parameter, const char *text)
{
	static const struct {
		const char *text;
		uint64_t ns;
	} units[] = { { "us", 1000 }, { "ms", 1000000 }, { "s", 1000000000 } };
	uint64_t count;
	char *end;

	if (*text < '1' || *text > '9')
		return -1;
	errno = 0;
	count = strtoull(text, &end, 10);
	for (size_t i = 0; i < sizeof(units) / sizeof(units[0]); i++)
		if (strcmp(end, units[i].text) == 0 && !errno && count <= INT64_MAX / units[i].ns) {
			*parameter = count * units[i].ns;
			return 0;
		}
	return -1;
}

/* In the largest unit that it is a whole number of; less than a microsecond is left off. */
static void write_time(char out[KMEND_ACTIVATION_TEXT_MAX], const char *name, uint64_t ns)
{
	if (ns % 1000000000 == 0)
		snprintf(out, KMEND_ACTIVATION_TEXT_MAX, "%s %" PRIu64 "s", name, ns / 1000000000);
	else if (ns % 1000000 == 0)
		snprintf(out, KMEND_ACTIVATION_TEXT_MAX, "%s %" PRIu64 "ms", name, ns / 1000000);
	else
		snprintf(out, KMEND_ACTIVATION_TEXT_MAX, "%s %" PRIu64 "us", name, ns / 1000);
}

static int read_share(uint64_t *parameter, const char *text)
{
	char *end;
	double share;

	if (!*text || text[strspn(text, "0123456789.")])
		return -1;
	share = strtod(text, &end);
	if (*end || !(share > 0 && share <= 1))
		return -1;
	*parameter = (uint64_t)llround(share * WHOLE);
	return *parameter ? 0 : -1;
}

int kmend_activation_read(struct kmend_activation_rule *rule, const char *text)
{
	char name[KMEND_ACTIVATION_TEXT_MAX];
	size_t length = strcspn(text, " ");
	const char *rest = text + length + (text[length] == ' ');

	*rule = (struct kmend_activation_rule){ 0 };
	if (length >= sizeof(name))
		return -1;
	memcpy(name, text, length);
	name[length] = 0;
	if (kmend_activation_find(&rule->kind, name))
		return -1;
	switch (rule->kind) {
	case KMEND_ACTIVATION_EVERY:
	case KMEND_ACTIVATION_AFTER:
		return read_count(&rule->parameter, rest);
	case KMEND_ACTIVATION_STORM:
		return read_count(&rule->parameter, rest) || rule->parameter > UINT32_MAX ? -1 : 0;
	case KMEND_ACTIVATION_PROBABILITY:
		return read_share(&rule->parameter, rest);
	case KMEND_ACTIVATION_INTERVAL:
		return read_time(&rule->parameter, rest);
	default:
		return text[length] ? -1 : 0;
	}
}

const char *kmend_activation_write(char out[KMEND_ACTIVATION_TEXT_MAX], uint32_t kind, uint64_t parameter)
{
	const char *name = kmend_activation_name(kind);

	switch (kind) {
	case KMEND_ACTIVATION_EVERY:
	case KMEND_ACTIVATION_AFTER:
	case KMEND_ACTIVATION_STORM:
		snprintf(out, KMEND_ACTIVATION_TEXT_MAX, "%s %" PRIu64, name, parameter);
		break;
	case KMEND_ACTIVATION_PROBABILITY: /* never with an exponent: the smallest share has 10 digits */
		snprintf(out, KMEND_ACTIVATION_TEXT_MAX, "%s %.*f", name, 12, (double)parameter / WHOLE);
		for (size_t last = strlen(out) - 1; out[last] == '0' || out[last] == '.'; last--) {
			int point = out[last] == '.';

			out[last] = 0;
			if (point)
				break;
		}
		break;
	case KMEND_ACTIVATION_INTERVAL:
		write_time(out, name, parameter);
		break;
	default:
		snprintf(out, KMEND_ACTIVATION_TEXT_MAX, "%s", name ? name : "unknown");
	}
	return out;
}
