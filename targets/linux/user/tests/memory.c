/*
 * Memory: mappings of all kinds, protection, faults, growth.
 */
#include <errno.h>
#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "test.h"

enum { PAGE = 4096 };

static sigjmp_buf back;
static void *volatile fault_address;

static void jump(int signal, siginfo_t *info, void *context)
{
	(void)context;
	fault_address = info->si_addr;
	siglongjmp(back, signal);
}

static void catch_faults(void)
{
	struct sigaction action = {.sa_sigaction = jump, .sa_flags = SA_SIGINFO};
	CHECK(sigaction(SIGSEGV, &action, NULL) == 0 && sigaction(SIGBUS, &action, NULL) == 0);
}

static char *anonymous(size_t pages, int protection)
{
	char *memory = mmap(NULL, pages * PAGE, protection, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	CHECK(memory != MAP_FAILED);
	return memory;
}

TEST(memory_protect, "memory-protect")
{
	catch_faults();
	char *volatile memory = anonymous(4, PROT_READ | PROT_WRITE);
	memset(memory, 'a', 4 * PAGE);
	CHECK(mprotect(memory + PAGE, PAGE, PROT_READ) == 0 && mprotect(memory + 2 * PAGE, PAGE, PROT_NONE) == 0);
	CHECK(memory[PAGE] == 'a');
	if (sigsetjmp(back, 1) == 0) {
		memory[PAGE + 5] = 'b';
		CHECK(!"a write to a read-only page");
	}
	CHECK(fault_address == memory + PAGE + 5);
	if (sigsetjmp(back, 1) == 0) {
		CHECK(memory[2 * PAGE] != 'x');
		CHECK(!"a read of a page without rights");
	}
	CHECK(fault_address == memory + 2 * PAGE);
	CHECK(mprotect(memory, 4 * PAGE, PROT_READ | PROT_WRITE) == 0 && memory[2 * PAGE] == 'a');
	CHECK_ERROR(mprotect(memory + 1, PAGE, PROT_READ), EINVAL);
}

TEST(memory_unmap, "memory-unmap")
{
	catch_faults();
	char *volatile memory = anonymous(6, PROT_READ | PROT_WRITE);
	memset(memory, 'a', 6 * PAGE);
	CHECK(munmap(memory + 2 * PAGE, 2 * PAGE) == 0 && memory[PAGE] == 'a' && memory[5 * PAGE] == 'a');
	if (sigsetjmp(back, 1) == 0) {
		memory[2 * PAGE] = 'b';
		CHECK(!"a write to nothing");
	}
	CHECK_ERROR(msync(memory, 6 * PAGE, MS_ASYNC), ENOMEM);
	CHECK(mmap(memory + 2 * PAGE, 2 * PAGE, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED_NOREPLACE, -1, 0) ==
	        memory + 2 * PAGE);
	CHECK(memory[2 * PAGE] == 0);
	CHECK(mmap(memory, PAGE, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED_NOREPLACE, -1, 0) == MAP_FAILED &&
	        errno == EEXIST);
}

TEST(memory_grow, "memory-grow")
{
	char *start = sbrk(0);
	CHECK(sbrk(10 * PAGE) == start);
	memset(start, 1, 10 * PAGE);
	CHECK(sbrk(-10 * PAGE) == start + 10 * PAGE && sbrk(0) == start);
	char *memory = anonymous(4, PROT_READ | PROT_WRITE);
	test_fill(memory, 4 * PAGE, 3);
	char *more = mremap(memory, 4 * PAGE, 64 * PAGE, MREMAP_MAYMOVE);
	CHECK(more != MAP_FAILED);
	test_same(more, 4 * PAGE, 3);
	CHECK(more[63 * PAGE] == 0 && mremap(more, 64 * PAGE, 2 * PAGE, 0) == more);
	char *elsewhere = anonymous(2, PROT_NONE);
	CHECK(mremap(more, 2 * PAGE, 2 * PAGE, MREMAP_MAYMOVE | MREMAP_FIXED, elsewhere) == elsewhere);
	test_same(elsewhere, 2 * PAGE, 3);
}

static int depth(int levels)
{
	volatile char room[PAGE];
	room[0] = (char)levels;
	return levels == 0 ? 0 : depth(levels - 1) + (room[0] == (char)levels);
}

TEST(memory_stack, "memory-stack")
{
	CHECK(depth(60) == 60);
}

TEST(memory_advice, "memory-advice")
{
	unsigned char there[8];
	char *memory = anonymous(8, PROT_READ | PROT_WRITE);
	CHECK(mincore(memory, 8 * PAGE, there) == 0 && !(there[0] & 1));
	memset(memory, 'a', 8 * PAGE);
	CHECK(mincore(memory, 8 * PAGE, there) == 0 && (there[7] & 1));
	CHECK(madvise(memory + PAGE, 3 * PAGE, MADV_DONTNEED) == 0);
	CHECK(memory[0] == 'a' && memory[PAGE] == 0 && memory[4 * PAGE] == 'a');
	CHECK(madvise(memory, 8 * PAGE, MADV_WILLNEED) == 0);
	CHECK_ERROR(madvise(memory, PAGE, 12345), EINVAL);
	CHECK(mlock(memory, 4 * PAGE) == 0 && munlock(memory, 4 * PAGE) == 0);
	CHECK(mlockall(MCL_CURRENT) == 0 && munlockall() == 0);
}

static char *shared;

static void shared_child(void)
{
	CHECK(shared[10] == 'p');
	shared[2 * PAGE] = 'c';
}

TEST(memory_shared, "memory-shared")
{
	shared = mmap(NULL, 4 * PAGE, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	CHECK(shared != MAP_FAILED);
	shared[10] = 'p';
	test_wait(test_fork(shared_child));
	CHECK(shared[2 * PAGE] == 'c');
}

TEST(memory_memfd, "memory-memfd")
{
	int fd = memfd_create("kmend", MFD_ALLOW_SEALING);
	CHECK(fd >= 0 && ftruncate(fd, 3 * PAGE) == 0);
	char *memory = mmap(NULL, 3 * PAGE, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
	CHECK(memory != MAP_FAILED);
	test_fill(memory, 3 * PAGE, 9);
	CHECK_ERROR(fcntl(fd, F_ADD_SEALS, F_SEAL_WRITE), EBUSY);
	CHECK(munmap(memory, 3 * PAGE) == 0 && fcntl(fd, F_ADD_SEALS, F_SEAL_WRITE | F_SEAL_SHRINK) == 0);
	CHECK_ERROR(write(fd, "x", 1), EPERM);
	CHECK_ERROR(ftruncate(fd, 0), EPERM);
	CHECK(fcntl(fd, F_GET_SEALS) == (F_SEAL_WRITE | F_SEAL_SHRINK));
	memory = mmap(NULL, 3 * PAGE, PROT_READ, MAP_PRIVATE, fd, 0);
	test_same(memory, 3 * PAGE, 9);
	/* Holes come back as zeroes. */
	int other = memfd_create("other", 0);
	CHECK(other >= 0 && pwrite(other, "end", 3, 2 * PAGE) == 3 &&
	        fallocate(other, FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE, 0, PAGE) == 0);
	CHECK(lseek(other, 0, SEEK_DATA) == 2 * PAGE && lseek(other, 0, SEEK_HOLE) == 0);
}

TEST(memory_many, "memory-many")
{
	enum { COUNT = 60 };
	char *memory = anonymous(COUNT, PROT_READ | PROT_WRITE);
	/* Every second page another protection: as many areas as pages. Then one again. */
	for (int i = 0; i < COUNT; i += 2)
		CHECK(mprotect(memory + i * PAGE, PAGE, PROT_READ) == 0);
	CHECK(memory[10 * PAGE] == 0);
	CHECK(mprotect(memory, COUNT * PAGE, PROT_READ | PROT_WRITE) == 0);
	memset(memory, 1, COUNT * PAGE);
	for (int i = 1; i < COUNT; i += 2)
		CHECK(munmap(memory + i * PAGE, PAGE) == 0);
	CHECK(munmap(memory, COUNT * PAGE) == 0);
}

TEST(memory_maps, "memory-maps")
{
	char text[8192];
	unsigned long start, end;
	char *memory = anonymous(5, PROT_READ);
	bool found = false;
	FILE *maps = fopen("/proc/self/maps", "r");
	CHECK(maps != NULL);
	while (fgets(text, sizeof(text), maps) != NULL)
		if (sscanf(text, "%lx-%lx r--p", &start, &end) == 2 && start <= (unsigned long)memory &&
		        end >= (unsigned long)(memory + 5 * PAGE))
			found = true;
	CHECK(found);
	fclose(maps);
	int fd = open("/proc/self/mem", O_RDWR);
	if (fd >= 0)
		CHECK(pread(fd, text, 16, (off_t)(unsigned long)memory) == 16 && text[0] == 0);
}
