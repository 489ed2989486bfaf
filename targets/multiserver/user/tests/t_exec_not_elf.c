/* exec believes nothing in a program file: each broken header is refused before the old program goes. */
#include "test.h"

#define FILE_NAME "/tmp/not_elf"

struct elf {
	uint8_t ident[16];
	uint16_t type, machine;
	uint32_t version;
	uint64_t entry, phoff, shoff;
	uint32_t flags;
	uint16_t ehsize, phentsize, phnum, shentsize, shnum, shstrndx;
	struct {
		uint32_t type, flags;
		uint64_t offset, vaddr, paddr, filesz, memsz, align;
	} segment[5];
	uint8_t code[8];
};

/* A program that would run, if it were not for what the caller changes in it. */
static struct elf good(void)
{
	struct elf e = {
		.ident = { 0x7f, 'E', 'L', 'F', 2, 1, 1 },
		.type = 2,
		.machine = 62,
		.version = 1,
		.entry = 0x400000 + offsetof(struct elf, code),
		.phoff = 64,
		.ehsize = 64,
		.phentsize = 56,
		.phnum = 2,
	};

	e.segment[0].type = 1;
	e.segment[0].flags = 5;
	e.segment[0].vaddr = 0x400000;
	e.segment[0].filesz = e.segment[0].memsz = sizeof(e);
	e.segment[1].type = 1;
	e.segment[1].flags = 6;
	e.segment[1].vaddr = 0x402000;
	e.segment[1].memsz = 16;
	e.code[0] = 0x0f; /* ud2: the program says that it ran by SIGILL */
	e.code[1] = 0x0b;
	return e;
}

static int fd;

/* The error of exec. */
static int try(const struct elf *e)
{
	char *argv[] = { FILE_NAME, NULL };

	CHECK(lseek(fd, 0, SEEK_SET) == 0);
	CHECK(write(fd, e, sizeof(*e)) == sizeof(*e));
	CHECK(execv(FILE_NAME, argv) == -1);
	return errno;
}

static void run_good(void)
{
	struct elf e = good();

	try(&e);
}

#define REFUSED(change)                    \
	do {                               \
		struct elf e = good();     \
		e.change;                  \
		CHECK(try(&e) == ENOEXEC); \
	} while (0)

int main(void)
{
	fd = open(FILE_NAME, O_WRONLY | O_CREAT | O_TRUNC, 0755);
	CHECK(fd >= 0);
	REFUSED(ident[0] = 0);
	REFUSED(type = 3);
	REFUSED(machine = 3);
	REFUSED(ehsize = 63);
	REFUSED(phentsize = 55);
	REFUSED(phnum = 0);
	REFUSED(phnum = 17);
	REFUSED(phoff = 8);
	REFUSED(phoff = 100000);
	REFUSED(entry = 0x402000);
	REFUSED(entry = 0x500000);
	REFUSED(segment[0].filesz = 4096);
	REFUSED(segment[0].offset = 1 << 20);
	REFUSED(segment[0].vaddr = 4096);
	REFUSED(segment[0].flags = 0);
	REFUSED(segment[1].vaddr = 0x400010);
	REFUSED(segment[1].memsz = 1ul << 40);
	REFUSED(segment[1].type = 3);
	CHECK(ftruncate(fd, 20) == 0);
	CHECK_ERROR(execv(FILE_NAME, (char *[]){ "x", NULL }), ENOEXEC);
	CHECK(test_in_child(run_good) == SIGILL);
	CHECK(close(fd) == 0 && unlink(FILE_NAME) == 0);
	return 0;
}
