/* kmend doctor: what is wrong with this machine, and how to mend it. */
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "harness/base/error.h"
#include "harness/base/file.h"
#include "harness/base/installation.h"
#include "harness/base/safe.h"
#include "harness/base/shell.h"
#include "harness/build/command.h"
#include "harness/cli/commands.h"
#include "harness/machine/probe.h"

#define QEMU_MAJOR 7u /* oldest release that has all the devices and actions in use: 7.2 */
#define QEMU_MINOR 2u

static void line(const char *state, const char *what)
{
	printf("%-8s %-20s ", state, what);
}

/* Names from the environment are not our own words. */
static void show(const char *text)
{
	kmend_print_safe(stdout, text, strlen(text), 0);
}

static void first_line(const char *text)
{
	kmend_print_safe(stdout, text, strcspn(text, "\n"), 0);
}

/* ---- programs ---- */

/* A shell command that succeeds when the thing is there; the first line of its output is shown. */
struct check {
	const char *what, *command, *mend;
	int needed;
};

static const struct check programs[] = {
	{ "clang 19", "\"${KMEND_CLANG:-clang-19}\" --version", "apt-get install clang-19", 1 },
	{ "lld 19", "ld.lld-19 --version", "apt-get install lld-19", 1 },
	{ "llvm tools 19", "llvm-objcopy-19 --version | grep -i version", "apt-get install llvm-19", 1 },
	{ "make", "make --version", "apt-get install make", 1 },
	{ "gnuplot", "gnuplot --version", "apt-get install gnuplot-nox", 1 },
	{ "gnuplot SVG and PNG", "gnuplot -e 'set terminal svg; set terminal pngcairo' && echo both",
		"apt-get install gnuplot-nox", 1 },
	{ "real-time priority", "chrt -f 1 true && echo 'machines with a disk are nearly deterministic'",
		"run as root, or after ulimit -r 1: machines with a disk are not deterministic otherwise", 0 },
	{ "git", "git --version", "apt-get install git (only for looking at results' commits)", 0 },
};

/* Output of a command in `output`; 1 when it succeeded. */
static int succeeds(const char *command, struct kmend_buf *output)
{
	int status = -1;

	return kmend_command_run(command, output, &status) == 0 && status == 0;
}

static int check_program(const struct check *check)
{
	struct kmend_buf output = KMEND_BUF_INIT;
	int there = succeeds(check->command, &output);

	line(there ? "ok" : check->needed ? "MISSING" : "absent", check->what);
	if (there)
		first_line(output.data ? output.data : "");
	else
		printf("mend: %s", check->mend);
	putchar('\n');
	kmend_buf_release(&output);
	return there || !check->needed;
}

static int check_compiler(void)
{
	char *path = kmend_installed_program("kmend-cc");
	int there = path && access(path, X_OK) == 0;

	line(there ? "ok" : "MISSING", "kmend-cc");
	if (there)
		kmend_print_line(stdout, "%s", path);
	else
		puts("mend: build kmend whole (./bootstrap build), or install it again");
	free(path);
	return there;
}

/* ---- emulator ---- */

static int version_is_enough(const char *text)
{
	const char *digits = strstr(text, "version ");
	unsigned major = 0, minor = 0;

	return digits && sscanf(digits, "version %u.%u", &major, &minor) == 2 &&
		(major > QEMU_MAJOR || (major == QEMU_MAJOR && minor >= QEMU_MINOR));
}

static int check_emulator(const char *arch)
{
	const char *program = machine_emulator(arch);
	char *word = kmend_shell_quote(program), *command = word ? kmend_format("%s --version", word) : NULL;
	struct kmend_buf output = KMEND_BUF_INIT;
	int there = command && succeeds(command, &output) && output.data;
	int enough = there && version_is_enough(output.data);
	char what[32];

	snprintf(what, sizeof what, "QEMU for %s", arch);
	line(enough ? "ok" : there ? "OLD" : "MISSING", what);
	if (there)
		first_line(output.data);
	if (!there) {
		printf("no ");
		show(program);
		printf("; mend: apt-get install qemu-system-x86%s",
			getenv("KMEND_QEMU") ? ", or unset KMEND_QEMU" : "");
	} else if (!enough) {
		printf("; mend: install QEMU %u.%u or later", QEMU_MAJOR, QEMU_MINOR);
	}
	putchar('\n');
	kmend_buf_release(&output);
	free(command);
	free(word);
	return enough;
}

/* A guest is booted, saved, restored and run: what every experiment needs. */
static int check_machine(void)
{
	struct probe probe;

	probe_accelerator(&probe, MACHINE_TCG);
	line(probe.works ? "ok" : "BROKEN", "machine under TCG");
	if (probe.works) {
		printf("a guest boots; restored in %.1f ms", (double)probe.restore_us / 1000);
	} else {
		kmend_print_safe(stdout, probe.why, strlen(probe.why), 0);
		printf("; mend: apt-get install --reinstall qemu-system-x86");
	}
	putchar('\n');
	return probe.works;
}

/* Never needed: campaigns run under TCG, which is deterministic. */
static void check_kvm(void)
{
	struct probe probe;

	if (access("/dev/kvm", F_OK) < 0) {
		line("absent", "KVM");
		puts("no /dev/kvm; TCG is used");
		return;
	}
	if (access("/dev/kvm", R_OK | W_OK) < 0) {
		line("absent", "KVM");
		printf("/dev/kvm: %s (mend: join the group kvm); TCG is used\n", strerror(errno));
		return;
	}
	probe_accelerator(&probe, MACHINE_KVM);
	line(probe.works ? "ok" : "unusable", "KVM");
	if (probe.works) {
		printf("a guest boots; TCG is used all the same where runs have to be deterministic\n");
		return;
	}
	printf("/dev/kvm is there, but a probe boot fails; TCG is used (");
	kmend_print_safe(stdout, probe.why, strlen(probe.why), 0);
	puts(")");
}

/* ---- memory and disk ---- */

static unsigned long long available_mib(void)
{
	unsigned long long kib = 0;
	char text[128];
	FILE *file = fopen("/proc/meminfo", "r");

	while (file && fgets(text, sizeof text, file))
		if (sscanf(text, "MemAvailable: %llu", &kib) == 1)
			break;
	if (file)
		fclose(file);
	return kib / 1024;
}

/* Guest memory, snapshots and serial logs live in memory files. */
static int check_memory(unsigned long long need_mib)
{
	unsigned long long mib = available_mib();
	int fd = memfd_create("kmend-doctor", MFD_CLOEXEC);
	int good = fd >= 0 && mib >= need_mib;

	line(good ? "ok" : "MISSING", "memory");
	if (fd < 0)
		printf("no memory files: %s; mend: use Linux 3.17 or later, allow memfd_create\n", strerror(errno));
	else
		printf("%llu MiB available%s\n", mib, good ? "" : "; mend: end something, or run with --jobs 1");
	if (fd >= 0)
		close(fd);
	return good;
}

/* A result of 4,000 experiments takes some 20 MiB. */
static int check_space(const char *what, const char *path, unsigned long long need_mib, const char *mend)
{
	struct statvfs fs;
	unsigned long long mib;
	int enough;

	if (statvfs(path, &fs) < 0) {
		const char *why = strerror(errno);

		line("MISSING", what);
		show(path);
		printf(": %s; mend: %s\n", why, mend);
		return 0;
	}
	mib = (unsigned long long)fs.f_bavail * fs.f_frsize >> 20;
	enough = mib >= need_mib;
	line(enough ? "ok" : "MISSING", what);
	printf("%llu MiB free in ", mib);
	show(path);
	if (!enough)
		printf(", %llu needed; mend: %s", need_mib, mend);
	putchar('\n');
	return enough;
}

static int run(const char *const *words, const void *values)
{
	const char *temporary = getenv("TMPDIR") ? getenv("TMPDIR") : "/tmp";
	int good = 1;

	(void)words, (void)values;
	for (size_t i = 0; i < sizeof programs / sizeof programs[0]; i++)
		good &= check_program(&programs[i]);
	good &= check_compiler();
	good &= check_emulator("i386");
	if (check_emulator("x86_64")) {
		good &= check_machine();
		check_kvm();
	} else {
		good = 0;
	}
	good &= check_memory(256);
	good &= check_space("disk", ".", 512, "free some space");
	good &= check_space("temporary files", temporary, 256, "free some space or set TMPDIR");
	puts(good ? "kmend can work here" : "kmend cannot work here before what is MISSING, OLD or BROKEN is mended");
	return command_end(&cmd_doctor, good ? KMEND_EXIT_GOOD : KMEND_EXIT_BAD);
}

const struct command cmd_doctor = {
	.name = "doctor",
	.summary = "check this machine and say how to mend it",
	.words = "",
	.text = "Checks compiler, emulator, plotting, memory and disk of this machine, boots a small guest under QEMU "
		"(and under "
		"KVM where /dev/kvm is there), and says how to mend what is wrong.\n",
	.exits = "0 everything that kmend needs is there, 1 something is missing",
	.run = run,
};
