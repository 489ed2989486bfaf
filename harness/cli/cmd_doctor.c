/* kmend doctor: what is wrong with this machine, and how to mend it. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "harness/base/error.h"
#include "harness/base/file.h"
#include "harness/base/safe.h"
#include "harness/build/command.h"
#include "harness/cli/commands.h"

const char cmd_doctor_help[] =
	"usage: kmend doctor\n"
	"\n"
	"Checks compiler, emulator, plotting and disk of this machine and says what to install.\n"
	"Exit codes: 0 everything that kmend needs is there, 1 something is missing.\n";

/* One thing to check: a shell command that succeeds when it is there; its first line of output is shown. */
struct check {
	const char *what, *command, *mend;
	int needed;
};

static const struct check checks[] = {
	{ "clang 19", "${KMEND_CLANG:-clang-19} --version", "apt-get install clang-19", 1 },
	{ "lld 19", "ld.lld-19 --version", "apt-get install lld-19", 1 },
	{ "llvm tools 19", "llvm-objcopy-19 --version | grep -i version", "apt-get install llvm-19", 1 },
	{ "make", "make --version", "apt-get install make", 1 },
	{ "QEMU", "qemu-system-x86_64 --version", "apt-get install qemu-system-x86", 1 },
	{ "QEMU machine microvm", "qemu-system-x86_64 -M help | grep '^microvm '", "install a QEMU of 7.2 or later", 1 },
	{ "QEMU device pvpanic", "qemu-system-x86_64 -device help 2>&1 | grep '\"pvpanic\"'",
		"install a QEMU with the pvpanic device", 1 },
	{ "QEMU device ib700", "qemu-system-x86_64 -device help 2>&1 | grep '\"ib700\"'",
		"install a QEMU with the ib700 watchdog", 1 },
	{ "gnuplot", "gnuplot --version", "apt-get install gnuplot-nox", 1 },
	{ "gnuplot SVG and PNG", "gnuplot -e 'set terminal svg; set terminal pngcairo' 2>&1 && echo both",
		"apt-get install gnuplot-nox", 1 },
	{ "git", "git --version", "apt-get install git (provenance only)", 0 },
};

static int run_check(const struct check *check)
{
	struct kmend_buf output = KMEND_BUF_INIT;
	int status = -1;
	int there = kmend_command_run(check->command, &output, &status) == 0 && status == 0;
	printf("%-8s %-22s ", there ? "ok" : check->needed ? "MISSING" : "absent", check->what);
	if (there)
		kmend_print_safe(stdout, output.data ? output.data : "", output.data ? strcspn(output.data, "\n") : 0, 0);
	else
		printf("mend: %s", check->mend);
	putchar('\n');
	kmend_buf_release(&output);
	return there || !check->needed;
}

static int check_compiler(void)
{
	char *dir = kmend_program_dir();
	char *path = dir ? kmend_format("%s/kmend-cc", dir) : NULL;
	int there = path && access(path, X_OK) == 0;
	printf("%-8s %-22s %s\n", there ? "ok" : "MISSING", "kmend-cc",
		there ? "beside kmend" : "mend: build kmend whole (./bootstrap build)");
	free(path);
	free(dir);
	return there;
}

/* A result of 4,000 experiments takes some 20 MiB; guest memory and snapshots live in memory files. */
static int check_space(const char *what, const char *path, unsigned long long need_mib)
{
	struct statvfs fs;
	if (statvfs(path, &fs) < 0)
		return 1;
	unsigned long long mib = (unsigned long long)fs.f_bavail * fs.f_frsize >> 20;
	int enough = mib >= need_mib;
	printf("%-8s %-22s %llu MiB free in %s%s\n", enough ? "ok" : "MISSING", what, mib, path,
		enough ? "" : "; mend: free some space or set KMEND_CACHE / TMPDIR");
	return enough;
}

int cmd_doctor(int argc, char **argv)
{
	int good = 1;
	if (argc > 1) {
		fprintf(stderr, "kmend doctor: unexpected argument '%.80s'\n", argv[1]);
		return KMEND_EXIT_USAGE;
	}
	for (size_t i = 0; i < sizeof(checks) / sizeof(checks[0]); i++)
		good &= run_check(&checks[i]);
	good &= check_compiler();
	good &= check_space("disk", ".", 512);
	good &= check_space("temporary files", getenv("TMPDIR") ? getenv("TMPDIR") : "/tmp", 256);
	puts(good ? "kmend can work here" : "kmend cannot work here before what is MISSING is mended");
	return good ? KMEND_EXIT_GOOD : KMEND_EXIT_BAD;
}
