/*
 * A small kernel that knows nothing of kmend: it boots (PVH), prints to the first serial port, tests its own parts and
 * reports each test in a line. A test that takes an exception has failed, and the next one runs; an exception outside of a
 * test is a panic; after too many failures it gives up. Page 0 is not mapped.
 */
#include <stddef.h>
#include <stdint.h>

/* ---- boot: paging with page 0 missing, a stack, segments ---- */

#ifdef MULTIBOOT
__asm__(".section .multiboot, \"a\"\n"
	".balign 4\n"
	".long 0x1badb002, 0, -0x1badb002\n");
#else
__asm__(".section .note.pvh, \"a\", @note\n"
	".long 4, 4, 18\n"
	".asciz \"Xen\"\n"
	".long start\n");
#endif

__asm__(".data\n"
	".balign 8\n"
#ifdef __x86_64__
	"gdt: .quad 0, 0x00af9a000000ffff, 0x00cf92000000ffff\n"
#else
	"gdt: .quad 0, 0x00cf9a000000ffff, 0x00cf92000000ffff\n"
#endif
	"gdt_pointer: .short 23\n"
	".long gdt, 0\n"
	".balign 4096\n"
#ifdef __x86_64__
	"top: .quad pointers + 3\n.fill 511, 8, 0\n"
	"pointers: .quad directory + 3\n.fill 511, 8, 0\n"
	"directory: .quad table + 3\ni = 1\n.rept 511\n.quad i * 0x200000 + 0x83\ni = i + 1\n.endr\n"
	"table: .quad 0\ni = 1\n.rept 511\n.quad i * 4096 + 3\ni = i + 1\n.endr\n"
#else
	"top: .long table + 3\ni = 1\n.rept 1023\n.long i * 0x400000 + 0x83\ni = i + 1\n.endr\n"
	"table: .long 0\ni = 1\n.rept 1023\n.long i * 4096 + 3\ni = i + 1\n.endr\n"
#endif
	".bss\n"
	".balign 16\n"
	"stack: .skip 16384\n"
	"stack_end:\n"
	".text\n"
	".code32\n"
	".globl start\n"
	"start: cld\n"
	"	cli\n"
	"	mov $stack_end, %esp\n"
	"	mov %cr4, %eax\n"
	"	or $0x30, %eax\n" /* large pages, and wide entries in long mode */
#ifndef __x86_64__
	"	and $~0x20, %eax\n"
#endif
	"	mov %eax, %cr4\n"
	"	mov $top, %eax\n"
	"	mov %eax, %cr3\n"
#ifdef __x86_64__
	"	mov $0xc0000080, %ecx\n"
	"	rdmsr\n"
	"	or $0x100, %eax\n"
	"	wrmsr\n"
#endif
	"	mov %cr0, %eax\n"
	"	or $0x80010000, %eax\n"
	"	mov %eax, %cr0\n"
	"	lgdt gdt_pointer\n"
	"	ljmp $8, $flat\n"
#ifdef __x86_64__
	".code64\n"
#endif
	"flat: mov $16, %eax\n"
	"	mov %eax, %ds\n"
	"	mov %eax, %es\n"
	"	mov %eax, %ss\n"
	"	call kernel\n"
	"	jmp halt\n");

/* ---- exceptions: one stub a vector, all of them end in exception() ---- */

#ifdef __x86_64__
#define PASS_VECTOR "pop %rdi\nand $-16, %rsp\n"
#else
#define PASS_VECTOR ""
#endif

__asm__(".balign 16\n"
	"stubs: i = 0\n"
	".rept 32\n"
	".balign 16\n"
	"push $i\n"
	"jmp stub_end\n"
	"i = i + 1\n"
	".endr\n"
	"stub_end: " PASS_VECTOR "call exception\n"
	".globl halt\n"
	"halt: cli\n"
	"1: hlt\n"
	"jmp 1b\n");

extern const char stubs[];
_Noreturn void halt(void);

struct gate {
	uint16_t low, selector;
	uint8_t zero, type;
	uint16_t high;
#ifdef __x86_64__
	uint32_t top, reserved;
#endif
};

static struct gate gates[33];

static void exceptions_start(void)
{
	struct {
		uint16_t limit;
		const void *base;
	} __attribute__((packed)) pointer = { sizeof gates - 1, gates };

	for (int i = 0; i < 32; i++) {
		uintptr_t stub = (uintptr_t)stubs + 16 * (uintptr_t)i;

		gates[i].low = (uint16_t)stub;
		gates[i].selector = 8;
		gates[i].type = 0x8e;
		gates[i].high = (uint16_t)(stub >> 16);
	}
	__asm__ volatile("lidt %0" : : "m"(pointer));
}

/* ---- a clock that interrupts a thousand times a second, on machines that have one ---- */

#ifdef TIMER
static void put_port(unsigned port, uint8_t value)
{
	__asm__ volatile("outb %0, %w1" : : "a"(value), "d"(port));
}

extern const char tick_stub[];
__asm__("tick_stub: pusha\n"
	"cld\n"
	"call tick\n"
	"popa\n"
	"iret\n");

static volatile unsigned ticks;

void tick(void);
void tick(void)
{
	ticks++;
	put_port(0x20, 0x20);
}

static void timer_start(void)
{
	static const uint8_t controllers[][2] = { { 0x20, 0x11 }, { 0x21, 32 }, { 0x21, 4 }, { 0x21, 1 },
		{ 0xa0, 0x11 }, { 0xa1, 40 }, { 0xa1, 2 }, { 0xa1, 1 }, { 0x21, 0xfe }, { 0xa1, 0xff } };

	gates[32] = gates[0];
	gates[32].low = (uint16_t)(uintptr_t)tick_stub;
	gates[32].high = (uint16_t)((uintptr_t)tick_stub >> 16);
	for (unsigned i = 0; i < sizeof controllers / sizeof controllers[0]; i++)
		put_port(controllers[i][0], controllers[i][1]);
	put_port(0x43, 0x34);
	put_port(0x40, 1193 & 0xff);
	put_port(0x40, 1193 >> 8);
	__asm__ volatile("sti");
}

static void wait_ticks(unsigned count)
{
	for (unsigned from = ticks; ticks - from < count;)
		;
}
#else
static void timer_start(void)
{
}

static void wait_ticks(unsigned count)
{
	(void)count;
}
#endif

/* ---- a trap after every instruction, every STEP-th of which runs C (32-bit) ---- */

#ifdef STEP
extern const char step_stub[];
#define STRING(x) #x
#define TEXT(x) STRING(x)
__asm__("step_stub: decl to_go\n"
	"jnz 1f\n"
	"movl $" TEXT(STEP) ", to_go\n"
	"pusha\n"
	"cld\n"
	"call step\n"
	"popa\n"
	"1: iret\n"
	".pushsection .data\n"
	"to_go: .long " TEXT(STEP) "\n"
	".popsection\n");

static volatile unsigned steps;

void step(void);
void step(void)
{
	steps++;
}

static void step_start(void)
{
	gates[1].low = (uint16_t)(uintptr_t)step_stub;
	gates[1].high = (uint16_t)((uintptr_t)step_stub >> 16);
	__asm__ volatile("pushf\n\torl $0x100, (%esp)\n\tpopf");
}
#else
static void step_start(void)
{
}
#endif

/* ---- console ---- */

static void put_char(char c)
{
	__asm__ volatile("outb %0, %1" : : "a"(c), "Nd"((uint16_t)0x3f8));
}

static void print(const char *text)
{
	while (*text)
		put_char(*text++);
}

static void print_number(unsigned value)
{
	if (value >= 10)
		print_number(value / 10);
	put_char((char)('0' + value % 10));
}

/* ---- guarded calls ---- */

static void *guard[5];
static int guarded;

_Noreturn void panic(const char *why);
_Noreturn void panic(const char *why)
{
	print("panic: ");
	print(why);
	print("\n");
	halt();
}

void exception(long vector);
void exception(long vector)
{
	if (guarded) {
		guarded = 0;
#ifdef TIMER
		__asm__ volatile("sti");
#endif
		__builtin_longjmp(guard, 1);
	}
	panic(vector == 14 ? "page fault" : vector == 6 ? "invalid opcode" : vector == 0 ? "divide" : "exception");
}

/* 1: the function came back, 0: it took an exception. Calls do not nest: the inner one wins. */
static int try(void (*function)(void))
{
	if (__builtin_setjmp(guard))
		return 0;
	guarded = 1;
	step_start();
	function();
	guarded = 0;
	return 1;
}

/* ---- memory ---- */

void *memset(void *to, int byte, size_t size);
void *memcpy(void *to, const void *from, size_t size);

void *memset(void *to, int byte, size_t size)
{
	for (size_t i = 0; i < size; i++)
		((volatile char *)to)[i] = (char)byte;
	return to;
}

void *memcpy(void *to, const void *from, size_t size)
{
	for (size_t i = 0; i < size; i++)
		((volatile char *)to)[i] = ((const char *)from)[i];
	return to;
}

static int same(const char *a, const char *b)
{
	while (*a && *a == *b) {
		a++;
		b++;
	}
	return *a == *b;
}

enum { HEAP_UNITS = 256 };

struct header {
	struct header *next;
	size_t units; /* with the header */
};

static struct header heap[HEAP_UNITS], *free_list;

static void heap_start(void)
{
	free_list = heap;
	heap->next = NULL;
	heap->units = HEAP_UNITS;
}

__attribute__((noinline)) static void *allocate(size_t bytes)
{
	size_t units = (bytes + sizeof(struct header) - 1) / sizeof(struct header) + 1;

	for (struct header **at = &free_list; *at; at = &(*at)->next) {
		struct header *found = *at;

		if (found->units < units)
			continue;
		if (found->units == units) {
			*at = found->next;
		} else {
			found->units -= units;
			found += found->units;
			found->units = units;
		}
		return found + 1;
	}
	return NULL;
}

__attribute__((noinline)) static void release(void *memory)
{
	struct header *freed = (struct header *)memory - 1, **at = &free_list;

	while (*at && *at < freed)
		at = &(*at)->next;
	freed->next = *at;
	*at = freed;
	if (freed->next && freed + freed->units == freed->next) {
		freed->units += freed->next->units;
		freed->next = freed->next->next;
	}
	if (at != &free_list) {
		struct header *before = (struct header *)(void *)((char *)at - offsetof(struct header, next));

		if (before + before->units == freed) {
			before->units += freed->units;
			before->next = freed->next;
		}
	}
}

/* ---- files in memory ---- */

enum { FILES = 6, FILE_BYTES = 48 };

static struct file {
	char name[12];
	char *data;
	size_t size;
} files[FILES];

static struct file *file_find(const char *name)
{
	for (int i = 0; i < FILES; i++)
		if (files[i].data && same(files[i].name, name))
			return &files[i];
	return NULL;
}

static int file_write(const char *name, const char *data, size_t size)
{
	struct file *file = file_find(name);

	for (int i = 0; i < FILES && !file; i++)
		if (!files[i].data) {
			file = &files[i];
			file->data = allocate(FILE_BYTES);
			if (!file->data)
				return -1;
			for (int k = 0; k < 11 && name[k]; k++)
				file->name[k] = name[k];
		}
	if (!file || size > FILE_BYTES)
		return -1;
	memcpy(file->data, data, size);
	file->size = size;
	return 0;
}

static int file_remove(const char *name)
{
	struct file *file = file_find(name);

	if (!file)
		return -1;
	release(file->data);
	memset(file, 0, sizeof *file);
	return 0;
}

/* ---- checksums: a quick way that may be missing, and a sure one ---- */

static const char *sum_data;
static size_t sum_size;
static unsigned sum_result;

static void sum_quickly(void)
{
	unsigned sum = 0;

	for (size_t i = 0; i + 4 <= sum_size; i += 4)
		sum += (unsigned char)sum_data[i] + (unsigned char)sum_data[i + 1] + (unsigned char)sum_data[i + 2] +
			(unsigned char)sum_data[i + 3];
	for (size_t i = sum_size & ~(size_t)3; i < sum_size; i++)
		sum += (unsigned char)sum_data[i];
	sum_result = sum;
}

static int quick_works;

static unsigned checksum(const char *data, size_t size)
{
	unsigned sum = 0;

	sum_data = data;
	sum_size = size;
	if (quick_works) {
		sum_quickly();
		return sum_result;
	}
	for (size_t i = 0; i < size; i++)
		sum += (unsigned char)data[i];
	return sum;
}

static void probe(void)
{
	static const char text[] = "abcdefghij";

	quick_works = 0;
	sum_data = text;
	sum_size = 10;
	if (!try(sum_quickly) || sum_result != 1015)
		print("checksum: the quick way does not work here\n");
	else
		quick_works = 1;
}

/* ---- tests ---- */

static const char *failure;

static void expect(int good, const char *what)
{
	if (!good && !failure)
		failure = what;
}

static unsigned seed = 1;

static unsigned next_random(void)
{
	seed = seed * 1103515245u + 12345u;
	return seed >> 16 & 0x7fff;
}

static void test_heap(void)
{
	unsigned char *pieces[12] = { 0 };

	for (int round = 0; round < 60; round++) {
		int i = (int)(next_random() % 12);

		if (pieces[i]) {
			for (int k = 0; k < 16; k++)
				expect(pieces[i][k] == (unsigned char)i, "a piece was overwritten");
			release(pieces[i]);
			pieces[i] = NULL;
			continue;
		}
		pieces[i] = allocate(16 + next_random() % 64);
		expect(pieces[i] != NULL, "no memory");
		if (pieces[i])
			memset(pieces[i], i, 16);
	}
	for (int i = 0; i < 12; i++)
		if (pieces[i])
			release(pieces[i]);
}

static void sort(unsigned *values, int count)
{
	int low = 0, high = count - 1;
	unsigned pivot = values[count / 2];

	while (low <= high) {
		while (values[low] < pivot)
			low++;
		while (values[high] > pivot)
			high--;
		if (low <= high) {
			unsigned swap = values[low];

			values[low++] = values[high];
			values[high--] = swap;
		}
	}
	if (high > 0)
		sort(values, high + 1);
	if (low < count - 1)
		sort(values + low, count - low);
}

static void test_sort(void)
{
	static unsigned values[64];

	for (int i = 0; i < 64; i++)
		values[i] = next_random();
	sort(values, 64);
	for (int i = 1; i < 64; i++)
		expect(values[i - 1] <= values[i], "not in order");
}

static void test_files(void)
{
	expect(file_write("motd", "hello", 5) == 0, "cannot write");
	expect(file_write("data", "0123456789", 10) == 0, "cannot write a second one");
	expect(file_find("motd") && file_find("motd")->size == 5, "not found again");
	expect(file_write("motd", "good bye", 8) == 0 && file_find("motd")->size == 8, "cannot write again");
	expect(file_find("nothing") == NULL, "found what is not there");
	expect(file_remove("motd") == 0 && file_remove("data") == 0, "cannot remove");
	expect(file_remove("data") == -1, "removed twice");
}

static void test_checksum(void)
{
	char text[33];
	unsigned sum = 0;

	for (int i = 0; i < 33; i++) {
		text[i] = (char)next_random();
		sum += (unsigned char)text[i];
	}
	expect(checksum(text, 33) == sum, "wrong sum");
}

static void test_ring(void)
{
	static unsigned ring[8];
	unsigned head = 0, tail = 0, sent = 0, got = 0;

	while (got < 50) {
		if (sent < 50 && head - tail < 8 && (next_random() & 1))
			ring[head++ % 8] = sent++ * 3;
		else if (head != tail)
			expect(ring[tail++ % 8] == got++ * 3, "out of order");
	}
}

static void test_numbers(void)
{
	unsigned prime = 0;

	for (unsigned n = 2; n < 100; n++) {
		unsigned d = 2;

		while (d * d <= n && n % d)
			d++;
		prime += d * d > n;
	}
	expect(prime == 25, "wrong number of primes");
}

static const struct {
	const char *name;
	void (*run)(void);
} tests[] = {
	{ "heap", test_heap },
	{ "sort", test_sort },
	{ "files", test_files },
	{ "checksum", test_checksum },
	{ "ring", test_ring },
	{ "numbers", test_numbers },
};

enum { TESTS = sizeof tests / sizeof tests[0], TOO_MANY = 2 };

static int run_test(int i)
{
	failure = NULL;
	wait_ticks(5);
	print("[ run  ] ");
	print(tests[i].name);
	print("\n");
	if (!try(tests[i].run))
		failure = "exception";
	print(failure ? "[ FAIL ] " : "[ ok   ] ");
	print(tests[i].name);
	if (failure) {
		print(": ");
		print(failure);
	}
	print("\n");
	return failure != NULL;
}

void kernel(void);
void kernel(void)
{
	unsigned failed = 0;

	exceptions_start();
	heap_start();
	timer_start();
	step_start();
	wait_ticks(3);
	print("small kernel: up, ");
	print_number(TESTS);
	print(" tests\n");
	probe();
	for (int i = 0; i < TESTS; i++) {
		failed += (unsigned)run_test(i);
		if (failed == TOO_MANY) {
			print("giving up: too many failures\n");
			halt();
		}
	}
	print("tests over, failed: ");
	print_number(failed);
	print("\n");
	halt();
}
