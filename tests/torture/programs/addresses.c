/* Code that looks at its own frame: the address of an argument, arrays of variable size, frames that are walked. */
#include <stdio.h>
#include <stdlib.h>

static int seen[8];

__attribute__((noinline)) static int total(const int *values, int n)
{
	int sum = 0;

	for (int i = 0; i < n; i++)
		sum += values[i];
	return sum;
}

__attribute__((noinline)) static int through(int a, int b)
{
	int *pa = &a, *pb = &b;

	*pa += *pb;
	seen[*pb & 7]++;
	return total(pa, 1) * 10 + *pb;
}

__attribute__((noinline)) static int variable(int n)
{
	int values[n], *more = __builtin_alloca((size_t)n * sizeof(int));

	for (int i = 0; i < n; i++) {
		values[i] = i * i;
		more[n - 1 - i] = values[i] + 1;
	}
	return total(values, n) + total(more, n / 2);
}

static int compare(const void *a, const void *b) { return *(const int *)a - *(const int *)b; }

int main(void)
{
	int list[] = { 5, 3, 9, 1, 7 };

	qsort(list, 5, sizeof(int), compare);
	for (int i = 1; i < 40; i += 13)
		printf("%d %d ", through(i, i + 1), variable(i));
	printf("%d %d %d %d\n", list[0], list[4], seen[2], __builtin_frame_address(0) != NULL);
	return 0;
}
