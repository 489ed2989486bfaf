/* A unit of the site table and a file of the symbol table are the same when their last path components are. */
#include "harness/image/untouched.h"

#include <fcntl.h>
#include <gelf.h>
#include <libelf.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "harness/base/error.h"

#define MAX_SYMBOLS (8u << 20)
#define MAX_UNITS 65536u

struct touched {
	const char **names; /* sorted; last components of names in the image */
	size_t count;
};

static const char *last_part(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash ? slash + 1 : path;
}

static int by_name(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Sites of a unit follow one another. */
static int list_touched(struct touched *touched, const struct kmend_image *image)
{
	const char *last = NULL;

	touched->names = calloc(MAX_UNITS, sizeof *touched->names);
	if (!touched->names)
		return kmend_error_memory();
	for (uint32_t i = 0; i < image->nsites && touched->count < MAX_UNITS; i++) {
		const char *unit = kmend_image_site(image, i).unit;

		if (last && (unit == last || !strcmp(unit, last)))
			continue;
		last = unit;
		touched->names[touched->count++] = last_part(unit);
	}
	qsort(touched->names, touched->count, sizeof *touched->names, by_name);
	return 0;
}

static int keep(struct kmend_untouched *out, const char *name)
{
	out->count++;
	for (size_t i = 0; i < out->kept; i++)
		if (!strncmp(out->names[i], name, KMEND_UNTOUCHED_NAME - 1)) {
			out->count--;
			return 0;
		}
	if (out->kept == KMEND_UNTOUCHED_MAX)
		return 0;
	if (!out->names)
		out->names = calloc(KMEND_UNTOUCHED_MAX, sizeof *out->names);
	if (!out->names)
		return kmend_error_memory();
	strncpy(out->names[out->kept++], name, KMEND_UNTOUCHED_NAME - 1);
	return 0;
}

static int read_section(
	struct kmend_untouched *out, Elf *elf, Elf_Scn *section, const GElf_Shdr *header, const struct touched *touched)
{
	Elf_Data *data = elf_getdata(section, NULL);
	size_t count = header->sh_entsize ? header->sh_size / header->sh_entsize : 0;
	GElf_Sym symbol;

	for (size_t i = 0; data && i < count && i < MAX_SYMBOLS; i++) {
		const char *name, *part;

		if (!gelf_getsym(data, (int)i, &symbol) || GELF_ST_TYPE(symbol.st_info) != STT_FILE)
			continue;
		name = elf_strptr(elf, header->sh_link, symbol.st_name);
		if (!name || !*name || *name == '<')
			continue;
		out->has_files = 1;
		part = last_part(name);
		if (!bsearch(&part, touched->names, touched->count, sizeof *touched->names, by_name) &&
			keep(out, name) < 0)
			return -1;
	}
	return 0;
}

static int read_all(struct kmend_untouched *out, Elf *elf, const struct touched *touched)
{
	Elf_Scn *section = NULL;
	GElf_Shdr header;

	while ((section = elf_nextscn(elf, section)))
		if (gelf_getshdr(section, &header) && header.sh_type == SHT_SYMTAB &&
			read_section(out, elf, section, &header, touched) < 0)
			return -1;
	return 0;
}

int kmend_untouched_read(struct kmend_untouched *out, const char *path, const struct kmend_image *image)
{
	struct touched touched = { 0 };
	int fd = open(path, O_RDONLY | O_CLOEXEC), result = -1;
	Elf *elf = NULL;

	*out = (struct kmend_untouched){ 0 };
	if (fd < 0)
		return kmend_error_errno("%s", path);
	if (elf_version(EV_CURRENT) != EV_NONE)
		elf = elf_begin(fd, ELF_C_READ, NULL);
	if (!elf)
		kmend_error("%s: not a usable ELF image", path);
	else if (list_touched(&touched, image) == 0)
		result = read_all(out, elf, &touched);
	out->touched = touched.count;
	free(touched.names);
	elf_end(elf);
	close(fd);
	return result;
}

void kmend_untouched_release(struct kmend_untouched *untouched)
{
	free(untouched->names);
	*untouched = (struct kmend_untouched){ 0 };
}
