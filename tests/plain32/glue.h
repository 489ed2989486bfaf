/* What the workload gets from the glue. */
#ifndef PLAIN32_GLUE_H
#define PLAIN32_GLUE_H

#include <stdint.h>

enum disk { NO_DISK, IDE };

static inline void out8(unsigned port, uint8_t value)
{
	__asm__ volatile("outb %0, %w1" : : "a"(value), "Nd"(port));
}

static inline uint16_t in16(unsigned port)
{
	uint16_t value;

	__asm__ volatile("inw %w1, %0" : "=a"(value) : "Nd"(port));
	return value;
}

static inline void out16(unsigned port, uint16_t value)
{
	__asm__ volatile("outw %0, %w1" : : "a"(value), "Nd"(port));
}

static inline uint8_t in8(unsigned port)
{
	uint8_t value;

	__asm__ volatile("inb %w1, %0" : "=a"(value) : "Nd"(port));
	return value;
}

void test_begins(const char *name);
void test_ends(const char *name, int good);

/* The tests, in kernel.c. Returns how many failed. */
extern const unsigned tests_count;
unsigned tests_run(void);

#endif
