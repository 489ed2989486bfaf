/* Remembering and restoring guest memory, page by page over the parts of the file that exist. */
#include "harness/machine/memory.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "harness/base/error.h"
#include "harness/machine/memfile.h"

#define SPARE ((size_t)512 << 20)

int memory_new(struct memory *memory, uint32_t mib)
{
	*memory = (struct memory)MEMORY_INIT;
	memory->bytes = (size_t)mib << 20;
	memory->spare = SPARE;
	memory->fd = memfile_new("kmend-ram", memory->bytes);
	if (memory->fd < 0)
		return -1;
	memory->map = mmap(NULL, memory->bytes, PROT_READ | PROT_WRITE, MAP_SHARED, memory->fd, 0);
	if (memory->map == MAP_FAILED) {
		memory->map = NULL;
		return kmend_error("cannot map guest memory: %s", strerror(errno));
	}
	return 0;
}

void memory_release(struct memory *memory)
{
	if (memory->map)
		munmap(memory->map, memory->bytes);
	if (memory->fd >= 0)
		close(memory->fd);
	free(memory->kept);
	free(memory->where);
	*memory = (struct memory)MEMORY_INIT;
}

int memory_part(const struct memory *memory, size_t *at, size_t *end)
{
	off_t from = lseek(memory->fd, (off_t)*at, SEEK_DATA), to;

	if (from < 0 && errno == ENXIO)
		return 0;
	to = from < 0 ? -1 : lseek(memory->fd, from, SEEK_HOLE);
	if (to < 0)
		return kmend_error("cannot walk through guest memory: %s", strerror(errno));
	*at = (size_t)from / MEMORY_PAGE * MEMORY_PAGE;
	*end = ((size_t)to + MEMORY_PAGE - 1) / MEMORY_PAGE * MEMORY_PAGE;
	return 1;
}

static int is_zero(const char *page)
{
	return !page[0] && !memcmp(page, page + 1, MEMORY_PAGE - 1);
}

/* Numbers the pages that are not zero. Returns how many there are, -1 on failure. */
static long number_pages(struct memory *memory)
{
	size_t at = 0, end;
	uint32_t count = 0;
	int more;

	while ((more = memory_part(memory, &at, &end)) > 0)
		for (; at < end; at += MEMORY_PAGE)
			if (!is_zero(memory->map + at))
				memory->where[at / MEMORY_PAGE] = ++count;
	return more < 0 ? -1 : (long)count;
}

int memory_keep(struct memory *memory)
{
	const size_t pages = memory->bytes / MEMORY_PAGE;
	long count;

	memory->where = calloc(pages, sizeof *memory->where);
	if (!memory->where)
		return kmend_error_memory();
	count = number_pages(memory);
	if (count < 0)
		return -1;
	memory->nkept = (size_t)count;
	memory->kept = malloc(count ? (size_t)count * MEMORY_PAGE : 1);
	if (!memory->kept)
		return kmend_error_memory();
	for (size_t i = 0; i < pages; i++)
		if (memory->where[i])
			memcpy(memory->kept + (size_t)(memory->where[i] - 1) * MEMORY_PAGE,
				memory->map + i * MEMORY_PAGE, MEMORY_PAGE);
	return 0;
}

static void restore_page(const struct memory *memory, size_t at)
{
	const uint32_t where = memory->where[at / MEMORY_PAGE];
	const char *kept;

	if (!where) {
		if (!is_zero(memory->map + at))
			memset(memory->map + at, 0, MEMORY_PAGE);
		return;
	}
	kept = memory->kept + (size_t)(where - 1) * MEMORY_PAGE;
	if (memcmp(memory->map + at, kept, MEMORY_PAGE))
		memcpy(memory->map + at, kept, MEMORY_PAGE);
}

/* Pages from AT up to END that were zero are holes again. */
static int give_back(const struct memory *memory, size_t at, size_t end)
{
	for (size_t to; at < end; at = to) {
		const int was_zero = !memory->where[at / MEMORY_PAGE];

		for (to = at; to < end && (memory->where[to / MEMORY_PAGE] == 0) == was_zero;)
			to += MEMORY_PAGE;
		if (was_zero &&
			fallocate(memory->fd, FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE, (off_t)at, (off_t)(to - at)) <
				0)
			return kmend_error("cannot give back guest memory: %s", strerror(errno));
	}
	return 0;
}

static int give_all_back(const struct memory *memory)
{
	size_t at = 0, end;
	int more;

	while ((more = memory_part(memory, &at, &end)) > 0) {
		if (give_back(memory, at, end) < 0)
			return -1;
		at = end;
	}
	return more;
}

static int holds_too_much(const struct memory *memory)
{
	struct stat st;

	return fstat(memory->fd, &st) == 0 && (size_t)st.st_blocks * 512 > memory->nkept * MEMORY_PAGE + memory->spare;
}

int memory_restore(struct memory *memory)
{
	size_t at = 0, end;
	int more;

	if (holds_too_much(memory) && give_all_back(memory) < 0)
		return -1;

	while ((more = memory_part(memory, &at, &end)) > 0)
		for (; at < end; at += MEMORY_PAGE)
			restore_page(memory, at);
	return more;
}
