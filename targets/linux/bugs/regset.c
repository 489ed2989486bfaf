/*
 * A debugger that writes a set of registers which can only be read (regset.patch).
 */
#include <elf.h>
#include <signal.h>
#include <sys/ptrace.h>
#include <sys/uio.h>
#include <sys/user.h>
#include <sys/wait.h>
#include <unistd.h>

#include "../user/tests/test.h"

#ifndef NT_386_IOPERM
#define NT_386_IOPERM 0x201
#endif

static void traced(void)
{
	CHECK(ptrace(PTRACE_TRACEME, 0, NULL, NULL) == 0);
	raise(SIGSTOP);
}

TEST(bug_regset, "bug-regset")
{
	long ports = 0;
	struct user_regs_struct registers;
	struct iovec set = { &ports, sizeof(ports) }, all = { &registers, sizeof(registers) };
	pid_t pid = test_fork(traced);
	int status;

	CHECK(waitpid(pid, &status, 0) == pid && WIFSTOPPED(status));
	CHECK(ptrace(PTRACE_SETREGSET, pid, NT_386_IOPERM, &set) == -1);

	/* The same process, properly. */
	CHECK(ptrace(PTRACE_GETREGSET, pid, NT_PRSTATUS, &all) == 0 && all.iov_len == sizeof(registers));
	CHECK(ptrace(PTRACE_CONT, pid, NULL, NULL) == 0);
	test_wait(pid);
}
