/* Exceptions of the processor: signals that end the process, or go to its handler, unless it blocked them. */
#include "test.h"

static void null_write(void)
{
	*(volatile int *)8 = 1;
}

static void bad_jump(void)
{
	((void (*)(void))0x50000000)();
}

static void illegal(void)
{
	__builtin_trap();
}

static void divide(void)
{
	volatile int zero = 0;

	__asm__ volatile("idivl %1" : : "a"(1), "r"(zero), "d"(0) : "cc");
}

static void kernel_read(void)
{
	(void)*(volatile char *)0xffffffff80000000ul;
}

static void handler(int signal)
{
	_exit(100 + signal);
}

static void handled(void)
{
	CHECK(signal(SIGSEGV, handler) != SIG_ERROR);
	null_write();
}

static void blocked(void)
{
	CHECK(signal(SIGSEGV, handler) != SIG_ERROR);
	CHECK(sigprocmask(SIG_BLOCK, SIGBIT(SIGSEGV), NULL) == 0);
	null_write();
}

int main(void)
{
	CHECK(test_in_child(null_write) == SIGSEGV);
	CHECK(test_in_child(bad_jump) == SIGSEGV);
	CHECK(test_in_child(kernel_read) == SIGSEGV);
	CHECK(test_in_child(illegal) == SIGILL);
	CHECK(test_in_child(divide) == SIGFPE);
	CHECK(test_in_child(handled) == (100 + SIGSEGV) << 8);
	CHECK(test_in_child(blocked) == SIGSEGV);
	return 0;
}
