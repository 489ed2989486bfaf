#include "event.h"

#include <kmend/abi.h>

static uint64_t sequence;
static uint8_t sum;

static const char digits[] = "0123456789ABCDEF";

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

static void put(char c)
{
	sum ^= (uint8_t)c;
	kmend_say_byte(c);
}

static void put_all(const char *text)
{
	while (*text)
		put(*text++);
}

/* Divides in 32-bit steps: there is no library for 64 bits in a 32-bit kernel. */
static void put_number(uint64_t value)
{
	char text[24], *at = text + sizeof text;

	*--at = 0;
	do {
		uint32_t high = (uint32_t)(value >> 32), rest = high % 10, middle, low;

		middle = rest << 16 | (uint32_t)(value >> 16 & 0xffff);
		rest = middle % 10;
		low = rest << 16 | (uint32_t)(value & 0xffff);
		*--at = digits[low % 10];
		value = (uint64_t)(high / 10) << 32 | (uint64_t)(middle / 10) << 16 | low / 10;
	} while (value);
	put_all(at);
}

void kmend_say_begin(const char *name)
{
	kmend_say_byte('@');
	sum = 0;
	put_all("kmend ");
	put_number(sequence++);
	put(' ');
	put_number(kmend_say_clock_ns());
	put(' ');
	put_all(name);
}

static void put_key(const char *key)
{
	put(' ');
	put_all(key);
	put('=');
}

void kmend_say_text(const char *key, const char *value)
{
	put_key(key);
	for (unsigned used = 0; *value; value++) {
		uint8_t c = (uint8_t)*value;
		int plain = c > ' ' && c < 0x7f && c != '%' && c != '*' && c != '@';

		used += plain ? 1 : 3;
		if (used > KMEND_EVENT_VALUE_MAX)
			return;
		if (plain) {
			put((char)c);
			continue;
		}
		put('%');
		put(digits[c >> 4]);
		put(digits[c & 15]);
	}
}

void kmend_say_number(const char *key, uint64_t value)
{
	put_key(key);
	put_number(value);
}

void kmend_say_end(void)
{
	uint8_t all = sum;

	kmend_say_byte('*');
	kmend_say_byte(digits[all >> 4]);
	kmend_say_byte(digits[all & 15]);
	kmend_say_byte('\n');
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
