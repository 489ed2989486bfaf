/*
 * Addresses to source lines, on libdw. clang writes no .debug_aranges, so the ranges of all units are gathered once; the
 * line table of a unit is decoded when an address of it is first asked for, and libdw keeps it.
 */
#include <dwarf.h>
#include <stdlib.h>
#include <string.h>

#include "harness/base/file.h"
#include "harness/image/symbols_private.h"

#define MAX_RANGES (1u << 20)

void image_lines_release(struct image_lines *lines)
{
	if (lines->dwarf)
		dwarf_end(lines->dwarf);
	free(lines->ranges);
	memset(lines, 0, sizeof *lines);
}

static int add_range(struct image_lines *lines, uint64_t low, uint64_t high, Dwarf_Off unit)
{
	if (low >= high)
		return 0;
	if (lines->count == lines->room) {
		size_t room = lines->room ? lines->room * 2 : 1024;
		struct unit_range *ranges = room > MAX_RANGES ? NULL : realloc(lines->ranges, room * sizeof *ranges);

		if (!ranges)
			return -1;
		lines->ranges = ranges;
		lines->room = room;
	}
	lines->ranges[lines->count++] = (struct unit_range){ low, high, unit };
	return 0;
}

static int compare_ranges(const void *a, const void *b)
{
	const struct unit_range *x = a, *y = b;

	return (x->low > y->low) - (x->low < y->low);
}

/* What cannot be read is left out: a place without a line is no error. */
static void read_ranges(struct image_lines *lines)
{
	Dwarf_CU *cu = NULL;
	Dwarf_Die unit;
	uint8_t type;

	while (dwarf_get_units(lines->dwarf, cu, &cu, NULL, &type, &unit, NULL) == 0) {
		Dwarf_Addr base, low, high;
		ptrdiff_t at = 0;

		while ((at = dwarf_ranges(&unit, at, &base, &low, &high)) > 0)
			if (add_range(lines, low, high, dwarf_dieoffset(&unit)) < 0)
				return;
	}
}

static void start(struct kmend_symbols *symbols)
{
	struct image_lines *lines = &symbols->lines;

	lines->ready = 1;
	lines->dwarf = dwarf_begin_elf(symbols->elf, DWARF_C_READ, NULL);
	if (!lines->dwarf)
		return;
	read_ranges(lines);
	if (lines->count)
		qsort(lines->ranges, lines->count, sizeof *lines->ranges, compare_ranges);
}

/* The last element whose low end is not above the address; NULL when the address is not in it. */
static const struct unit_range *range_of(const struct image_lines *lines, uint64_t address)
{
	size_t low = 0, high = lines->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (lines->ranges[middle].low <= address)
			low = middle + 1;
		else
			high = middle;
	}
	return low && address < lines->ranges[low - 1].high ? &lines->ranges[low - 1] : NULL;
}

static uint64_t address_of(Dwarf_Lines *rows, size_t i)
{
	Dwarf_Addr address;

	return dwarf_lineaddr(dwarf_onesrcline(rows, i), &address) == 0 ? address : UINT64_MAX;
}

/* The row that holds for the address; back from there to the first with a line. NULL: none. */
static Dwarf_Line *row_of(Dwarf_Lines *rows, size_t count, uint64_t address, uint64_t from)
{
	size_t low = 0, high = count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (address_of(rows, middle) <= address)
			low = middle + 1;
		else
			high = middle;
	}
	for (size_t i = low; i-- > 0;) {
		Dwarf_Line *row = dwarf_onesrcline(rows, i);
		uint64_t begin = address_of(rows, i);
		bool ends = true;
		int line = 0;

		if (dwarf_lineendsequence(row, &ends) != 0 || ends || (i + 1 < low && begin < from))
			return NULL;
		if (dwarf_lineno(row, &line) == 0 && line > 0)
			return row;
	}
	return NULL;
}

/* How many bytes of PATH are a root that it lies below: the longest of them; 0: none. */
static size_t below(const char *path, const char *roots)
{
	size_t best = 0;

	for (const char *at = roots ? roots : ""; *at; at += strspn(at, "\n")) {
		size_t n = strcspn(at, "\n");

		if (n > best && strncmp(path, at, n) == 0)
			best = n;
		at += n;
	}
	return best;
}

/*
 * PATH without the root and without `.` and `..` where they say nothing; what is not printable becomes `?`. Units are
 * compiled with mapped prefixes: `./fs/./inode.c` and `fs/inode.c` are the same file.
 */
static void normalise(char out[KMEND_SOURCE_MAX], const char *path, const char *roots)
{
	size_t used = 0;

	path += below(path, roots);
	if (*path == '/')
		out[used++] = '/';
	while (*path) {
		size_t length = strcspn(path, "/"), back = used;

		if (length == 2 && path[0] == '.' && path[1] == '.' && used > 1 && out[used - 1] == '/' &&
			(used < 3 || memcmp(out + used - 3, "../", 3) != 0)) {
			for (back--; back && out[back - 1] != '/';)
				back--;
			used = back;
		} else if (length && !(length == 1 && path[0] == '.')) {
			for (size_t i = 0; i <= length && used < KMEND_SOURCE_MAX - 1 && (i < length || path[i]); i++)
				out[used++] = path[i] < ' ' || path[i] > '~' ? '?' : path[i];
		}
		path += length + (path[length] != 0);
	}
	out[used] = 0;
}

/* A file that is named relative to where the compiler ran, from the roots. */
static void place_file(char out[KMEND_SOURCE_MAX], const char *file, Dwarf_Die *unit, const char *roots)
{
	Dwarf_Attribute attribute;
	const char *dir = dwarf_formstring(dwarf_attr(unit, DW_AT_comp_dir, &attribute));
	char *joined;

	if (*file != '/' && dir && *dir == '/' && roots) {
		joined = kmend_format("%s/%s", dir, file);
		if (joined && below(joined, roots))
			normalise(out, joined, roots);
		else
			normalise(out, file, roots);
		free(joined);
		return;
	}
	normalise(out, file, roots);
}

int kmend_symbols_line(struct kmend_symbols *symbols, uint64_t address, uint64_t from, struct kmend_line *line)
{
	const struct unit_range *range;
	Dwarf_Lines *rows;
	Dwarf_Line *row;
	Dwarf_Die unit;
	const char *file;
	size_t count;
	int number = 0;

	if (!symbols->lines.ready)
		start(symbols);
	range = symbols->lines.dwarf ? range_of(&symbols->lines, address) : NULL;
	if (!range || !dwarf_offdie(symbols->lines.dwarf, range->unit, &unit) ||
		dwarf_getsrclines(&unit, &rows, &count) != 0)
		return 0;
	row = row_of(rows, count, address, from);
	file = row ? dwarf_linesrc(row, NULL, NULL) : NULL;
	if (!file || dwarf_lineno(row, &number) != 0 || number <= 0)
		return 0;
	place_file(line->file, file, &unit, symbols->roots);
	line->line = (uint32_t)number;
	return line->file[0] != 0;
}
