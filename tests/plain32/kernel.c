/*
 * The part of the kernel that gets fault sites: tests that hold many values at a time and know their results from
 * elsewhere, so that a slow path which loses a register is seen at once.
 */
#include "glue.h"

#define NOINLINE __attribute__((noinline))

/* ---- a cyclic redundancy check, bit by bit and by table ---- */

static NOINLINE uint32_t crc_bits(const uint8_t *p, uint32_t n)
{
	uint32_t crc = ~0u;

	while (n--) {
		crc ^= *p++;
		for (int i = 0; i < 8; i++)
			crc = crc & 1 ? crc >> 1 ^ 0xedb88320u : crc >> 1;
	}
	return ~crc;
}

static NOINLINE uint32_t crc_table(const uint8_t *p, uint32_t n)
{
	static uint32_t table[256];
	uint32_t crc = ~0u;

	for (uint32_t i = 0; i < 256; i++) {
		uint32_t c = i;

		for (int bit = 0; bit < 8; bit++)
			c = c & 1 ? c >> 1 ^ 0xedb88320u : c >> 1;
		table[i] = c;
	}
	while (n--)
		crc = crc >> 8 ^ table[(crc ^ *p++) & 255];
	return ~crc;
}

static NOINLINE int test_crc(void)
{
	static const uint8_t digits[] = "123456789";

	return crc_bits(digits, 9) == 0xcbf43926u && crc_table(digits, 9) == 0xcbf43926u;
}

/* ---- 64-bit arithmetic in 32-bit registers ---- */

static NOINLINE uint64_t power(uint64_t base, uint32_t exponent)
{
	uint64_t result = 1;

	for (; exponent; exponent >>= 1) {
		if (exponent & 1)
			result *= base;
		base *= base;
	}
	return result;
}

/* Many values alive over every block. */
static NOINLINE uint64_t mix(uint32_t a, uint32_t b, uint32_t c, uint32_t d, uint32_t rounds)
{
	uint64_t sum = 0;

	for (uint32_t i = 0; i < rounds; i++) {
		if (a & 1)
			b += c ^ d;
		else
			c = c << 3 | c >> 29;
		if (b & 4)
			d -= a;
		a = a * 5 + i;
		sum += (uint64_t)(a ^ b) * (c | 1) + d;
	}
	return sum;
}

static NOINLINE int test_wide(void)
{
	static volatile uint32_t one = 1; /* the compiler must not know the results */

	return power(3 * one, 40) == 12157665459056928801ull && power(7, 22 * one) == 3909821048582988049ull &&
		mix(one, 2, 3, 4, 1000 * one) == 10398201720597639276ull;
}

/* ---- sorting in two ways ---- */

enum { NUMBERS = 64 };

static NOINLINE void sort_insert(uint32_t *v, int n)
{
	for (int i = 1; i < n; i++) {
		uint32_t x = v[i];
		int k = i;

		for (; k > 0 && v[k - 1] > x; k--)
			v[k] = v[k - 1];
		v[k] = x;
	}
}

static void sink(uint32_t *v, int at, int n)
{
	for (int child; (child = 2 * at + 1) < n; at = child) {
		uint32_t x;

		if (child + 1 < n && v[child + 1] > v[child])
			child++;
		if (v[at] >= v[child])
			return;
		x = v[at];
		v[at] = v[child];
		v[child] = x;
	}
}

static NOINLINE void sort_heap(uint32_t *v, int n)
{
	for (int i = n / 2 - 1; i >= 0; i--)
		sink(v, i, n);
	for (int end = n - 1; end > 0; end--) {
		uint32_t x = v[0];

		v[0] = v[end];
		v[end] = x;
		sink(v, 0, end);
	}
}

static NOINLINE int test_sort(void)
{
	static uint32_t one[NUMBERS], two[NUMBERS];
	uint32_t x = 1;

	for (int i = 0; i < NUMBERS; i++)
		one[i] = two[i] = x = x * 1664525 + 1013904223;
	sort_insert(one, NUMBERS);
	sort_heap(two, NUMBERS);
	for (int i = 0; i < NUMBERS; i++)
		if (one[i] != two[i] || (i && one[i] < one[i - 1]))
			return 0;
	return 1;
}

/* ---- a sector of the disk: read, changed, read again (IDE, polled) ---- */

enum { SECTOR = 200, WORDS = 256 };
enum { IDE_DATA = 0x1f0, IDE_COUNT = 0x1f2, IDE_LBA = 0x1f3, IDE_DRIVE = 0x1f6, IDE_COMMAND = 0x1f7 };
enum { IDE_READ = 0x20, IDE_WRITE = 0x30, IDE_FLUSH = 0xe7, IDE_BUSY = 0x80, IDE_FAILED = 0x21, IDE_DATA_READY = 8 };

/* Waits until the drive has done what it was told, and wants or has the WANTED bits. 0: it reports an error. */
static NOINLINE int ide_wait(uint8_t wanted)
{
	uint8_t status;

	do
		status = in8(IDE_COMMAND);
	while (status & IDE_BUSY || (status & wanted) != wanted);
	return !(status & IDE_FAILED);
}

static void ide_command(uint8_t command)
{
	ide_wait(0);
	out8(IDE_DRIVE, 0xe0);
	out8(IDE_COUNT, 1);
	out8(IDE_LBA, SECTOR);
	out8(IDE_LBA + 1, 0);
	out8(IDE_LBA + 2, 0);
	out8(IDE_COMMAND, command);
}

static NOINLINE int sector_read(uint16_t *to)
{
	ide_command(IDE_READ);
	if (!ide_wait(IDE_DATA_READY))
		return 0;
	for (int i = 0; i < WORDS; i++)
		to[i] = in16(IDE_DATA);
	return 1;
}

static NOINLINE int sector_write(const uint16_t *from)
{
	ide_command(IDE_WRITE);
	if (!ide_wait(IDE_DATA_READY))
		return 0;
	for (int i = 0; i < WORDS; i++)
		out16(IDE_DATA, from[i]);
	ide_command(IDE_FLUSH);
	return ide_wait(0);
}

/* 0 when the sector does not begin like TEXT. */
static int begins(const uint16_t *sector, const char *text)
{
	const char *bytes = (const char *)sector;

	while (*text)
		if (*bytes++ != *text++)
			return 0;
	return 1;
}

static NOINLINE int test_disk(void)
{
	static uint16_t sector[WORDS];

	if (DISK == NO_DISK)
		return 1;
	if (!sector_read(sector) || !begins(sector, "kmend: the sector as it was"))
		return 0; /* an experiment before this one has left its traces */
	sector[0] = 'K' | 'M' << 8;
	if (!sector_write(sector))
		return 0;
	sector[0] = 0;
	return sector_read(sector) && begins(sector, "KMend: the sector as it was");
}

/* ---- never called by the workload, but kept: its sites are not activated ---- */

int never(int x);
int never(int x)
{
	return x ? test_crc() : 0;
}

static const struct {
	const char *name;
	int (*run)(void);
} tests[] = {
	{ "disk", test_disk },
	{ "crc", test_crc },
	{ "wide", test_wide },
	{ "sort", test_sort },
};

const unsigned tests_count = sizeof tests / sizeof tests[0];

unsigned tests_run(void)
{
	unsigned failed = 0;

	for (unsigned i = 0; i < tests_count; i++) {
		int good;

		test_begins(tests[i].name);
		good = tests[i].run();
		test_ends(tests[i].name, good);
		failed += !good;
	}
	return failed;
}
