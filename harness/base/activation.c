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
	case KMEND_ACTIVATION_PROBABILITY:
		return read_share(&rule->parameter, rest);
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
	default:
		snprintf(out, KMEND_ACTIVATION_TEXT_MAX, "%s", name ? name : "unknown");
	}
	return out;
}
