/*
 * Does every server still serve? A fixed set of small requests to each, after the suite and with the fault out of force. A step that
 * fails says so on the console. The kernel ends a request that takes too long (KC_PATIENCE), and who let one time out is asked nothing more.
 */
#include "init.h"
#include "ms.h"
#include "signal.h"
#include "stdio.h"
#include "string.h"
#include "trap.h"
#include "unistd.h"

#define STEP(condition)                                                                                            \
	do {                                                                                                       \
		if (!(condition)) {                                                                                \
			console_printf(                                                                            \
				"probe.c:%d: not so: %s (errno %s)\n", __LINE__, #condition, strerrorname(errno)); \
			return 0;                                                                                  \
		}                                                                                                  \
	} while (0)

static int probe_kernel(void)
{
	struct kc_bootinfo info = { 0 };
	struct kcall k = { .p = &info, .n = sizeof(info) };
	uint64_t before = time_ns();

	STEP(kcall(CALL_KC_BOOTINFO, &k) == 0 && (info.self & 0xff) == USER_SLOT_FIRST);
	STEP(time_ns() >= before && before > 0);
	STEP(kcall(CALL_KC_PROC_EXIT, NULL) == -EPERM); /* not for us: the kernel still looks */
	return 1;
}

static int probe_rs(void)
{
	struct rs_status status;

	STEP(rs_lookup("ds") == EP_DS);
	STEP(rs_status(EP_PM, &status) == 0 && !strcmp(status.name, "pm") && status.has_clone == 1);
	STEP(rs_refresh(EP_DS) == 0); /* it can make a spare: the next crash would be recovered */
	return 1;
}

static int probe_vm(void)
{
	struct vm_info before, after;
	char *page;

	STEP(vm_info(&before) == 0 && before.own_pages > 0);
	page = mmap_at(NULL, 3 * PAGE_SIZE, PROT_READ | PROT_WRITE);
	STEP(page != MAP_FAILED && page[PAGE_SIZE] == 0);
	memset(page, 'v', 3 * PAGE_SIZE);
	STEP(page[0] == 'v' && page[3 * PAGE_SIZE - 1] == 'v');
	STEP(vm_info(&after) == 0 && after.own_pages >= before.own_pages + 3);
	STEP(munmap(page, 3 * PAGE_SIZE) == 0);
	return 1;
}

static int probe_ds(void)
{
	char value[8] = "";

	STEP(ds_publish("probe.key", "alive", 6, 0) == 0);
	STEP(ds_retrieve("probe.key", value, sizeof(value)) == 6 && !strcmp(value, "alive"));
	STEP(ds_delete("probe.key") == 0);
	STEP(ds_retrieve("probe.key", value, sizeof(value)) == -1 && errno == ENOENT);
	return 1;
}

static int probe_vfs(void)
{
	struct vfs_stat st;
	char text[8] = "";
	int fd, ends[2];

	STEP(stat("/bin/sh", &st) == 0 && st.size > 0);
	fd = open("/tmp/probe", O_RDWR | O_CREAT | O_TRUNC, 0600);
	STEP(fd >= 0);
	STEP(write(fd, "alive", 5) == 5 && lseek(fd, 0, SEEK_SET) == 0 && read(fd, text, sizeof(text)) == 5);
	STEP(!memcmp(text, "alive", 5) && close(fd) == 0);
	STEP(unlink("/tmp/probe") == 0 && stat("/tmp/probe", &st) == -1 && errno == ENOENT);
	STEP(pipe(ends) == 0 && write(ends[1], "p", 1) == 1 && read(ends[0], text, 1) == 1 && text[0] == 'p');
	STEP(close(ends[0]) == 0 && close(ends[1]) == 0);
	return 1;
}

/* More blocks than the cache of VFS has, written, flushed and read again: they come from the disk. */
static int probe_disk(void)
{
	static unsigned char block[DISK_BLOCK];
	enum { BLOCKS = 72 };
	int fd = open("/tmp/probe.disk", O_RDWR | O_CREAT | O_TRUNC, 0600);

	STEP(fd >= 0);
	for (unsigned i = 0; i < BLOCKS; i++) {
		memset(block, (int)i + 1, sizeof(block));
		STEP(write(fd, block, sizeof(block)) == sizeof(block));
	}
	STEP(sync() == 0 && lseek(fd, 0, SEEK_SET) == 0);
	for (unsigned i = 0; i < BLOCKS; i++)
		STEP(read(fd, block, sizeof(block)) == sizeof(block) && block[0] == i + 1 &&
			block[DISK_BLOCK - 1] == i + 1);
	STEP(close(fd) == 0 && unlink("/tmp/probe.disk") == 0);
	return 1;
}

static volatile int handled;

static void handler(int signal)
{
	handled = signal;
}

/* A child with an exit status, a program, a signal: the one probe that needs other servers too, as every process does. */
static int probe_pm(void)
{
	char *argv[] = { "true", NULL };
	int status = -1;
	pid_t pid;

	STEP(getpid() == 1);
	pid = fork();
	if (pid == 0)
		_exit(7);
	STEP(pid > 0 && waitpid_ms(pid, &status, 0, CLEAR_MS) == pid && WIFEXITED(status) && WEXITSTATUS(status) == 7);
	pid = fork();
	if (pid == 0) {
		execv("/bin/true", argv);
		_exit(1);
	}
	STEP(pid > 0 && waitpid_ms(pid, &status, 0, CLEAR_MS) == pid && WIFEXITED(status) && WEXITSTATUS(status) == 0);
	handled = 0;
	STEP(signal(SIGUSR1, handler) != SIG_ERROR && kill(1, SIGUSR1) == 0 && handled == SIGUSR1);
	return 1;
}

/* Which servers a probe's requests go to first: none that is silent is asked. */
static const struct probe {
	const char *name;
	int (*run)(void);
	endpoint_t ep;
} probes[] = {
	{ "kernel", probe_kernel, EP_KERNEL },
	{ "rs", probe_rs, EP_RS },
	{ "vm", probe_vm, EP_VM },
	{ "ds", probe_ds, EP_DS },
	{ "vfs", probe_vfs, EP_VFS },
	{ "disk", probe_disk, EP_VFS },
	{ "pm", probe_pm, EP_PM },
};

void probe(void)
{
	for (size_t i = 0; i < sizeof(probes) / sizeof(probes[0]); i++) {
		const struct probe *p = &probes[i];
		int good = 0;

		errno = 0;
		if (!is_silent(p->ep))
			good = p->run();
		if (!good && errno == ETIMEDOUT)
			note_silence(p->ep);
		event("probe name=%s status=%s", p->name, good ? "pass" : "fail");
	}
}
