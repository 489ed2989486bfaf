/*
 * The runtime of a program that kmend cc has compiled for the host. With KMEND_TORTURE=count every block takes its slow path.
 * When the program was compiled for recovery, the old bytes of each logged store into its own data are kept; at the end
 * they are put back, and every byte must be as it was when main() began. It says so and ends with status 99 if one is not.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "recovery-rt/include/kmend/abi.h"

#define LOG_BYTES (192u << 20)
#define DATA_BYTES (16u << 20)
#define OWN __attribute__((section("kmend_torture_own"))) /* left out of the comparison */

struct entry {
	uint32_t offset, bytes; /* in the program's data; the old bytes follow, padded to 8 */
	uint64_t previous;      /* where the entry before this one begins in the log */
};

extern uint8_t __start_kmend_watch[] __attribute__((weak)), __stop_kmend_watch[] __attribute__((weak));
extern uint8_t __start_kmend_counts[] __attribute__((weak)), __stop_kmend_counts[] __attribute__((weak));
extern uint8_t __start_kmend_torture_own[], __stop_kmend_torture_own[];
extern uint8_t __data_start[], _end[];

void __kmend_log_store(void *address, uint64_t bytes);
void __kmend_log_room(void *address, uint64_t room);

static OWN uint8_t *snapshot = NULL, *log_start = NULL;
static OWN uint64_t used = 0, last = 0;
static OWN int overflow = 0, active = 0;

void __kmend_log_store(void *address, uint64_t bytes)
{
	uintptr_t from = (uintptr_t)address, low = (uintptr_t)__data_start, high = (uintptr_t)_end;
	struct entry entry;

	if (!active || overflow || from >= high || bytes == 0)
		return;
	if (from < low) {
		if (bytes <= low - from)
			return;
		bytes -= low - from;
		from = low;
	}
	if (bytes > high - from)
		bytes = high - from;
	if (used + sizeof(entry) + bytes + 8 > LOG_BYTES) {
		overflow = 1;
		return;
	}
	entry = (struct entry){ (uint32_t)(from - low), (uint32_t)bytes, last };
	memcpy(log_start + used, &entry, sizeof(entry));
	memcpy(log_start + used + sizeof(entry), (void *)from, bytes);
	last = used + 1; /* 0: there is no entry before */
	used = (used + sizeof(entry) + bytes + 7) & ~7ull;
}

void __kmend_log_room(void *address, uint64_t room)
{
	__kmend_log_store(address, room);
}

static int is_own(const uint8_t *p)
{
	return (p >= __start_kmend_torture_own && p < __stop_kmend_torture_own) ||
		(p >= __start_kmend_watch && p < __stop_kmend_watch) ||
		(p >= __start_kmend_counts && p < __stop_kmend_counts);
}

static void roll_back_and_compare(void)
{
	struct entry entry;

	active = 0;
	if (overflow)
		return;
	while (last) {
		memcpy(&entry, log_start + last - 1, sizeof(entry));
		memcpy(__data_start + entry.offset, log_start + last - 1 + sizeof(entry), entry.bytes);
		last = entry.previous;
	}
	for (uint8_t *p = __data_start; p < _end; p++)
		if (*p != snapshot[p - __data_start] && !is_own(p)) {
			fprintf(stderr, "torture: rollback leaves %02x at data+0x%lx, was %02x\n", *p,
				(unsigned long)(p - __data_start), snapshot[p - __data_start]);
			_exit(99);
		}
}

__attribute__((constructor)) static void begin(void)
{
	size_t size = (size_t)(_end - __data_start);
	const char *what = getenv("KMEND_TORTURE");

	if (what && strcmp(what, "count") == 0)
		for (uint8_t *w = __start_kmend_watch; w < __stop_kmend_watch; w++)
			*w = KMEND_WATCH_COUNT;
	if (!what || strcmp(what, "log") != 0 || size > DATA_BYTES)
		return;
	snapshot = mmap(NULL, DATA_BYTES, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
	log_start = mmap(NULL, LOG_BYTES, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
	if (snapshot == MAP_FAILED || log_start == MAP_FAILED || atexit(roll_back_and_compare))
		_exit(98);
	memcpy(snapshot, __data_start, size);
	active = 1;
}
