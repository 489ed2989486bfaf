/*
 * The event log: one line an event, `@kmend SEQ TICKS EVENT key=value ...*HH`. HH is the XOR of all bytes between
 * `@` and `*`. Whatever a process hands in is checked here, so that no process can forge a frame: names are plain
 * lower-case words, and in values every byte that could be misread is percent-encoded.
 */
#include <ms/errno.h>

#include "kernel.h"

enum { FRAME_BYTES = 4 /* the star, two digits, the newline */ };

static uint64_t sequence;

static void put(const char *text, uint8_t *sum)
{
	for (; *text != '\0'; text++) {
		*sum ^= (uint8_t)*text;
		console_event_byte(*text);
	}
}

void event(const char *text)
{
	char head[64];
	struct text t;
	uint8_t sum = 0;

	text_init(&t, head, sizeof head);
	text_put(&t, "kmend ");
	text_decimal(&t, sequence++);
	text_char(&t, ' ');
	text_decimal(&t, apic_time_ns());
	text_char(&t, ' ');
	console_event_byte('@');
	put(head, &sum);
	put(text, &sum);
	console_event_byte('*');
	console_event_byte("0123456789ABCDEF"[sum >> 4]);
	console_event_byte("0123456789ABCDEF"[sum & 15]);
	console_event_byte('\n');
}

static bool plain(char c)
{
	return c > ' ' && c < 0x7f && c != '%' && c != '*' && c != '@';
}

static bool name_char(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
}

static bool hex_digit(char c)
{
	return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'F') || (c >= 'a' && c <= 'f');
}

/* Appends one byte of a value; at most KMEND_EVENT_VALUE_MAX bytes of output a value. */
static void value_char(struct text *t, size_t limit, char c)
{
	size_t need = plain(c) ? 1 : 3;
	if (t->used + need > limit)
		return;
	if (plain(c)) {
		text_char(t, c);
		return;
	}
	text_char(t, '%');
	text_char(t, "0123456789ABCDEF"[(uint8_t)c >> 4]);
	text_char(t, "0123456789ABCDEF"[c & 15]);
}

void event_value(struct text *t, const char *key, const char *value)
{
	text_char(t, ' ');
	text_put(t, key);
	text_char(t, '=');
	size_t limit = t->used + KMEND_EVENT_VALUE_MAX;
	for (; *value != '\0'; value++)
		value_char(t, limit, *value);
}

void event_number(struct text *t, const char *key, uint64_t value)
{
	text_char(t, ' ');
	text_put(t, key);
	text_char(t, '=');
	text_decimal(t, value);
}

void event_address(struct text *t, const char *key, uint64_t value)
{
	text_char(t, ' ');
	text_put(t, key);
	text_put(t, "=0x");
	text_hex(t, value);
}

int event_from(const char *text, size_t n)
{
	char line[KMEND_EVENT_LINE_MAX - 64 - FRAME_BYTES];
	struct text t;
	size_t i = 0;

	text_init(&t, line, sizeof line);
	while (i < n && name_char(text[i]))
		text_char(&t, text[i++]);
	if (t.used == 0 || t.used > 32)
		return -EINVAL;
	while (i < n) {
		size_t key = i + 1;
		if (text[i] != ' ' || key >= n || !name_char(text[key]))
			return -EINVAL;
		while (key < n && name_char(text[key]))
			key++;
		if (key >= n || text[key] != '=' || key - i > 32)
			return -EINVAL;
		if (t.used + (key - i) + 2 + KMEND_EVENT_VALUE_MAX >= t.size)
			return -E2BIG;
		for (; i <= key; i++)
			text_char(&t, text[i]);
		size_t limit = t.used + KMEND_EVENT_VALUE_MAX;
		for (; i < n && text[i] != ' '; i++) {
			if (text[i] == '%' && i + 2 < n && hex_digit(text[i + 1]) && hex_digit(text[i + 2])) {
				if (t.used + 3 <= limit)
					for (int k = 0; k < 3; k++)
						text_char(&t, text[i + (size_t)k]);
				i += 2;
				continue;
			}
			value_char(&t, limit, text[i]);
		}
	}
	event(line);
	return 0;
}
