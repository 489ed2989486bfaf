/*
 * Each process has floating-point registers of its own: they survive a switch to another that uses them too, a child begins with its parent's, a
 * program with none. Runs when a workload names it.
 */
#include "test.h"

enum { ROUNDS = 200, FRESH_MXCSR = 0x1f80, DOWN = 0x2000 };

static double get(void)
{
	double value;

	__asm__ volatile("movsd %%xmm7, %0" : "=m"(value));
	return value;
}

static void set(double value)
{
	__asm__ volatile("movsd %0, %%xmm7" : : "m"(value) : "xmm7");
}

static unsigned mxcsr(void)
{
	unsigned value;

	__asm__ volatile("stmxcsr %0" : "=m"(value));
	return value;
}

static void set_mxcsr(unsigned value)
{
	__asm__ volatile("ldmxcsr %0" : : "m"(value));
}

/* Takes a byte and hands it on: each turn is a switch to the other process. The C library is compiled without these registers. */
static void turns(int from, int to, double mine)
{
	char byte;

	for (int i = 0; i < ROUNDS; i++) {
		CHECK(read(from, &byte, 1) == 1);
		CHECK(get() == mine + i);
		set(mine + i + 1);
		CHECK(write(to, &byte, 1) == 1);
	}
	CHECK(get() == mine + ROUNDS);
}

int main(int argc, char **argv)
{
	int there[2], back[2], status;
	char *again[] = { argv[0], (char *)"again", NULL };
	pid_t pid;

	CHECK(mxcsr() == FRESH_MXCSR && get() == 0);
	if (argc > 1)
		return 0;
	CHECK(pipe(there) == 0 && pipe(back) == 0);
	set(1000);
	set_mxcsr(FRESH_MXCSR | DOWN);
	pid = fork();
	CHECK(pid >= 0);
	if (pid == 0) {
		CHECK(get() == 1000 && mxcsr() == (FRESH_MXCSR | DOWN));
		set(5);
		turns(there[0], back[1], 5);
		execv(argv[0], again);
		_exit(1);
	}
	CHECK(write(there[1], "x", 1) == 1);
	for (int i = 0; i < ROUNDS - 1; i++) {
		char byte;

		CHECK(read(back[0], &byte, 1) == 1 && get() == 1000 + i);
		set(1001 + i);
		CHECK(write(there[1], &byte, 1) == 1);
	}
	status = test_wait(pid);
	CHECK(WIFEXITED(status) && WEXITSTATUS(status) == 0);
	CHECK(get() == 1000 + ROUNDS - 1 && mxcsr() == (FRESH_MXCSR | DOWN));
	return 0;
}
