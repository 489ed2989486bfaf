/* exec: arguments arrive as they were given, the process stays the same one. */
#include "test.h"

int main(int argc, char **argv)
{
	char pid[12];
	char *args[] = { "t_exec_args", "", "two words", pid, NULL };
	pid_t child;

	if (argc > 1) {
		CHECK(argc == 4 && argv[4] == NULL);
		CHECK(argv[1][0] == 0 && !strcmp(argv[2], "two words"));
		CHECK(atoi(argv[3]) == getpid());
		return 44;
	}
	child = fork();
	CHECK(child >= 0);
	if (child == 0) {
		snprintf(pid, sizeof(pid), "%d", getpid());
		execv("/tests/t_exec_args", args);
		CHECK(0);
	}
	CHECK(test_wait(child) == 44 << 8);
	return 0;
}
