// SPDX-License-Identifier: MIT
/*
 * The event log on the second serial port: `@kmend SEQ TICKS EVENT key=value ...*HH`, HH the XOR of all bytes between
 * `@` and `*`. Polled, and without a single call into Linux: this code runs in the middle of any block of the kernel.
 * What user space hands in is checked, so that nothing forges a frame: names are plain lower-case words, and in values
 * every byte that could be misread is percent-encoded.
 */
#include <linux/errno.h>
#include <linux/irqflags.h>
#include <linux/math64.h>
#include <asm/io.h>
#include <asm/msr.h>
#include <asm/tsc.h>

#include "kmend.h"

#define NAME_MAX_BYTES 32
#define LINE_STATUS 5
#define TRANSMITTER_EMPTY 0x20

static u64 sequence;

/* Guest virtual time in nanoseconds. Under instruction counting the time-stamp counter counts just those. */
static u64 ticks(void)
{
	u64 now = rdtsc();

	if (!tsc_khz || (tsc_khz > 980000 && tsc_khz < 1020000))
		return now;
	return mul_u64_u32_div(now, 1000000, tsc_khz);
}

static void put_byte(char c)
{
	while (!(inb(KMEND_EVENT_PORT + LINE_STATUS) & TRANSMITTER_EMPTY))
		;
	outb(c, KMEND_EVENT_PORT);
}

static u8 put(const char *text, size_t n, u8 sum)
{
	for (size_t i = 0; i < n; i++) {
		sum ^= (u8)text[i];
		put_byte(text[i]);
	}
	return sum;
}

static void add(struct kmend_line *line, char c)
{
	if (line->used < sizeof(line->text))
		line->text[line->used++] = c;
}

static void add_text(struct kmend_line *line, const char *text)
{
	while (*text)
		add(line, *text++);
}

static void add_number(struct kmend_line *line, u64 value)
{
	char digits[20];
	int n = 0;

	do {
		digits[n++] = '0' + value % 10;
		value /= 10;
	} while (value);
	while (n)
		add(line, digits[--n]);
}

void kmend_line_begin(struct kmend_line *line, const char *event)
{
	line->used = 0;
	add_text(line, event);
}

static bool plain(char c)
{
	return c > ' ' && c < 0x7f && c != '%' && c != '*' && c != '@';
}

/* Appends one byte of a value that may grow up to LIMIT. */
static void add_value(struct kmend_line *line, size_t limit, char c)
{
	static const char hex[] = "0123456789ABCDEF";

	if (line->used + (plain(c) ? 1 : 3) > limit)
		return;
	if (plain(c)) {
		add(line, c);
		return;
	}
	add(line, '%');
	add(line, hex[(u8)c >> 4]);
	add(line, hex[c & 15]);
}

static void add_key(struct kmend_line *line, const char *key)
{
	add(line, ' ');
	add_text(line, key);
	add(line, '=');
}

void kmend_line_text(struct kmend_line *line, const char *key, const char *value)
{
	size_t limit;

	add_key(line, key);
	limit = line->used + KMEND_EVENT_VALUE_MAX;
	while (*value)
		add_value(line, limit, *value++);
}

void kmend_line_number(struct kmend_line *line, const char *key, u64 value)
{
	add_key(line, key);
	add_number(line, value);
}

void kmend_line_send(const struct kmend_line *line)
{
	struct kmend_line head = {0};
	unsigned long flags;
	u8 sum;

	local_irq_save(flags);
	kmend_line_begin(&head, "kmend ");
	add_number(&head, sequence++);
	add(&head, ' ');
	add_number(&head, ticks());
	add(&head, ' ');
	put_byte('@');
	sum = put(line->text, line->used, put(head.text, head.used, 0));
	put_byte('*');
	put_byte("0123456789ABCDEF"[sum >> 4]);
	put_byte("0123456789ABCDEF"[sum & 15]);
	put_byte('\n');
	local_irq_restore(flags);
}

static bool name_char(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
}

static bool hex_digit(char c)
{
	return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'F') || (c >= 'a' && c <= 'f');
}

/* The name that starts at TEXT: its length, 0 when there is none or it is too long. */
static size_t name_length(const char *text, size_t n)
{
	size_t i = 0;

	while (i < n && name_char(text[i]))
		i++;
	return i <= NAME_MAX_BYTES ? i : 0;
}

/* Copies the value at TEXT up to the next space, what is percent-encoded as it is; returns the bytes read. */
static size_t copy_value(struct kmend_line *line, const char *text, size_t n)
{
	size_t limit = line->used + KMEND_EVENT_VALUE_MAX, i = 0;

	while (i < n && text[i] != ' ') {
		if (text[i] == '%' && i + 2 < n && hex_digit(text[i + 1]) && hex_digit(text[i + 2])) {
			for (int k = 0; k < 3 && line->used + 3 - k <= limit; k++)
				add(line, text[i + k]);
			i += 3;
		} else {
			add_value(line, limit, text[i++]);
		}
	}
	return i;
}

int kmend_event_from(const char *text, size_t n)
{
	struct kmend_line line = {0};
	size_t at = name_length(text, n);

	if (!at)
		return -EINVAL;
	for (size_t i = 0; i < at; i++)
		add(&line, text[i]);
	while (at < n) {
		size_t key = name_length(text + at + 1, n - at - 1);
		size_t value = at + 1 + key + 1;

		if (text[at] != ' ' || !key || value > n || text[value - 1] != '=')
			return -EINVAL;
		if (line.used + key + 2 + KMEND_EVENT_VALUE_MAX > sizeof(line.text))
			return -E2BIG;
		while (at < value)
			add(&line, text[at++]);
		at += copy_value(&line, text + at, n - at);
	}
	kmend_line_send(&line);
	return 0;
}
