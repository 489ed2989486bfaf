/* Writes that are not plain stores: atomics, inline assembly, writers of the C library, loops that become vector code. */
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

static _Atomic uint32_t word;
static _Atomic uint64_t wide;
static _Atomic unsigned char byte;
static int numbers[257], others[257];
static char line[128];
static struct { char head; int middle; char tail[11]; } __attribute__((packed)) odd;

static void atomics(void)
{
	uint32_t expected = 5;

	for (int i = 0; i < 1000; i++) {
		word += 7;
		wide ^= (uint64_t)i << 20;
		byte -= 3;
	}
	atomic_compare_exchange_strong(&word, &expected, 9);
	atomic_exchange(&byte, (unsigned char)expected);
}

static void assembly(void)
{
	__asm__("incl %0" : "+m"(odd.middle));
	__asm__ volatile("movb %1, %0" : "=m"(odd.head) : "q"((char)77) : "memory");
}

static int branch(int x)
{
	__asm__ goto("cmpl $3, %0\n\tje %l[yes]" : : "r"(x) : "cc" : yes);
	return 1;
yes:
	return 2;
}

int main(void)
{
	long sum = 0;

	atomics();
	for (int i = 0; i < 257; i++)
		others[i] = i * 37 % 101;
	for (int i = 0; i < 257; i++)
		numbers[i] = others[i] > 50 ? others[256 - i] : numbers[i] - i;
	for (int i = 0; i < 5; i++)
		assembly();
	snprintf(line, sizeof(line), "%d and %s", 12, "more");
	strncpy(odd.tail, "tail", sizeof(odd.tail));
	memcpy(line + 40, line, 20);
	for (int i = 0; i < 257; i++)
		sum += (long)numbers[i] * (i + 1);
	printf("%u %llu %u %ld %d %d %s %s %s %d%d\n", word, (unsigned long long)wide, byte, sum, odd.middle, odd.head, odd.tail,
		line, line + 40, branch(2), branch(3));
	return 0;
}
