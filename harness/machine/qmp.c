/*
 * QMP client: cuts the byte stream into lines, lines into greeting, events and answers, and pairs answers with commands
 * in the order of sending (QEMU answers in order unless out-of-band execution is asked for, which we never do).
 */
#include "harness/machine/qmp.h"

#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

#include "harness/base/error.h"

struct pending {
	qmp_reply reply;
	int monitor; /* the answer is a text that must be empty */
};

struct qmp {
	uv_pipe_t pipe;
	int fd; /* of the pipe: written to directly, because libuv would raise SIGPIPE */
	const struct qmp_handlers *handlers;
	void *context;
	struct pending pending[QMP_PENDING_MAX];
	unsigned npending;
	int broken; /* `closed` was called, or qmp_close() */
	size_t used, capacity;
	char *line;
	char chunk[16384];
};

static void qmp_fail(struct qmp *qmp, const char *why)
{
	if (qmp->broken)
		return;
	qmp->broken = 1;
	uv_read_stop((uv_stream_t *)&qmp->pipe);
	qmp->handlers->closed(qmp->context, why);
}

static void qmp_answer(struct qmp *qmp, json_t *result, json_t *error)
{
	struct pending first;
	const char *why = NULL;

	if (!qmp->npending) {
		qmp_fail(qmp, "an answer that nobody asked for");
		return;
	}
	first = qmp->pending[0];
	memmove(qmp->pending, qmp->pending + 1, --qmp->npending * sizeof qmp->pending[0]);
	if (error) {
		why = json_string_value(json_object_get(error, "desc"));
		if (!why)
			why = "an error without description";
		result = NULL;
	} else if (first.monitor) {
		why = json_string_value(result);
		if (!why)
			why = "no text in the monitor's answer";
		else if (!*why)
			why = NULL;
		if (why)
			result = NULL;
	}
	if (first.reply)
		first.reply(qmp->context, result, why);
}

static void qmp_message(struct qmp *qmp, const char *line, size_t size)
{
	json_error_t where;
	json_t *message = json_loadb(line, size, JSON_REJECT_DUPLICATES, &where);
	json_t *result, *error;
	const char *event;

	if (!json_is_object(message)) {
		json_decref(message);
		qmp_fail(qmp, "broken JSON");
		return;
	}
	event = json_string_value(json_object_get(message, "event"));
	result = json_object_get(message, "return");
	error = json_object_get(message, "error");
	if (event)
		qmp->handlers->event(qmp->context, event, json_object_get(message, "data"));
	else if (result || error)
		qmp_answer(qmp, result, error);
	else if (json_object_get(message, "QMP"))
		qmp->handlers->greeting(qmp->context);
	else
		qmp_fail(qmp, "a message of an unknown kind");
	json_decref(message);
}

static int qmp_keep(struct qmp *qmp, const char *bytes, size_t size)
{
	if (qmp->used + size > QMP_LINE_MAX) {
		qmp_fail(qmp, "a message longer than 1 MiB");
		return -1;
	}
	if (qmp->used + size > qmp->capacity) {
		size_t capacity = (qmp->used + size) * 2;
		char *line = realloc(qmp->line, capacity);

		if (!line) {
			qmp_fail(qmp, "out of memory");
			return -1;
		}
		qmp->line = line;
		qmp->capacity = capacity;
	}
	if (size) /* there may be no line yet */
		memcpy(qmp->line + qmp->used, bytes, size);
	qmp->used += size;
	return 0;
}

static void qmp_feed(struct qmp *qmp, const char *bytes, size_t size)
{
	while (size && !qmp->broken) {
		const char *end = memchr(bytes, '\n', size);
		size_t part = end ? (size_t)(end - bytes) : size;

		if (qmp_keep(qmp, bytes, part) < 0)
			return;
		if (!end)
			return;
		part++;
		bytes += part;
		size -= part;
		part = qmp->used;
		qmp->used = 0;
		if (part && !(part == 1 && qmp->line[0] == '\r'))
			qmp_message(qmp, qmp->line, part);
	}
}

static void on_alloc(uv_handle_t *handle, size_t suggested, uv_buf_t *buf)
{
	struct qmp *qmp = handle->data;

	(void)suggested;
	*buf = uv_buf_init(qmp->chunk, sizeof qmp->chunk);
}

static void on_read(uv_stream_t *stream, ssize_t count, const uv_buf_t *buf)
{
	struct qmp *qmp = stream->data;

	if (count < 0)
		qmp_fail(qmp, count == UV_EOF || count == UV_ECONNRESET ? "end of file" : uv_strerror((int)count));
	else
		qmp_feed(qmp, buf->base, (size_t)count);
}

static void on_close(uv_handle_t *handle)
{
	struct qmp *qmp = handle->data;

	free(qmp->line);
	free(qmp);
}

int qmp_open(struct qmp **out, uv_loop_t *loop, int fd, const struct qmp_handlers *handlers, void *context)
{
	struct qmp *qmp = calloc(1, sizeof *qmp);
	int error;

	if (!qmp) {
		close(fd);
		return kmend_error_memory();
	}
	qmp->fd = fd;
	qmp->handlers = handlers;
	qmp->context = context;
	uv_pipe_init(loop, &qmp->pipe, 0);
	qmp->pipe.data = qmp;
	error = uv_pipe_open(&qmp->pipe, fd);
	if (error < 0)
		close(fd);
	else
		error = uv_read_start((uv_stream_t *)&qmp->pipe, on_alloc, on_read);
	if (error < 0) {
		uv_close((uv_handle_t *)&qmp->pipe, on_close);
		return kmend_error("cannot talk to the emulator: %s", uv_strerror(error));
	}
	*out = qmp;
	return 0;
}

/* Commands are short and few: a socket that does not take one at once belongs to an emulator that does not read. */
static int qmp_write(struct qmp *qmp, const char *text)
{
	struct iovec parts[2] = { { (void *)text, strlen(text) }, { "\n", 1 } };
	const struct msghdr message = { .msg_iov = parts, .msg_iovlen = 2 };
	ssize_t sent = sendmsg(qmp->fd, &message, MSG_DONTWAIT | MSG_NOSIGNAL);

	return sent == (ssize_t)(parts[0].iov_len + parts[1].iov_len) ? 0 : -1;
}

static int qmp_send(struct qmp *qmp, const char *command, json_t *arguments, qmp_reply reply, int monitor)
{
	json_t *message = json_pack("{s:s, s:o*}", "execute", command, "arguments", arguments);
	char *text = message ? json_dumps(message, JSON_COMPACT) : NULL;
	int sent = -1;

	json_decref(message);
	if (!text)
		return kmend_error_memory();
	if (!qmp->broken && qmp->npending < QMP_PENDING_MAX)
		sent = qmp_write(qmp, text);
	if (sent == 0)
		qmp->pending[qmp->npending++] = (struct pending){ reply, monitor };
	free(text);
	return sent < 0 ? kmend_error("the emulator does not take the command '%s'", command) : 0;
}

int qmp_execute(struct qmp *qmp, const char *command, json_t *arguments, qmp_reply reply)
{
	return qmp_send(qmp, command, arguments, reply, 0);
}

int qmp_monitor(struct qmp *qmp, const char *line, qmp_reply reply)
{
	return qmp_send(qmp, "human-monitor-command", json_pack("{s:s}", "command-line", line), reply, 1);
}

void qmp_close(struct qmp *qmp)
{
	if (!qmp)
		return;
	qmp->broken = 1;
	uv_close((uv_handle_t *)&qmp->pipe, on_close);
}
