/*
 * A kernel with the habits of kernels that nobody here wrote: it finds arguments and return addresses from the address of an
 * argument, maps page 0 (PAGE0), has a unit in C++, panics in its panic, and can end by powering the machine off, after which it runs
 * on for a while (POWEROFF; machine pc). After its last line it runs on (LATE=1) and can fault there (LATE=2). It can
 * report an oops in every run (REPORT=1; REPORT=2: a failed check of its own), and a driver that was given up can tear the lines of its tests (TORN=1: with a time stamp, as printk
 * does; TORN=2: without). With QUIET it halts at an exception without a word.
 */
#include <stdarg.h>
#include <stdint.h>

#include "devices.h"

_Noreturn void halt(void);
int shapes_area(int side);
int shapes_made(void);

extern void (*const init_start[])(void);
extern void (*const init_end[])(void);
extern const char stubs[];

/* ---- console ---- */

static void put_byte(char c)
{
	__asm__ volatile("outb %0, %1" : : "a"(c), "Nd"((uint16_t)0x3f8));
}

static void put_char(char c)
{
#ifdef STAMPS
	static int is_inside;

	for (const char *stamp = "[    0.012345] "; !is_inside && *stamp; stamp++)
		put_byte(*stamp);
	is_inside = c != '\n';
#endif
	put_byte(c);
}

static void print(const char *text)
{
	while (*text)
		put_char(*text++);
}

__attribute__((noinline)) static void print_number(unsigned value, unsigned base)
{
	if (value >= base)
		print_number(value / base, base);
	put_char("0123456789abcdef"[value % base]);
}

/* ---- arguments, by their address ---- */

#ifdef __i386__
/* What follows `count` on the stack of the caller. Not static: a function that is may lose arguments that it does not name. */
unsigned sum(unsigned count, ...);
__attribute__((noinline)) unsigned sum(unsigned count, ...)
{
	const unsigned *at = &count;
	unsigned total = 0;

	__asm__("" : "+r"(at) : : "memory"); /* a compiler sees no way from one argument to the next */
	for (unsigned i = 0; i < count; i++)
		total += *++at;
	return total;
}

/* The callers of the function whose first argument lies at ARGUMENT: the saved %ebp is two words below it. */
void print_callers(const void *argument);
__attribute__((noinline)) void print_callers(const void *argument)
{
	const uintptr_t *frame = (const uintptr_t *)argument - 2;

	__asm__("" : "+r"(frame) : : "memory");
	for (int i = 0; i < 6 && frame; i++) {
		put_char(' ');
		print_number(frame[1], 16);
		frame = (const uintptr_t *)frame[0];
	}
	put_char('\n');
}
#else
unsigned sum(unsigned count, ...);
__attribute__((noinline)) unsigned sum(unsigned count, ...)
{
	unsigned total = 0;
	va_list list;

	va_start(list, count);
	for (unsigned i = 0; i < count; i++)
		total += va_arg(list, unsigned);
	va_end(list);
	return total;
}

void print_callers(const void *argument);
void print_callers(const void *argument)
{
	(void)argument;
}
#endif

/* ---- panics ---- */

static int panics;

/* A fault in here comes back here: the first lines are said again, until it is enough. */
_Noreturn void panic(const char *why, unsigned number, unsigned at);
__attribute__((noinline)) void panic(const char *why, unsigned number, unsigned at)
{
	if (++panics > 3)
		halt();
	print("\npanic: "); /* whatever line it was in */
	print(why);
	put_char(' ');
	print_number(number, 10);
	print(": ip ");
	print_number(at, 16);
	put_char('\n');
	print_callers(&why);
	halt();
}

#ifdef TORN
static void *back[5];
static int can_go_back;
static volatile int synced;

__attribute__((noinline)) static void sync_device(int want)
{
	if (want > 0)
		synced = want;
}
#endif

/* Some exceptions push an error code before the address. */
void exception(long vector, const uintptr_t *frame);
void exception(long vector, const uintptr_t *frame)
{
	int has_error = vector == 8 || (vector >= 10 && vector <= 14) || vector == 17;

#ifdef TORN
	if (can_go_back) { /* the driver is given up, the kernel goes on */
		can_go_back = 0;
		__builtin_longjmp(back, 1);
	}
#endif
#ifdef QUIET
	halt();
#endif
	panic("trap", (unsigned)vector, (unsigned)frame[has_error]);
}

static struct gate {
	uint16_t low, selector;
	uint8_t zero, type;
	uint16_t high;
#ifdef __x86_64__
	uint32_t top, reserved;
#endif
} gates[32];

static void exceptions_start(void)
{
	struct {
		uint16_t limit;
		const void *base;
	} __attribute__((packed)) pointer = { sizeof gates - 1, gates };

	for (int i = 0; i < 32; i++) {
		uintptr_t stub = (uintptr_t)stubs + 16 * (uintptr_t)i;

		gates[i].low = (uint16_t)stub;
		gates[i].selector = 8;
		gates[i].type = 0x8e;
		gates[i].high = (uint16_t)(stub >> 16);
	}
	__asm__ volatile("lidt %0" : : "m"(pointer) : "memory");
}

/* ---- tests ---- */

static int test_arguments(void)
{
	return sum(3, 10, 20, 12) == 42 && sum(0) == 0 && sum(5, 1, 2, 3, 4, 5) == 15;
}

static int test_shapes(void)
{
	return shapes_made() == 1 && shapes_area(4) == 16 + 8;
}

static int test_primes(void)
{
	unsigned prime = 0;

	for (unsigned n = 2; n < 60; n++) {
		unsigned d = 2;

		while (d * d <= n && n % d)
			d++;
		prime += d * d > n;
	}
	return prime == 17;
}

static const struct {
	const char *name;
	int (*run)(void);
} tests[] = {
	{ "arguments", test_arguments },
	{ "shapes", test_shapes },
	{ "primes", test_primes },
#ifdef DISKS
	{ "disks", test_disks },
#endif
#ifdef VGA
	{ "vga", test_vga },
#endif
#ifdef CARD
	{ "card", test_card },
#endif
#ifdef INPUT
	{ "input", test_input },
#endif
#ifdef MODULE
	{ "module", test_module },
#endif
#ifdef HIGH
	{ "high", test_high },
#endif
};

#ifdef LATE
/* After the last line, where no test looks: no part of the workload. */
__attribute__((noinline)) static void tear_down(volatile unsigned *at)
{
	for (unsigned i = 0; i < 40; i++)
		*at += i;
#if LATE == 2
	print("one more word\n");
	*(volatile unsigned *)8 = *at;
#endif
}
#endif

static void power_off(void)
{
#ifdef POWEROFF
	static volatile unsigned after;

	__asm__ volatile("outw %0, %1" : : "a"((uint16_t)0x2000), "Nd"((uint16_t)0x604));
	for (unsigned i = 0; i < 100000; i++)
		after += i;
	print("still here\n");
#endif
}

void kernel(void);
void kernel(void)
{
	exceptions_start();
	for (void (*const *init)(void) = init_start; init != init_end; init++)
		(*init)();
	print("trap kernel: up\n");
#ifdef TORN
	if (__builtin_setjmp(back) == 0) {
		can_go_back = 1;
		sync_device(7);
	}
	can_go_back = 0;
#endif
	for (unsigned i = 0; i < sizeof tests / sizeof tests[0]; i++) {
#ifdef REPORT
		if (i == 0)
			print(REPORT == 1 ? "[    1.000000] BUG: unable to handle page fault for address: 00000010\n"
					  : "check of pool failed: 3 left\n");
#endif
		print("test ");
		print(tests[i].name);
		print(tests[i].run() ? "\nok " : "\nFAILED ");
#ifdef TORN
		if (synced != 7)
			print(TORN == 1 ? "[   12.345678] dev0: not synced\n" : "dev0: not synced\n");
#endif
		print(tests[i].name);
		put_char('\n');
	}
#ifndef POWEROFF
	print("all over\n");
#endif
#ifdef LATE
	static volatile unsigned torn_down;

	tear_down(&torn_down);
#endif
	power_off();
	halt();
}
