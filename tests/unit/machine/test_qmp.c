/* The QMP client against a fake server on the other end of a socket pair: what comes in which order, and what is broken. */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "harness/base/error.h"
#include "harness/machine/qmp.h"

struct seen {
	int greetings, replies, errors;
	char text[512]; /* events, answers and errors in order */
	char why[128];  /* of closed */
};

static uv_loop_t loop;
static struct seen seen;
static struct qmp *qmp;
static int server;

static void note(const char *what)
{
	strncat(seen.text, what, sizeof seen.text - strlen(seen.text) - 1);
	strncat(seen.text, ";", sizeof seen.text - strlen(seen.text) - 1);
}

static void on_greeting(void *context)
{
	(void)context;
	seen.greetings++;
}

static void on_event(void *context, const char *name, json_t *data)
{
	const char *reason = json_string_value(json_object_get(data, "reason"));

	(void)context;
	note(name);
	if (reason)
		note(reason);
}

static void on_closed(void *context, const char *why)
{
	(void)context;
	snprintf(seen.why, sizeof seen.why, "%s", why);
}

static void on_reply(void *context, json_t *result, const char *error)
{
	(void)context;
	seen.replies++;
	note(result ? "good" : error);
}

static const struct qmp_handlers handlers = { on_greeting, on_event, on_closed };

static void setup(void)
{
	int links[2];

	memset(&seen, 0, sizeof seen);
	uv_loop_init(&loop);
	cr_assert_eq(socketpair(AF_UNIX, SOCK_STREAM, 0, links), 0);
	server = links[1];
	cr_assert_eq(qmp_open(&qmp, &loop, links[0], &handlers, NULL), 0);
}

static void teardown(void)
{
	qmp_close(qmp);
	uv_run(&loop, UV_RUN_DEFAULT);
	cr_expect_eq(uv_loop_close(&loop), 0);
	close(server);
}

static void say(const char *text)
{
	cr_assert_eq(write(server, text, strlen(text)), (ssize_t)strlen(text));
	for (int i = 0; i < 4; i++)
		uv_run(&loop, UV_RUN_NOWAIT);
}

TestSuite(qmp, .init = setup, .fini = teardown, .timeout = 20);

Test(qmp, greeting_command_answer)
{
	char sent[128] = "";

	say("{\"QMP\":{\"version\":{}}}\r\n");
	cr_expect_eq(seen.greetings, 1);
	cr_assert_eq(qmp_execute(qmp, "cont", NULL, on_reply), 0);
	cr_assert_gt(read(server, sent, sizeof sent - 1), 0);
	cr_expect_str_eq(sent, "{\"execute\":\"cont\"}\n");
	say("{\"return\":{}}\r\n");
	cr_expect_str_eq(seen.text, "good;");
}

Test(qmp, event_before_answer)
{
	qmp_execute(qmp, "cont", NULL, on_reply);
	say("{\"event\":\"RESET\",\"data\":{\"reason\":\"guest-reset\"}}\n{\"return\":{}}\n");
	cr_expect_str_eq(seen.text, "RESET;guest-reset;good;");
}

Test(qmp, answers_come_in_order)
{
	qmp_execute(qmp, "a", NULL, on_reply);
	qmp_execute(qmp, "b", NULL, on_reply);
	say("{\"error\":{\"class\":\"GenericError\",\"desc\":\"no a\"}}\n{\"return\":1}\n");
	cr_expect_str_eq(seen.text, "no a;good;");
}

Test(qmp, loadvm_error_is_text)
{
	qmp_monitor(qmp, "loadvm ready", on_reply);
	say("{\"return\":\"Error: Snapshot 'ready' does not exist\\r\\n\"}\n");
	cr_expect_str_eq(seen.text, "Error: Snapshot 'ready' does not exist\r\n;");
	qmp_monitor(qmp, "loadvm ready", on_reply);
	say("{\"return\":\"\"}\n");
	cr_expect_neq(strstr(seen.text, ";good;"), NULL);
}

Test(qmp, message_in_pieces)
{
	qmp_execute(qmp, "cont", NULL, on_reply);
	say("{\"ret");
	say("urn\":");
	cr_expect_eq(seen.replies, 0);
	say("{}}\n");
	cr_expect_eq(seen.replies, 1);
}

Test(qmp, truncated_json)
{
	say("{\"event\":\"STOP\"\n");
	cr_expect_str_eq(seen.why, "broken JSON");
}

Test(qmp, not_an_object)
{
	say("[1]\n");
	cr_expect_str_eq(seen.why, "broken JSON");
}

Test(qmp, unknown_message)
{
	say("{\"hello\":1}\n");
	cr_expect_str_eq(seen.why, "a message of an unknown kind");
}

Test(qmp, answer_nobody_asked_for)
{
	say("{\"return\":{}}\n");
	cr_expect_str_eq(seen.why, "an answer that nobody asked for");
}

Test(qmp, giant_line)
{
	char *junk = malloc(65536);

	memset(junk, 'x', 65535);
	junk[65535] = 0;
	for (int i = 0; i < 20 && !seen.why[0]; i++)
		say(junk);
	free(junk);
	cr_expect_str_eq(seen.why, "a message longer than 1 MiB");
}

Test(qmp, end_of_file_with_a_pending_command)
{
	qmp_execute(qmp, "cont", NULL, on_reply);
	shutdown(server, SHUT_RDWR);
	for (int i = 0; i < 4; i++)
		uv_run(&loop, UV_RUN_NOWAIT);
	cr_expect_str_eq(seen.why, "end of file");
	cr_expect_eq(seen.replies, 0);
	cr_expect_eq(qmp_execute(qmp, "cont", NULL, on_reply), -1, "a broken link takes no command");
}

Test(qmp, too_many_pending)
{
	for (int i = 0; i < QMP_PENDING_MAX; i++)
		cr_expect_eq(qmp_execute(qmp, "cont", NULL, on_reply), 0);
	cr_expect_eq(qmp_execute(qmp, "cont", NULL, on_reply), -1);
}

Test(qmp, close_inside_an_event)
{
	/* Everything after a broken message is ignored. */
	say("{\"event\":\"A\"}\nnonsense\n{\"event\":\"B\"}\n");
	cr_expect_str_eq(seen.text, "A;");
}
