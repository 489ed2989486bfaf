#include "harness/image/footprint.h"

#include <errno.h>
#include <fcntl.h>
#include <gelf.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "harness/base/error.h"
#include "harness/image/symbols.h"
#include "recovery-rt/include/kmend/abi.h"

#define PAGE 4096u
#define SEGMENTS_MAX 64u
#define BYTES_MAX (UINT64_C(1) << 40) /* of a segment; more is not one */

static uint64_t whole_pages(uint64_t bytes)
{
	return (bytes + PAGE - 1) / PAGE * PAGE;
}

/* The header of the component, which lies at the start of its first segment; all zero: the program has none. */
static void read_header(struct kmend_header *header, const char *bytes, size_t size, const GElf_Phdr *segment)
{
	memset(header, 0, sizeof *header);
	if (segment->p_offset > size || size - segment->p_offset < sizeof *header)
		return;
	memcpy(header, bytes + segment->p_offset, sizeof *header);
	if (header->magic != KMEND_HEADER_MAGIC || header->version != KMEND_ABI_VERSION)
		memset(header, 0, sizeof *header);
}

static int unusable(const char *component)
{
	return kmend_error("the program of %.32s in the image is not usable", component);
}

static int add_segments(struct kmend_footprint *footprint, Elf *elf, const char *bytes, size_t size)
{
	struct kmend_header header = { 0 };
	GElf_Phdr segment;
	size_t count;

	if (elf_kind(elf) != ELF_K_ELF || elf_getphdrnum(elf, &count) || count > SEGMENTS_MAX)
		return unusable(footprint->component);
	for (size_t i = 0; i < count; i++) {
		if (!gelf_getphdr(elf, (int)i, &segment) || segment.p_memsz > BYTES_MAX)
			return unusable(footprint->component);
		if (segment.p_type != PT_LOAD)
			continue;
		if (!header.magic)
			read_header(&header, bytes, size, &segment);
		if (header.magic && header.runtime_end > header.runtime_start &&
			segment.p_vaddr == header.runtime_start) {
			footprint->runtime += whole_pages(segment.p_memsz);
			continue;
		}
		footprint->program += whole_pages(segment.p_memsz);
		if (segment.p_flags & PF_W)
			footprint->writable += whole_pages(segment.p_memsz);
	}
	if (header.stack_high > header.stack_low && header.stack_high - header.stack_low <= BYTES_MAX) {
		footprint->program += whole_pages(header.stack_high - header.stack_low);
		footprint->writable += whole_pages(header.stack_high - header.stack_low);
	}
	return 0;
}

/* libelf wants to write to what it reads: a copy. */
static int measure(struct kmend_footprint *footprint, const Elf_Data *data)
{
	char *bytes = malloc(data->d_size);
	Elf *elf = NULL;
	int result;

	if (!bytes)
		return kmend_error_memory();
	memcpy(bytes, data->d_buf, data->d_size);
	elf = elf_memory(bytes, data->d_size);
	result = elf ? add_segments(footprint, elf, bytes, data->d_size) : unusable(footprint->component);
	if (elf)
		elf_end(elf);
	free(bytes);
	return result;
}

static int each_part(Elf *elf, int (*each)(const struct kmend_footprint *footprint, void *context), void *context)
{
	const size_t prefix = strlen(KMEND_PART_SECTION);
	Elf_Scn *section = NULL;
	GElf_Shdr header;
	size_t names;
	int result = 0;

	if (!elf || elf_kind(elf) != ELF_K_ELF || elf_getshdrstrndx(elf, &names))
		return kmend_error("not a usable ELF image");
	while (result == 0 && (section = elf_nextscn(elf, section))) {
		const char *name = gelf_getshdr(section, &header) ? elf_strptr(elf, names, header.sh_name) : NULL;
		struct kmend_footprint footprint = { 0 };
		const Elf_Data *data;

		if (!name || header.sh_type != SHT_PROGBITS || strncmp(name, KMEND_PART_SECTION, prefix) != 0)
			continue;
		footprint.component = name + prefix;
		data = elf_rawdata(section, NULL);
		if (!data || !data->d_buf || !data->d_size)
			continue;
		result = measure(&footprint, data);
		if (result == 0)
			result = each(&footprint, context);
	}
	return result;
}

int kmend_footprints(
	const char *path, int (*each)(const struct kmend_footprint *footprint, void *context), void *context)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC), result;
	Elf *elf;

	if (fd < 0)
		return kmend_error_errno("%s", path);
	elf = elf_version(EV_CURRENT) == EV_NONE ? NULL : elf_begin(fd, ELF_C_READ_MMAP, NULL);
	result = each_part(elf, each, context);
	if (elf)
		elf_end(elf);
	close(fd);
	return result;
}
