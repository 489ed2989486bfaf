/* What waitpid says about the end of a child: its exit status, or its signal. */
#include "test.h"

static void exit_0(void)
{
	_exit(0);
}

static void exit_255(void)
{
	_exit(255);
}

static void exit_wraps(void)
{
	_exit(256 + 3);
}

static void die_term(void)
{
	raise(SIGTERM);
}

static void die_usr1(void)
{
	kill(getpid(), SIGUSR1);
}

int main(void)
{
	int s;

	CHECK(test_in_child(exit_0) == 0);
	s = test_in_child(exit_255);
	CHECK(WIFEXITED(s) && !WIFSIGNALED(s) && WEXITSTATUS(s) == 255);
	CHECK(WEXITSTATUS(test_in_child(exit_wraps)) == 3);
	s = test_in_child(die_term);
	CHECK(WIFSIGNALED(s) && !WIFEXITED(s) && WTERMSIG(s) == SIGTERM);
	CHECK(WTERMSIG(test_in_child(die_usr1)) == SIGUSR1);
	return 0;
}
