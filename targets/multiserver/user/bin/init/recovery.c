/*
 * The test `init_recovery`, which runs when the workload names it: every service crashes on purpose, twice in a row, and is asked for
 * something afterwards. It shows that a policy recovers at all, and it is the workload of campaigns that put faults into RS's way of recovering
 * others. A policy may answer the request that crashed (E_CRASH) or leave it without an answer: pid 1 does not wait for ever.
 */
#include "init.h"
#include "ms.h"
#include "stdio.h"
#include "trap.h"
#include "unistd.h"

enum { CRASHES = 2, CRASH_MS = 60 };

static int serves(endpoint_t ep)
{
	struct vfs_stat st;
	struct vm_info info;

	switch (ep) {
	case EP_PM:
		return getpid() == 1;
	case EP_VM:
		return vm_info(&info) == 0 && info.own_pages > 0;
	case EP_VFS:
		return stat("/bin/sh", &st) == 0;
	case EP_DS:
		return ds_publish("recovery.key", "1", 1, 0) == 0 && ds_delete("recovery.key") == 0;
	default:
		return rs_lookup("ds") == EP_DS;
	}
}

static int test_service(const struct server *s)
{
	struct rs_status before = { 0 }, after = { 0 };

	if (rs_status(s->ep, &before) < 0)
		return 0;
	for (int i = 0; i < CRASHES; i++) {
		int64_t answer = call3(s->ep, CALL_MSG_CRASH, 0, 0, 0);

		if (answer != -E_CRASH && answer != -ETIMEDOUT) {
			console_printf("init: %s answers its crash with %ld\n", s->name, (long)answer);
			return 0;
		}
		if (!serves(s->ep)) {
			console_printf("init: %s does not serve after crash %d: errno %d\n", s->name, i + 1, errno);
			return 0;
		}
	}
	if (rs_status(s->ep, &after) == 0 && after.restarts == before.restarts + CRASHES)
		return 1;
	console_printf("init: %s: %u restarts, then %u\n", s->name, before.restarts, after.restarts);
	return 0;
}

enum test_status test_recovery(void)
{
	int good = 1;

	set_patience(CRASH_MS);
	for (size_t i = 0; i < NSERVERS; i++)
		if (servers[i].ep != EP_KERNEL)
			good &= test_service(&servers[i]);
	set_patience(0);
	return good ? TEST_PASS : TEST_FAIL;
}

/* A request that reads and no more, right at the beginning of which its service can be broken: its window is open there under every policy. */
static int answers(endpoint_t ep)
{
	struct vfs_stat st;
	struct vm_info info;
	char key[64];

	switch (ep) {
	case EP_PM:
		return getpid() == 1;
	case EP_VM:
		return vm_info(&info) == 0;
	case EP_VFS:
		return stat("/bin/sh", &st) == 0;
	case EP_DS:
		return ds_list(0, key, sizeof(key)) >= 0 || errno == ENOENT;
	default:
		return rs_lookup("ds") == EP_DS;
	}
}

/* The first request may fail, since its service may crash on it, but is answered; the next one is served. */
static int answers_again(endpoint_t ep)
{
	errno = 0;
	if (answers(ep))
		return answers(ep);
	return errno != ETIMEDOUT && answers(ep);
}

/* `init_requests` */
enum test_status test_requests(void)
{
	enum test_status status = TEST_PASS;

	set_patience(CRASH_MS);
	for (size_t i = 0; i < NSERVERS; i++) {
		if (servers[i].ep == EP_KERNEL || answers_again(servers[i].ep))
			continue;
		console_printf("init: %s does not answer: errno %d\n", servers[i].name, errno);
		status = TEST_FAIL;
	}
	set_patience(0);
	return status;
}
