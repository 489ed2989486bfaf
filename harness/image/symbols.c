/* The function symbols of an ELF file, sorted twice: by name for what a guest says, by address for what it points to. */
#include "harness/image/symbols.h"

#include <errno.h>
#include <fcntl.h>
#include <gelf.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "harness/base/buf.h"
#include "harness/base/error.h"
#include "harness/base/file.h"
#include "harness/image/symbols_private.h"

#define MAX_SYMBOLS (4u << 20)

/* Names that can be shown and told apart in a log: no spaces, no control characters; no labels of the assembler. */
static int name_is_good(const char *name)
{
	size_t length = 0;

	for (; name[length]; length++)
		if (length == KMEND_SYMBOL_MAX - 1 || name[length] <= ' ' || name[length] > '~')
			return 0;
	return length && name[0] != '.';
}

static int add(struct kmend_symbols *s, const char *name, const GElf_Sym *symbol, const GElf_Shdr *section)
{
	if (s->count == s->room) {
		size_t room = s->room ? s->room * 2 : 4096;
		struct kmend_symbol *list = realloc(s->by_name, room * sizeof *list);

		if (!list)
			return kmend_error("out of memory for symbols");
		s->by_name = list;
		s->room = room;
	}
	s->by_name[s->count++] = (struct kmend_symbol){ .name = name,
		.address = symbol->st_value,
		.size = symbol->st_size,
		.reach = section->sh_addr + section->sh_size - symbol->st_value };
	return 0;
}

static int read_symbol(struct kmend_symbols *s, const GElf_Sym *symbol, size_t strings)
{
	int type = GELF_ST_TYPE(symbol->st_info);
	GElf_Shdr section;
	const char *name;

	if ((type != STT_FUNC && type != STT_NOTYPE) || symbol->st_shndx == SHN_UNDEF ||
		symbol->st_shndx >= SHN_LORESERVE)
		return 0;
	if (!gelf_getshdr(elf_getscn(s->elf, symbol->st_shndx), &section) || !(section.sh_flags & SHF_EXECINSTR) ||
		symbol->st_value < section.sh_addr || symbol->st_value - section.sh_addr >= section.sh_size)
		return 0;
	name = elf_strptr(s->elf, strings, symbol->st_name);
	return name && name_is_good(name) ? add(s, name, symbol, &section) : 0;
}

static int read_table(struct kmend_symbols *s, Elf_Scn *section, const GElf_Shdr *header)
{
	Elf_Data *data = elf_getdata(section, NULL);
	size_t count = header->sh_entsize ? header->sh_size / header->sh_entsize : 0;
	GElf_Sym symbol;

	if (!data || count > MAX_SYMBOLS)
		return 0;
	for (size_t i = 0; i < count && gelf_getsym(data, (int)i, &symbol); i++)
		if (read_symbol(s, &symbol, header->sh_link) < 0)
			return -1;
	return 0;
}

static int compare_names(const void *a, const void *b)
{
	const struct kmend_symbol *x = a, *y = b;
	int order = strcmp(x->name, y->name);

	return order ? order : (x->address > y->address) - (x->address < y->address);
}

static int compare_addresses(const void *a, const void *b)
{
	const struct kmend_symbol *x = a, *y = b;

	if (x->address != y->address)
		return x->address < y->address ? -1 : 1;
	return strcmp(x->name, y->name);
}

/* Sorts, and cuts the reach of each symbol at the next one. Of several at one address the first name stands for all. */
static int make_index(struct kmend_symbols *s)
{
	size_t kept = 0;

	if (!s->count)
		return 0;
	s->by_address = malloc(s->count * sizeof *s->by_address);
	if (!s->by_address)
		return kmend_error("out of memory for symbols");
	qsort(s->by_name, s->count, sizeof *s->by_name, compare_addresses);
	for (size_t i = s->count - 1; i-- > 0;) {
		const struct kmend_symbol *next = &s->by_name[i + 1];
		uint64_t gap = next->address - s->by_name[i].address;

		if (!gap)
			s->by_name[i].reach = next->reach;
		else if (gap < s->by_name[i].reach)
			s->by_name[i].reach = gap;
	}
	for (size_t i = 0; i < s->count; i++)
		if (!kept || s->by_address[kept - 1].address != s->by_name[i].address)
			s->by_address[kept++] = s->by_name[i];
	s->addresses = kept;
	qsort(s->by_name, s->count, sizeof *s->by_name, compare_names);
	return 0;
}

static int read_all(struct kmend_symbols *s, const char *what)
{
	Elf_Scn *section = NULL;
	GElf_Ehdr header;
	GElf_Shdr one;

	if (!s->elf || elf_kind(s->elf) != ELF_K_ELF || !gelf_getehdr(s->elf, &header) ||
		header.e_ident[EI_DATA] != ELFDATA2LSB)
		return kmend_error("%s: not a usable ELF image", what);
	while ((section = elf_nextscn(s->elf, section)))
		if (gelf_getshdr(section, &one) && one.sh_type == SHT_SYMTAB && read_table(s, section, &one) < 0)
			return -1;
	return make_index(s);
}

/* Each of them gets a slash at its end. */
static int read_roots(struct kmend_symbols *s, const char *roots)
{
	struct kmend_buf out = KMEND_BUF_INIT;
	int failed = 0;

	for (const char *at = roots; *at && !failed; at += strspn(at, "\n")) {
		size_t n = strcspn(at, "\n");

		failed = kmend_buf_printf(&out, "%s%.*s%s", out.size ? "\n" : "", (int)n, at,
				 n && at[n - 1] == '/' ? "" : "/") < 0;
		at += n;
	}
	if (failed)
		kmend_buf_release(&out);
	s->roots = out.data;
	return failed ? kmend_error("out of memory for symbols") : 0;
}

int kmend_symbols_open(struct kmend_symbols **out, const char *path, const char *roots)
{
	struct kmend_symbols *s = calloc(1, sizeof *s);

	*out = NULL;
	if (!s)
		return kmend_error("out of memory for symbols");
	s->fd = open(path, O_RDONLY | O_CLOEXEC);
	if (s->fd < 0) {
		kmend_error("%s: %s", path, strerror(errno));
		goto fail;
	}
	if (roots && *roots && read_roots(s, roots) < 0)
		goto fail;
	if (elf_version(EV_CURRENT) == EV_NONE) {
		kmend_error("libelf is of another version");
		goto fail;
	}
	s->elf = elf_begin(s->fd, ELF_C_READ_MMAP, NULL);
	if (read_all(s, path) < 0)
		goto fail;
	*out = s;
	return 0;
fail:
	kmend_symbols_free(s);
	return -1;
}

/* The raw bytes of the section KMEND_PART_SECTION and COMPONENT; NULL: there is none. */
static Elf_Data *part_of(Elf *elf, const char *component)
{
	size_t names, prefix = strlen(KMEND_PART_SECTION);
	Elf_Scn *section = NULL;
	GElf_Shdr header;

	if (elf_getshdrstrndx(elf, &names))
		return NULL;
	while ((section = elf_nextscn(elf, section))) {
		const char *name = gelf_getshdr(section, &header) ? elf_strptr(elf, names, header.sh_name) : NULL;

		if (name && header.sh_type == SHT_PROGBITS && strncmp(name, KMEND_PART_SECTION, prefix) == 0 &&
			strcmp(name + prefix, component) == 0)
			return elf_rawdata(section, NULL);
	}
	return NULL;
}

int kmend_symbols_part(struct kmend_symbols **out, const struct kmend_symbols *image, const char *component)
{
	Elf_Data *data = part_of(image->elf, component);
	struct kmend_symbols *s;

	*out = NULL;
	if (!data || !data->d_buf || !data->d_size)
		return 0;
	s = calloc(1, sizeof *s);
	if (!s)
		return kmend_error("out of memory for symbols");
	s->fd = -1;
	s->bytes = malloc(data->d_size);
	s->roots = image->roots ? strdup(image->roots) : NULL;
	if (!s->bytes || (image->roots && !s->roots)) {
		kmend_symbols_free(s);
		return kmend_error("out of memory for symbols");
	}
	memcpy(s->bytes, data->d_buf, data->d_size);
	s->elf = elf_memory(s->bytes, data->d_size);
	if (read_all(s, component) < 0) {
		kmend_symbols_free(s);
		return -1;
	}
	*out = s;
	return 1;
}

void kmend_symbols_free(struct kmend_symbols *s)
{
	if (!s)
		return;
	image_lines_release(&s->lines);
	if (s->elf)
		elf_end(s->elf);
	if (s->fd >= 0)
		close(s->fd);
	free(s->by_name);
	free(s->by_address);
	free(s->bytes);
	free(s->roots);
	free(s);
}

/* Like strcmp() of a symbol's name with LENGTH bytes. */
static int compare_text(const char *name, const char *text, size_t length)
{
	int order = strncmp(name, text, length);

	return order ? order : name[length] != 0;
}

size_t kmend_symbols_named(
	const struct kmend_symbols *s, const char *name, size_t length, const struct kmend_symbol **first)
{
	size_t low = 0, high = s->count, count = 0;

	*first = NULL;
	if (!length || length >= KMEND_SYMBOL_MAX || memchr(name, 0, length))
		return 0;
	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (compare_text(s->by_name[middle].name, name, length) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	while (low + count < s->count && compare_text(s->by_name[low + count].name, name, length) == 0)
		count++;
	if (count)
		*first = &s->by_name[low];
	return count;
}

const struct kmend_symbol *kmend_symbols_at(const struct kmend_symbols *s, uint64_t address)
{
	size_t low = 0, high = s->addresses;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (s->by_address[middle].address <= address)
			low = middle + 1;
		else
			high = middle;
	}
	if (!low || address - s->by_address[low - 1].address >= s->by_address[low - 1].reach)
		return NULL;
	return &s->by_address[low - 1];
}
