/* Counting by where the code runs: rows, sums beyond 32 bits, and registers that are kept. */
#include <criterion/criterion.h>
#include <stdint.h>
#include <string.h>

#include "count.h"

uint8_t kmend_akeso_mode;

static void set_up(void)
{
	kmend_akeso_mode = AKESO_FINAL;
	memset(kmend_akeso_counts, 0, sizeof(kmend_akeso_counts));
}

TestSuite(counts, .init = set_up);

static void row(int number, uint64_t reads, uint64_t writes)
{
	cr_expect_eq(kmend_akeso_counts[number][AKESO_COUNT_READS], reads, "reads of %d", number);
	cr_expect_eq(kmend_akeso_counts[number][AKESO_COUNT_WRITES], writes, "writes of %d", number);
}

Test(counts, by_place)
{
	__kmend_akeso_count(3, 4, 1);
	__kmend_akeso_count(1, 0, 0);
	kmend_akeso_mode = AKESO_LOGGED;
	__kmend_akeso_count(10, 20, 1);
	__kmend_akeso_count(100, 200, 0);
	kmend_akeso_mode = AKESO_ALWAYS; /* no place that this is made for: what is not known to be logged is not */
	__kmend_akeso_count(0, 1, 1);
	row(AKESO_COUNT_OUTSIDE, 4, 5);
	row(AKESO_COUNT_TRUSTED, 100, 200);
	row(AKESO_COUNT_LOGGED, 10, 20);
}

Test(counts, more_than_32_bits)
{
	for (int i = 0; i < 3; i++)
		__kmend_akeso_count(0x80000000u, 0xffffffffu, 0);
	row(AKESO_COUNT_OUTSIDE, 0x180000000, 0x2fffffffd);
}

#ifdef __x86_64__
Test(counts, registers_are_kept)
{
	uint64_t a = 1, c = 2, d = 1, si = 4, di = 3;

	kmend_akeso_mode = AKESO_LOGGED;
	/* Past the red zone, which the kernel has none of. */
	__asm__ volatile("sub $128, %%rsp\n	call __kmend_akeso_count\n	add $128, %%rsp"
		: "+a"(a), "+c"(c), "+d"(d), "+S"(si), "+D"(di)
		:
		: "r11", "cc", "memory");
	cr_expect(a == 1 && c == 2 && d == 1 && si == 4 && di == 3);
	row(AKESO_COUNT_LOGGED, 3, 4);
}
#endif
