#include "event.h"

#include <kmend/abi.h>

enum {
	NAME_MAX_BYTES = 32,
	NUMBER_BYTES = 20,
	ADDRESS_BYTES = 18,
	END_BYTES = 4 /* the star, two digits, the newline */
};

static uint64_t sequence;
static uint32_t used;     /* bytes of the line so far */
static uint8_t sum;       /* their XOR, from after the `@` on */
static uint8_t measuring; /* nothing is sent: would it fit? */

__attribute__((weak)) void kmend_say_byte(char byte)
{
	__asm__ volatile("outb %0, %1" : : "a"(byte), "Nd"((uint16_t)0x2f8));
}

__attribute__((weak)) uint64_t kmend_say_clock_ns(void)
{
	uint32_t low, high;

	__asm__ volatile("rdtsc" : "=a"(low), "=d"(high));
	return (uint64_t)high << 32 | low;
}

__attribute__((weak)) void kmend_say_enter(void)
{
}

__attribute__((weak)) void kmend_say_leave(void)
{
}

static void put(char c)
{
	used++;
	sum ^= (uint8_t)c;
	if (!measuring)
		kmend_say_byte(c);
}

static void put_bytes(const char *text, uint32_t n)
{
	while (n--)
		put(*text++);
}

static uint32_t length(const char *text)
{
	uint32_t n = 0;

	while (text[n])
		n++;
	return n;
}

/* Divides in 32-bit steps: there is no library for 64 bits in a 32-bit kernel. */
static void put_number(uint64_t value)
{
	char text[NUMBER_BYTES], *end = text + sizeof(text), *at = end;

	do {
		uint32_t high = (uint32_t)(value >> 32), rest = high % 10, middle, low;

		middle = rest << 16 | (uint32_t)(value >> 16 & 0xffff);
		rest = middle % 10;
		low = rest << 16 | (uint32_t)(value & 0xffff);
		*--at = (char)('0' + low % 10);
		value = (uint64_t)(high / 10) << 32 | (uint64_t)(middle / 10) << 16 | low / 10;
	} while (value);
	put_bytes(at, (uint32_t)(end - at));
}

static void begin(const char *name, uint32_t n)
{
	used = 0;
	put('@');
	sum = 0;
	put_bytes("kmend ", 6);
	put_number(sequence);
	put(' ');
	put_number(kmend_say_clock_ns());
	put(' ');
	put_bytes(name, n);
}

/* ` KEY=`, when a value of `room` bytes still fits after it. */
static int put_key(const char *key, uint32_t n, uint32_t room)
{
	if (used + n + 2 + room + END_BYTES > KMEND_EVENT_LINE_MAX)
		return 0;
	put(' ');
	put_bytes(key, n);
	put('=');
	return 1;
}

/* One byte of a value. Returns how many bytes of the line it took; 0: it does not fit into `room`. */
static uint32_t put_encoded(char c, uint32_t room)
{
	static const char digits[] = "0123456789ABCDEF";
	uint8_t byte = (uint8_t)c;

	if (byte > ' ' && byte < 0x7f && byte != '%' && byte != '*' && byte != '@') {
		if (room)
			put(c);
		return room != 0;
	}
	if (room < 3)
		return 0;
	put('%');
	put(digits[byte >> 4]);
	put(digits[byte & 15]);
	return 3;
}

void kmend_say_begin(const char *name)
{
	kmend_say_enter();
	begin(name, length(name));
}

void kmend_say_text(const char *key, const char *value)
{
	uint32_t room = KMEND_EVENT_VALUE_MAX, took = 1;

	if (!put_key(key, length(key), room))
		return;
	for (; *value && took; value++) {
		took = put_encoded(*value, room);
		room -= took;
	}
}

void kmend_say_number(const char *key, uint64_t value)
{
	if (put_key(key, length(key), NUMBER_BYTES))
		put_number(value);
}

void kmend_say_address(const char *key, uint64_t value)
{
	int shift = 60;

	if (!put_key(key, length(key), ADDRESS_BYTES))
		return;
	put_bytes("0x", 2);
	while (shift && !(value >> shift))
		shift -= 4;
	for (; shift >= 0; shift -= 4)
		put("0123456789abcdef"[value >> shift & 15]);
}

void kmend_say_end(void)
{
	uint8_t all = sum;

	put('*');
	put("0123456789ABCDEF"[all >> 4]);
	put("0123456789ABCDEF"[all & 15]);
	put('\n');
	sequence++;
	kmend_say_leave();
}

void kmend_tell_text(const char *name, const char *key, const char *value)
{
	kmend_say_begin(name);
	kmend_say_text(key, value);
	kmend_say_end();
}

void kmend_tell_number(const char *name, const char *key, uint64_t value)
{
	kmend_say_begin(name);
	kmend_say_number(key, value);
	kmend_say_end();
}

/* ---- what a program of the kernel's wrote ---- */

static int is_name(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
}

static int is_hex(char c)
{
	return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'F') || (c >= 'a' && c <= 'f');
}

/* The name that TEXT begins with: its length, 0 when there is none or it is too long. */
static uint32_t name_length(const char *text, uint32_t n)
{
	uint32_t i = 0;

	while (i < n && is_name(text[i]))
		i++;
	return i <= NAME_MAX_BYTES ? i : 0;
}

/* The value up to the next space; returns its length. What follows the first byte that does not fit is left out. */
static uint32_t put_value(const char *text, uint32_t n)
{
	uint32_t room = KMEND_EVENT_VALUE_MAX, i = 0, took, step;

	for (; i < n && text[i] != ' '; i += step) {
		step = 1;
		if (text[i] == '%' && i + 2 < n && is_hex(text[i + 1]) && is_hex(text[i + 2])) {
			step = 3;
			took = room < 3 ? 0 : 3;
			put_bytes(text + i, took);
		} else {
			took = put_encoded(text[i], room);
		}
		room = took ? room - took : 0;
	}
	return i;
}

/* ` KEY=VALUE`, again and again. */
static int put_fields(const char *text, uint32_t n)
{
	uint32_t at = 0, key;

	while (at < n) {
		key = name_length(text + at + 1, n - at - 1);
		if (text[at] != ' ' || !key || at + key + 1 >= n || text[at + key + 1] != '=')
			return KMEND_SAY_MALFORMED;
		if (!put_key(text + at + 1, key, KMEND_EVENT_VALUE_MAX))
			return KMEND_SAY_TOO_LONG;
		at += key + 2;
		at += put_value(text + at, n - at);
	}
	return 0;
}

/* What only the kernel knows: whether a fault acted, whether it found something, whether it gave up. */
static int is_for_the_kernel(const char *name, uint32_t n)
{
	static const char names[][NAME_MAX_BYTES] = { "ready", "armed", "fault-activated", "detected", "shutdown",
		"panic" };
	uint32_t same;

	for (uint32_t i = 0; i < sizeof names / sizeof names[0]; i++) {
		for (same = 0; same < n && names[i][same] == name[same]; same++)
			;
		if (same == n && !names[i][n])
			return 1;
	}
	return 0;
}

int kmend_tell(const char *text, uint32_t n)
{
	uint32_t name = name_length(text, n);
	int error;

	if (!name)
		return KMEND_SAY_MALFORMED;
	if (is_for_the_kernel(text, name))
		return KMEND_SAY_NOT_YOURS;
	kmend_say_enter();
	measuring = 1;
	begin(text, name);
	error = put_fields(text + name, n - name);
	measuring = 0;
	if (error) {
		kmend_say_leave();
		return error;
	}
	begin(text, name);
	put_fields(text + name, n - name);
	kmend_say_end();
	return 0;
}
