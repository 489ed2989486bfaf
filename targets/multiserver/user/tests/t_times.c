/* Processor time: only grows, and a child's goes to its parent when it is waited for. */
#include "test.h"

static void burn(void)
{
	uint64_t up, own, children;

	for (volatile unsigned i = 0; i < 60000; i++)
		;
	CHECK(times_ms(&up, &own, &children) == 0);
	CHECK(own >= 1 && children == 0);
}

int main(void)
{
	uint64_t up, own, children, up_later, own_later;

	CHECK(times_ms(&up, &own, &children) == 0);
	CHECK(up > 0 && children == 0);
	CHECK(test_in_child(burn) == 0);
	CHECK(times_ms(&up_later, &own_later, &children) == 0);
	CHECK(up_later > up && own_later >= own && children >= 1);
	return 0;
}
