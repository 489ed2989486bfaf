/* Numbers from text. */
#include "stdlib.h"

int atoi(const char *s)
{
	int negative = *s == '-';
	unsigned v = 0;

	for (s += negative; *s >= '0' && *s <= '9'; s++)
		v = v * 10 + (unsigned)(*s - '0');
	return negative ? -(int)v : (int)v;
}
