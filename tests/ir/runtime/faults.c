/* Compiled with every fault type, at every level of optimisation. */
#include "faults.h"

int subtract(int a, int b)
{
	return a - b;
}

int shift(int a, int b)
{
	return a << b;
}

int add(int a, int b)
{
	return a + b;
}

int load(const int *p)
{
	return *p;
}

void store(int *p)
{
	*p = 5;
}

int choose(int a)
{
	if (a > 3)
		return way(1);
	return other_way(2);
}

int less(int a, int b)
{
	return a < b;
}

int pass(void)
{
	return next_int();
}

int pick(const int *table)
{
	return table[next_int()];
}

int point(void)
{
	return take(next_pointer());
}

/* What the blocks of a loop compute reaches others through PHIs. */
int loop(int n)
{
	int sum = 0, i = 0;

	while (i < n) {
		if (i % 3 == 1)
			sum += way(i);
		else
			sum -= i;
		i++;
	}
	return sum * 10 + i;
}

/* An output of asm goto is in a register where a label begins. */
int jump(int a)
{
	int r = 7;

	__asm__ goto("cmpl $1, %[a]\n\tje %l[one]\n\tcmpl $2, %[a]\n\tje %l[two]\n\taddl $5, %[r]"
		: [r] "+a"(r)
		: [a] "r"(a)
		: "cc"
		: one, two);
	return r * 3;
one:
	return r + 100;
two:
	return r + 200;
}

int again(int n)
{
	do
		turn();
	while (--n > 0);
	return n;
}

void copy(char *to, const char *from, unsigned long n)
{
	memcpy(to, from, n);
}

/* What the compiler makes instructions of. */
void copy_twelve(char *to, const char *from)
{
	__builtin_memcpy(to, from, 12);
}

void move(char *to, const char *from, unsigned long n)
{
	__builtin_memmove(to, from, n);
}

void set(char *to, unsigned long n)
{
	memset(to, 'x', n);
}

void set_twelve(char *to)
{
	__builtin_memset(to, 'x', 12);
}

void copy_string(char *to, const char *from)
{
	strcpy(to, from);
}

void copy_string_part(char *to, const char *from, unsigned long n)
{
	strncpy(to, from, n);
}

int drop(char *p)
{
	return give_back(p) + 3;
}

char *get(unsigned long n)
{
	return take_memory(1, n);
}
