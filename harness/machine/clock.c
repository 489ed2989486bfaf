/* Reads QEMU's instruction counter out of a snapshot, and cuts the logs of hangs. */
#include "harness/machine/clock.h"

#include <endian.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>

#include "harness/base/error.h"

#define CUT_MARGIN_NS 1000000u
#define PREFIX "@kmend "

/* In the machine's state: length byte and name of the subsection, its version, the bias in ns, the instructions. */
static const char subsection[] = "\x0ctimer/icount\0\0\0\1";

/* The last place of the subsection: guest memory lies before it, and what is in that is up to the guest. */
static const char *last_subsection(const char *map, size_t size)
{
	const size_t name = sizeof subsection - 1;
	const char *found = NULL, *at = map;

	while ((at = memmem(at, size - (size_t)(at - map), subsection, name)))
		found = at++;
	return found;
}

int clock_of_snapshot(uint64_t *clock_ns, int fd, uint32_t icount_shift)
{
	const size_t name = sizeof subsection - 1;
	struct stat st;
	uint64_t fields[2];
	const char *map, *at;
	size_t size;
	int found;

	*clock_ns = 0;
	if (fstat(fd, &st) < 0 || st.st_size <= 0)
		return kmend_error("cannot read the snapshot");
	size = (size_t)st.st_size;
	map = mmap(NULL, size, PROT_READ, MAP_SHARED, fd, 0);
	if (map == MAP_FAILED)
		return kmend_error("cannot map the snapshot");
	at = last_subsection(map, size);
	found = at && (size_t)(at - map) + name + sizeof fields <= size;
	if (found) {
		memcpy(fields, at + name, sizeof fields);
		*clock_ns = be64toh(fields[0]) + (be64toh(fields[1]) << icount_shift);
	}
	munmap((void *)map, size);
	return found ? 0 : kmend_error("the emulator's snapshot holds no instruction counter");
}

/* Of every subsection in the file: those of the snapshots that are there, and what deleted ones have left. */
static int find_instructions(
	uint64_t *instructions, const char *map, size_t size, uint32_t icount_shift, uint64_t clock_ns)
{
	const size_t name = sizeof subsection - 1;
	const char *at = map;
	uint64_t fields[2];
	int found = 0;

	while ((at = memmem(at, size - (size_t)(at - map), subsection, name)) &&
		size - (size_t)(at - map) >= name + sizeof fields) {
		memcpy(fields, at + name, sizeof fields);
		at++;
		if (be64toh(fields[0]) + (be64toh(fields[1]) << icount_shift) != clock_ns)
			continue;
		if (found++ && be64toh(fields[1]) != *instructions)
			return kmend_error("two snapshots of one moment hold different instruction counters");
		*instructions = be64toh(fields[1]);
	}
	return found ? 0 : kmend_error("the emulator's snapshot holds no instruction counter of that moment");
}

int clock_instructions(uint64_t *instructions, int fd, uint32_t icount_shift, uint64_t clock_ns)
{
	struct stat st;
	const char *map;
	int result;

	*instructions = 0;
	if (fstat(fd, &st) < 0 || st.st_size <= 0)
		return kmend_error("cannot read the snapshot");
	map = mmap(NULL, (size_t)st.st_size, PROT_READ, MAP_SHARED, fd, 0);
	if (map == MAP_FAILED)
		return kmend_error("cannot map the snapshot");
	result = find_instructions(instructions, map, (size_t)st.st_size, icount_shift, clock_ns);
	munmap((void *)map, (size_t)st.st_size);
	return result;
}

/* TICKS of a line that begins like an event; 0 for any other line. */
static uint64_t line_ticks(const char *line, size_t size)
{
	uint64_t ticks = 0;
	size_t i = sizeof PREFIX - 1;

	if (size <= i || memcmp(line, PREFIX, i))
		return 0;
	while (i < size && line[i] >= '0' && line[i] <= '9')
		i++;
	if (i == size || line[i++] != ' ')
		return 0;
	for (; i < size && line[i] >= '0' && line[i] <= '9' && ticks < UINT64_MAX / 16; i++)
		ticks = ticks * 10 + (uint64_t)(line[i] - '0');
	return ticks;
}

uint64_t clock_sure_ns(uint64_t deadline_ns)
{
	return deadline_ns > CUT_MARGIN_NS ? deadline_ns - CUT_MARGIN_NS : 0;
}

size_t clock_until(const char *log, size_t size, uint64_t last_ns)
{
	size_t at = 0;

	while (at < size) {
		const char *end = memchr(log + at, '\n', size - at);

		if (!end || line_ticks(log + at, (size_t)(end - log) - at) > last_ns)
			break;
		at = (size_t)(end - log) + 1;
	}
	return at;
}

size_t clock_cut(const char *log, size_t size, uint64_t deadline_ns)
{
	return clock_until(log, size, clock_sure_ns(deadline_ns));
}

uint64_t clock_last_ticks(const char *log, size_t size)
{
	uint64_t last = 0;

	for (size_t at = 0; at < size;) {
		const char *end = memchr(log + at, '\n', size - at);
		size_t length = end ? (size_t)(end - log) - at : size - at;
		uint64_t ticks = line_ticks(log + at, length);

		if (ticks)
			last = ticks;
		at += length + 1;
	}
	return last;
}
