/* While a handler runs its mask holds other signals back; they act when it returns. */
#include "test.h"

static char order[8];
static volatile unsigned n;

static void inner(int signal)
{
	(void)signal;
	order[n++] = 'i';
}

static void outer(int signal)
{
	order[n++] = '(';
	CHECK(raise(signal) == 0 && raise(SIGUSR2) == 0);
	order[n++] = ')';
	if (n >= 4)
		sigaction_set(SIGUSR1, SIG_IGNORE, 0);
}

static void outer_open(int signal)
{
	(void)signal;
	order[n++] = '(';
	CHECK(raise(SIGUSR2) == 0);
	order[n++] = ')';
}

int main(void)
{
	CHECK(sigaction_set(SIGUSR2, inner, 0) != SIG_ERROR);
	CHECK(sigaction_set(SIGUSR1, outer_open, 0) != SIG_ERROR);
	CHECK(raise(SIGUSR1) == 0);
	CHECK(!strncmp(order, "(i)", 8));
	memset(order, 0, sizeof(order));
	n = 0;
	CHECK(sigaction_set(SIGUSR1, outer, SIGBIT(SIGUSR2)) != SIG_ERROR);
	CHECK(raise(SIGUSR1) == 0);
	CHECK(!strncmp(order, "()()i", 8) || !strncmp(order, "()i()i", 8));
	return 0;
}
