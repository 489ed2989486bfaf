/* Work for the overhead benchmark: short blocks, many branches, as in the code of servers. */
#include "workload.h"

struct entry {
	unsigned key, value;
};

static struct entry table[4096];
static unsigned numbers[20000];

static unsigned next(unsigned *state)
{
	*state = *state * 1664525u + 1013904223u;
	return *state >> 4;
}

static void insert(unsigned key)
{
	unsigned i = key * 2654435761u >> 20;

	while (table[i].key && table[i].key != key)
		i = (i + 1) % 4096;
	table[i].key = key;
	table[i].value++;
}

static void sort(unsigned *a, int low, int high)
{
	int i = low, j = high;
	unsigned pivot = a[(low + high) / 2], t;

	while (i <= j) {
		while (a[i] < pivot)
			i++;
		while (a[j] > pivot)
			j--;
		if (i <= j) {
			t = a[i];
			a[i++] = a[j];
			a[j--] = t;
		}
	}
	if (low < j)
		sort(a, low, j);
	if (i < high)
		sort(a, i, high);
}

static unsigned parse(const char *s)
{
	unsigned words = 0, inside = 0;

	for (; *s; s++) {
		if (*s == ' ' || *s == '\t') {
			inside = 0;
		} else if (!inside) {
			inside = 1;
			words++;
		}
	}
	return words;
}

unsigned workload(unsigned seed)
{
	unsigned sum = 0;

	for (unsigned i = 0; i < 4096; i++)
		table[i] = (struct entry){ 0, 0 };
	for (unsigned i = 0; i < 20000; i++)
		insert(1 + next(&seed) % 3000);
	for (unsigned i = 0; i < 20000; i++)
		numbers[i] = next(&seed);
	sort(numbers, 0, 19999);
	for (unsigned i = 0; i < 2000; i++)
		sum += parse("the quick  brown fox jumps over\tthe lazy dog") + numbers[i];
	return sum;
}
