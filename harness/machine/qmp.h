/*
 * QMP, the QEMU machine protocol, over one connected stream socket inside a libuv loop: one JSON object a line, commands
 * answered in order, events at any time. The other side is not trusted to be well: every way to be broken ends in one
 * call of `closed`.
 */
#ifndef KMEND_MACHINE_QMP_H
#define KMEND_MACHINE_QMP_H

#include <jansson.h>
#include <uv.h>

#define QMP_LINE_MAX (1u << 20) /* bytes of one message */
#define QMP_PENDING_MAX 16      /* commands sent and not yet answered */

struct qmp;

struct qmp_handlers {
	void (*greeting)(void *context);
	void (*event)(void *context, const char *name, json_t *data); /* data is borrowed, can be NULL */
	/* The connection is of no use any more (end of file, broken JSON, a line too long, an answer nobody asked for).
	 * Called at most once, never from inside qmp_execute(). Pending commands get no answer. */
	void (*closed)(void *context, const char *why);
};

/* The answer: `result` is borrowed and NULL when the command failed; then `error` says why. */
typedef void (*qmp_reply)(void *context, json_t *result, const char *error);

/* Takes over the connected socket `fd` (also on failure). `handlers` must outlive the connection. */
int qmp_open(struct qmp **out, uv_loop_t *loop, int fd, const struct qmp_handlers *handlers, void *context);

/* Sends a command; `arguments` is stolen and can be NULL; `reply` can be NULL when only failure of the link matters. */
int qmp_execute(struct qmp *qmp, const char *command, json_t *arguments, qmp_reply reply);

/* Sends a human monitor command. Its answer is text, and every text at all is taken as an error, as for `loadvm`. */
int qmp_monitor(struct qmp *qmp, const char *line, qmp_reply reply);

/* Closes; nothing is called back afterwards. The memory goes with the next turns of the loop. NULL is fine. */
void qmp_close(struct qmp *qmp);

#endif
