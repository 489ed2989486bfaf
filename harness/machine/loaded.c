#include "harness/machine/loaded.h"

#include <elf.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "harness/base/error.h"
#include "harness/base/file.h"
#include "harness/machine/memfile.h"

#define SEARCHED 8192u /* a multiboot header lies in so many bytes from the beginning of the file */
#define MAGIC 0x1badb002u
#define SEGMENTS_MAX 64u
#define ALIGNMENT 16u

/* ---- is it one? ----------------------------------------------------------------------------------------------- */

struct source {
	int fd;
	Elf64_Ehdr head;
	Elf64_Phdr segments[SEGMENTS_MAX];
	unsigned count;
	int has_pvh; /* a note that QEMU starts a 64-bit file by */
};

static int read_at(int fd, void *to, size_t size, uint64_t at)
{
	return at <= INT64_MAX && pread(fd, to, size, (off_t)at) == (ssize_t)size;
}

/* XEN_ELFNOTE_PHYS32_ENTRY of owner "Xen" among the notes of a segment. */
static int notes_have_pvh(int fd, const Elf64_Phdr *segment)
{
	union {
		Elf64_Nhdr note;
		char bytes[4096];
	} notes;
	uint64_t size = segment->p_filesz < sizeof notes ? segment->p_filesz : sizeof notes, at = 0;

	if (!read_at(fd, &notes, size, segment->p_offset))
		return 0;
	while (at + sizeof(Elf64_Nhdr) + 4 <= size) {
		Elf64_Nhdr note;

		memcpy(&note, notes.bytes + at, sizeof note);
		if (note.n_type == 18 && note.n_namesz == 4 && !memcmp(notes.bytes + at + sizeof note, "Xen", 4))
			return 1;
		at += sizeof note + (((uint64_t)note.n_namesz + 3) & ~UINT64_C(3)) +
			(((uint64_t)note.n_descsz + 3) & ~UINT64_C(3));
	}
	return 0;
}

static int is_elf64(const struct source *s)
{
	return !memcmp(s->head.e_ident, ELFMAG, SELFMAG) && s->head.e_ident[EI_CLASS] == ELFCLASS64 &&
		s->head.e_ident[EI_DATA] == ELFDATA2LSB && s->head.e_machine == EM_X86_64 &&
		s->head.e_phentsize == sizeof(Elf64_Phdr);
}

/* Keeps the segments that are loaded. */
static int read_segments(struct source *s)
{
	if (!read_at(s->fd, &s->head, sizeof s->head, 0) || !is_elf64(s))
		return 0;
	for (unsigned i = 0; i < s->head.e_phnum && s->count < SEGMENTS_MAX; i++) {
		Elf64_Phdr *segment = &s->segments[s->count];

		if (!read_at(s->fd, segment, sizeof *segment, s->head.e_phoff + i * sizeof *segment))
			return 0;
		if (segment->p_type == PT_NOTE && notes_have_pvh(s->fd, segment))
			s->has_pvh = 1;
		s->count += segment->p_type == PT_LOAD && segment->p_memsz;
	}
	return s->count > 0;
}

/* The place of a multiboot header in the first bytes of the segment; -1: there is none. */
static int header_in(int fd, const Elf64_Phdr *segment)
{
	uint32_t words[SEARCHED / 4] = { 0 };
	const uint64_t size = segment->p_filesz < SEARCHED ? segment->p_filesz : SEARCHED;

	if (!read_at(fd, words, size, segment->p_offset))
		return -1;
	for (unsigned i = 0; i + 2 < SEARCHED / 4; i++)
		if (words[i] == MAGIC && words[i] + words[i + 1] + words[i + 2] == 0)
			return (int)i * 4;
	return -1;
}

/* ---- the copy ------------------------------------------------------------------------------------------------- */

struct copy {
	struct kmend_buf file;
	unsigned first; /* segment with the header */
	Elf32_Phdr segments[SEGMENTS_MAX];
};

static uint64_t physical_entry(const struct source *s)
{
	for (unsigned i = 0; i < s->count; i++)
		if (s->head.e_entry - s->segments[i].p_vaddr < s->segments[i].p_filesz)
			return s->head.e_entry - s->segments[i].p_vaddr + s->segments[i].p_paddr;
	return s->head.e_entry;
}

/* Appends bytes of the source, or zeros when `from` is NULL. */
static int append(struct copy *copy, const struct source *from, uint64_t at, uint64_t size)
{
	char chunk[65536] = { 0 };

	while (size) {
		const size_t now = size < sizeof chunk ? size : sizeof chunk;

		if (from && !read_at(from->fd, chunk, now, at))
			return kmend_error("a segment of the image ends past the end of the file");
		if (kmend_buf_append(&copy->file, chunk, now) < 0)
			return kmend_error_memory();
		at += now;
		size -= now;
	}
	return 0;
}

static int add_segment(struct copy *copy, const struct source *s, unsigned number)
{
	const Elf64_Phdr *is = &s->segments[number];

	if (append(copy, NULL, 0, -copy->file.size % ALIGNMENT) < 0)
		return -1;
	if (is->p_paddr > UINT32_MAX || is->p_memsz > UINT32_MAX - is->p_paddr || is->p_filesz > is->p_memsz ||
		is->p_filesz > KMEND_IMAGE_MAX_BYTES - copy->file.size)
		return kmend_error(
			"a kernel with a multiboot header must be loaded below 4 GiB: a segment is at 0x%llx",
			(unsigned long long)is->p_paddr);
	copy->segments[number] = (Elf32_Phdr){ .p_type = PT_LOAD,
		.p_offset = (Elf32_Off)copy->file.size,
		.p_vaddr = (Elf32_Addr)is->p_paddr,
		.p_paddr = (Elf32_Addr)is->p_paddr,
		.p_filesz = (Elf32_Word)is->p_filesz,
		.p_memsz = (Elf32_Word)is->p_memsz,
		.p_flags = is->p_flags,
		.p_align = ALIGNMENT };
	return append(copy, s, is->p_offset, is->p_filesz);
}

static int make(struct copy *copy, const struct source *s)
{
	const Elf32_Ehdr head = { .e_ident = { ELFMAG0, ELFMAG1, ELFMAG2, ELFMAG3, ELFCLASS32, ELFDATA2LSB,
					  EV_CURRENT },
		.e_type = ET_EXEC,
		.e_machine = EM_386,
		.e_version = EV_CURRENT,
		.e_entry = (Elf32_Addr)physical_entry(s),
		.e_phoff = sizeof head,
		.e_ehsize = sizeof head,
		.e_phentsize = sizeof(Elf32_Phdr),
		.e_phnum = (Elf32_Half)s->count };
	const size_t table = s->count * sizeof copy->segments[0];

	if (physical_entry(s) > UINT32_MAX)
		return kmend_error("the entry of a kernel with a multiboot header must be below 4 GiB, it is 0x%llx",
			(unsigned long long)s->head.e_entry);
	if (append(copy, NULL, 0, sizeof head + table) < 0 || add_segment(copy, s, copy->first) < 0)
		return -1;
	for (unsigned i = 0; i < s->count; i++)
		if (i != copy->first && add_segment(copy, s, i) < 0)
			return -1;
	memcpy(copy->file.data, &head, sizeof head);
	memcpy(copy->file.data + sizeof head, copy->segments, table);
	return 0;
}

static int copy_of(struct loaded *loaded, const struct source *s)
{
	struct copy copy = { .file = KMEND_BUF_INIT };

	while (copy.first < s->count && header_in(s->fd, &s->segments[copy.first]) < 0)
		copy.first++;
	if (copy.first == s->count)
		return 0;
	if (make(&copy, s) == 0)
		loaded->image = memfile_of("kmend-image", copy.file.data, copy.file.size);
	kmend_buf_release(&copy.file);
	return loaded->image < 0 ? -1 : 0;
}

static int open_image(struct loaded *loaded, const struct machine_config *config, int prepared)
{
	struct source s = { .fd = prepared };
	int result = 0;

	if (!strcmp(config->settings.machine ? config->settings.machine : "", "microvm"))
		return 0;
	if (prepared < 0)
		s.fd = open(config->image_path, O_RDONLY | O_CLOEXEC);
	if (s.fd < 0)
		return kmend_error("%s: %s", config->image_path, strerror(errno));
	if (read_segments(&s) && !s.has_pvh)
		result = copy_of(loaded, &s);
	if (prepared < 0)
		close(s.fd);
	return result;
}

/* ---- both ----------------------------------------------------------------------------------------------------- */

static int open_initrd(struct loaded *loaded, const struct machine_config *config)
{
	const struct kmend_machine_settings *settings = &config->settings;
	const char *image = settings->image ? settings->image : "";
	char *path;
	int result = 0;

	if (kmend_target_file_path(&path, settings->initrd, image, config->image_path) < 0)
		return -1;
	if (path)
		loaded->initrd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	if (path && loaded->initrd < 0)
		result = kmend_error("%s: %s", path, strerror(errno));
	free(path);
	return result;
}

int loaded_open(struct loaded *loaded, const struct machine_config *config, int prepared)
{
	*loaded = (struct loaded)LOADED_INIT;
	if (config->settings.boot && !strcmp(config->settings.boot, "disk"))
		return 0;
	return open_initrd(loaded, config) < 0 ? -1 : open_image(loaded, config, prepared);
}

void loaded_release(struct loaded *loaded)
{
	if (loaded->image >= 0)
		close(loaded->image);
	if (loaded->initrd >= 0)
		close(loaded->initrd);
	*loaded = (struct loaded)LOADED_INIT;
}
