/* Reads one event line. Strict: what is not exactly of the form in docs/event-log.md is no event. */
#include "harness/outcome/event.h"

#include <string.h>

#include "kmend/abi.h"

/* Keys that a known event must have: n = decimal number, s = site (number or "none"), t = any text. */
static const struct {
	const char *name;
	struct {
		const char *key;
		char type;
	} keys[3];
} known[] = {
	[KMEND_EV_READY] = { "ready", { { "target", 't' }, { "policy", 't' }, { "sites", 'n' } } },
	[KMEND_EV_ARMED] = { "armed", { { "site", 's' } } },
	[KMEND_EV_SUITE_BEGIN] = { "suite-begin", { { "planned", 'n' } } },
	[KMEND_EV_TEST_BEGIN] = { "test-begin", { { "name", 't' } } },
	[KMEND_EV_TEST_END] = { "test-end", { { "name", 't' }, { "status", 'r' } } },
	[KMEND_EV_FAULT_ACTIVATED] = { "fault-activated", { { "site", 'n' }, { "count", 'n' } } },
	[KMEND_EV_DETECTED] = { "detected", { { "component", 't' }, { "cause", 't' } } },
	[KMEND_EV_RECOVERY_BEGIN] = { "recovery-begin",
		{ { "component", 't' }, { "policy", 't' }, { "window", 't' } } },
	[KMEND_EV_RECOVERY_END] = { "recovery-end", { { "component", 't' }, { "action", 't' } } },
	[KMEND_EV_SHUTDOWN] = { "shutdown", { { "reason", 't' } } },
	[KMEND_EV_PANIC] = { "panic", { { "reason", 't' } } },
	[KMEND_EV_AUDIT] = { "audit", { { "status", 'a' } } },
	[KMEND_EV_PROBE] = { "probe", { { "name", 't' }, { "status", 'p' } } },
	[KMEND_EV_SUITE_END] = { "suite-end", { { "failed", 'n' } } },
	[KMEND_EV_COUNTER] = { "counter", { { "name", 't' }, { "value", 'n' } } },
};

int kmend_text_is(struct kmend_text text, const char *other)
{
	size_t size = strlen(other);

	return text.size == size && (size == 0 || memcmp(text.data, other, size) == 0);
}

/* A decimal number without sign or leading zeros, below 2^63: it must fit where results are stored. */
static int read_number(struct kmend_text text, uint64_t *value)
{
	uint64_t n = 0;

	if (text.size == 0 || (text.size > 1 && text.data[0] == '0'))
		return 0;
	for (size_t i = 0; i < text.size; i++) {
		unsigned digit = (unsigned char)text.data[i] - (unsigned)'0';

		if (digit > 9 || n > ((uint64_t)INT64_MAX - digit) / 10)
			return 0;
		n = n * 10 + digit;
	}
	*value = n;
	return 1;
}

static int hex_digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'A' && c <= 'F')
		return c - 'A' + 10;
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	return -1;
}

static int is_word(struct kmend_text text)
{
	if (text.size == 0 || text.data[0] < 'a' || text.data[0] > 'z')
		return 0;
	for (size_t i = 0; i < text.size; i++) {
		char c = text.data[i];

		if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_'))
			return 0;
	}
	return 1;
}

/* Cuts the next word (up to a space) off `rest`. Words are separated by exactly one space. */
static struct kmend_text next_word(struct kmend_text *rest)
{
	const char *space = rest->size ? memchr(rest->data, ' ', rest->size) : NULL;
	struct kmend_text word = { rest->data, space ? (size_t)(space - rest->data) : rest->size };
	size_t used = word.size + (space ? 1 : 0);

	rest->data += used;
	rest->size -= used;
	return word;
}

/* Splits `key=value`; the value must be properly percent-encoded. */
static int split_pair(struct kmend_text word, struct kmend_text *key, struct kmend_text *value)
{
	const char *equals = word.size ? memchr(word.data, '=', word.size) : NULL;

	if (!equals)
		return 0;
	*key = (struct kmend_text){ word.data, (size_t)(equals - word.data) };
	*value = (struct kmend_text){ equals + 1, word.size - key->size - 1 };
	if (!is_word(*key) || value->size > KMEND_EVENT_VALUE_MAX)
		return 0;
	for (size_t i = 0; i < value->size; i++)
		if (value->data[i] == '%' &&
			(i + 2 >= value->size || hex_digit(value->data[i + 1]) < 0 ||
				hex_digit(value->data[i + 2]) < 0))
			return 0;
	return 1;
}

static int pairs_are_good(struct kmend_text args, int trailing_space)
{
	struct kmend_text rest = args, key, value, other;

	if (trailing_space)
		return 0;
	while (rest.size) {
		struct kmend_text scan = args, word;

		word = next_word(&rest);
		if (!split_pair(word, &key, &value))
			return 0;
		/* The same key twice: which one counts would be a matter of taste. */
		while (scan.data < word.data) {
			split_pair(next_word(&scan), &other, &value);
			if (other.size == key.size && memcmp(other.data, key.data, key.size) == 0)
				return 0;
		}
	}
	return 1;
}

struct kmend_text kmend_event_value(const struct kmend_event *event, const char *name)
{
	struct kmend_text rest = event->args, key, value;

	while (rest.size)
		if (split_pair(next_word(&rest), &key, &value) && kmend_text_is(key, name))
			return value;
	return (struct kmend_text){ NULL, 0 };
}

int kmend_event_number(const struct kmend_event *event, const char *key, uint64_t *value)
{
	return read_number(kmend_event_value(event, key), value);
}

static int value_fits(struct kmend_text value, char type)
{
	uint64_t number;

	if (!value.data || value.size == 0)
		return 0;
	switch (type) {
	case 'n':
		return read_number(value, &number);
	case 's':
		return kmend_text_is(value, "none") || (read_number(value, &number) && number <= UINT32_MAX);
	case 'r':
		return kmend_text_is(value, "pass") || kmend_text_is(value, "fail") || kmend_text_is(value, "skip");
	case 'p':
		return kmend_text_is(value, "pass") || kmend_text_is(value, "fail");
	case 'a':
		return kmend_text_is(value, "ok") || kmend_text_is(value, "inconsistent") ||
			kmend_text_is(value, "unavailable");
	default:
		return 1;
	}
}

/* Sets the kind; 0 when it is a known event that lacks something. */
static int identify(struct kmend_event *event)
{
	for (unsigned kind = 1; kind < sizeof(known) / sizeof(known[0]); kind++) {
		if (!kmend_text_is(event->name, known[kind].name))
			continue;
		event->kind = kind;
		for (unsigned i = 0; i < 3 && known[kind].keys[i].key; i++)
			if (!value_fits(kmend_event_value(event, known[kind].keys[i].key), known[kind].keys[i].type))
				return 0;
		return 1;
	}
	event->kind = KMEND_EV_OTHER;
	return 1;
}

/* "@kmend ...*HH": returns the body between `@` and `*` when the sum holds. */
static int check_sum(struct kmend_text line, struct kmend_text *body)
{
	unsigned char sum = 0;
	int high, low;

	if (line.size < 10 || line.size >= KMEND_EVENT_LINE_MAX || memcmp(line.data, "@kmend ", 7) != 0 ||
		line.data[line.size - 3] != '*')
		return 0;
	*body = (struct kmend_text){ line.data + 1, line.size - 4 };
	for (size_t i = 0; i < body->size; i++) {
		unsigned char c = (unsigned char)body->data[i];

		/* Printable ASCII only; a `*` in a value would make the sum's span ambiguous. */
		if (c < 0x20 || c > 0x7e || c == '*')
			return 0;
		sum ^= c;
	}
	high = hex_digit(line.data[line.size - 2]);
	low = hex_digit(line.data[line.size - 1]);
	if (high < 0 || low < 0 || line.data[line.size - 2] >= 'a' || line.data[line.size - 1] >= 'a')
		return 0;
	return (high << 4 | low) == sum;
}

int kmend_event_parse(struct kmend_event *event, const char *text, size_t size)
{
	struct kmend_text line = { text, size }, rest;

	if (size && text[size - 1] == '\r')
		line.size--;
	if (line.size == 0 || !check_sum(line, &rest))
		return 0;
	memset(event, 0, sizeof(*event));
	event->line = line;
	rest.data += 6; /* "kmend " */
	rest.size -= 6;
	if (!read_number(next_word(&rest), &event->seq) || !read_number(next_word(&rest), &event->ticks))
		return 0;
	event->name = next_word(&rest);
	event->args = rest;
	if (!is_word(event->name) || !pairs_are_good(rest, line.data[line.size - 4] == ' '))
		return 0;
	return identify(event);
}
