/*
 * What an emulator says to its monitor: the first byte is how many commands are waiting for an answer, the rest comes down the socket
 * and then it closes. Whatever it is: `closed` once, no answer for a command that was not sent, nothing after that. What the
 * machine makes of events and answers (why it stopped, its clock) is asked with what came out.
 */
#include <sys/socket.h>

#include "harness/machine/qmp.h"
#include "harness/machine/stall.h"
#include "harness/machine/stop.h"
#include "tests/fuzz/require.h"

static struct {
	unsigned closed, answers;
	struct stop stop;
} seen;

static void on_greeting(void *context)
{
	(void)context;
	require(!seen.closed, "no greeting after the end");
}

static void on_event(void *context, const char *name, json_t *data)
{
	enum machine_end end;

	(void)context;
	require(!seen.closed && name, "no event after the end");
	stop_event(&seen.stop, name, data);
	if (stop_end(&seen.stop, &end))
		require(end <= MACHINE_END_FLOOD, "an end that a guest can come to");
}

static void on_closed(void *context, const char *why)
{
	(void)context;
	require(why && *why, "a reason");
	seen.closed++;
}

static void on_answer(void *context, json_t *result, const char *error)
{
	(void)context;
	require(!seen.closed, "no answer after the end");
	require((result != NULL) != (error != NULL), "a result or an error");
	stall_clock_of(result);
	seen.answers++;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const struct qmp_handlers handlers = { on_greeting, on_event, on_closed };
	unsigned waiting = size ? data[0] % (QMP_PENDING_MAX + 1) : 0;
	struct qmp *qmp;
	uv_loop_t loop;
	int link[2];

	memset(&seen, 0, sizeof seen);
	require(uv_loop_init(&loop) == 0 && socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, link) == 0, "a socket");
	require(qmp_open(&qmp, &loop, link[0], &handlers, NULL) == 0, "a connection");
	for (unsigned i = 0; i < waiting; i++)
		require(i & 1 ? qmp_monitor(qmp, "info", on_answer) == 0
			      : qmp_execute(qmp, "query-status", NULL, on_answer) == 0,
			"a command");
	for (size_t at = 1; at < size;) {
		ssize_t sent = send(link[1], data + at, size - at, MSG_DONTWAIT | MSG_NOSIGNAL);

		if (sent <= 0 && seen.closed)
			break;
		at += sent > 0 ? (size_t)sent : 0;
		uv_run(&loop, UV_RUN_NOWAIT);
	}
	close(link[1]);
	for (int turn = 0; turn < 1000 && !seen.closed; turn++)
		uv_run(&loop, UV_RUN_NOWAIT);
	require(seen.closed == 1, "closed once");
	require(seen.answers <= waiting, "an answer for each command at most");
	require(qmp_execute(qmp, "stop", NULL, NULL) < 0, "no command after the end");
	qmp_close(qmp);
	uv_run(&loop, UV_RUN_DEFAULT);
	require(uv_loop_close(&loop) == 0, "nothing is left open");
	return 0;
}
