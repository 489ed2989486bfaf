/*
 * Symbols and source lines of an ELF file, DWARF included, and the programs of components inside it. Whatever the file says: names are
 * printable and fit, an address lies in the function that is found for it, and a line has a file.
 */
#include <fcntl.h>
#include <sys/mman.h>

#include "harness/image/image.h"
#include "harness/image/symbols.h"
#include "tests/fuzz/require.h"

static void check_line(struct kmend_symbols *symbols, uint64_t address, uint64_t from)
{
	struct kmend_line line;

	if (!kmend_symbols_line(symbols, address, from, &line))
		return;
	require(line.line != 0, "a line has a number");
	require(memchr(line.file, 0, sizeof line.file) != NULL, "the name of a file ends");
	require_printable(line.file, "the name of a file is printable");
}

static void check_at(struct kmend_symbols *symbols, uint64_t address)
{
	const struct kmend_symbol *symbol = kmend_symbols_at(symbols, address), *first;

	check_line(symbols, address, symbol ? symbol->address : address);
	if (!symbol)
		return;
	require(symbol->reach >= 1 && address >= symbol->address && address - symbol->address < symbol->reach,
		"the address lies in the function");
	require(*symbol->name && strlen(symbol->name) < KMEND_SYMBOL_MAX, "a name that fits");
	require_printable(symbol->name, "a printable name");
	require(kmend_symbols_named(symbols, symbol->name, strlen(symbol->name), &first) > 0,
		"it is found by its name");
	check_line(symbols, symbol->address, symbol->address);
	check_line(symbols, symbol->address + symbol->reach - 1, symbol->address);
}

static void check(struct kmend_symbols *symbols)
{
	const struct kmend_symbol *first;

	for (uint64_t address = 0; address < 0x400; address += 7)
		check_at(symbols, address);
	for (uint64_t address = 0x100000; address < 0x100400; address += 5)
		check_at(symbols, address);
	check_at(symbols, 0xffffffff80000000u);
	check_at(symbols, UINT64_MAX);
	if (kmend_symbols_named(symbols, "main", 4, &first))
		check_at(symbols, first->address);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	int fd = memfd_create("image", MFD_CLOEXEC);
	struct kmend_symbols *symbols = NULL, *part = NULL;
	struct kmend_image *image = NULL;
	char path[64];

	require(fd >= 0 && (!size || write(fd, data, size) == (ssize_t)size), "a file");
	snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
	if (kmend_symbols_open(&symbols, path, "/src\n/src/deep") < 0) {
		require_printable(kmend_error_text(), "one printable line");
	} else {
		check(symbols);
		if (kmend_symbols_part(&part, symbols, "pm") == 1) {
			check(part);
			kmend_symbols_free(part);
		}
		kmend_symbols_free(symbols);
	}
	if (kmend_image_open(&image, path) == 0)
		kmend_image_free(image);
	close(fd);
	return 0;
}
