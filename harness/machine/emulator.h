/* The emulator: its process, and the connection to it. One machine has two of them, one after the other. */
#ifndef KMEND_MACHINE_EMULATOR_H
#define KMEND_MACHINE_EMULATOR_H

#include <sys/types.h>
#include <uv.h>

#include "harness/base/buf.h"
#include "harness/machine/command_line.h"
#include "harness/machine/qmp.h"

struct emulator {
	uv_loop_t *loop;
	const struct qmp_handlers *handlers; /* called with `context` */
	void *context;
	pid_t pid; /* -1: there is none */
	struct qmp *qmp;
	int greeted;  /* it talks */
	int error_fd; /* what all of them say on stderr */
};

#define EMULATOR_INIT { .pid = -1, .error_fd = -1 }

/* `handlers` must outlive it. Release in every case. */
int emulator_new(struct emulator *emulator, uv_loop_t *loop, const struct qmp_handlers *handlers, void *context);
void emulator_release(struct emulator *emulator);

/* Starts a process, with the image as its kernel or without one. */
int emulator_start(struct emulator *emulator, const struct command_line *parts, int with_kernel);
/* Kills it; also when there is none. */
void emulator_end(struct emulator *emulator);

#define EMULATOR_HOW 16

/* Its connection is closed. 1: it has ended by itself, by a signal of its own doing or by an exit status that is not 0; 0: somebody
 * has ended it, or it is there. `how`: a word for that, "SIGABRT", "exit 1", "gone". */
int emulator_died(struct emulator *emulator, char how[EMULATOR_HOW]);

#define EMULATOR_SAID_MAX (1 << 20) /* bytes on stderr in one run; more is a flood: a guest can bring it to complain */

/* Forgets what it said. */
int emulator_hush(struct emulator *emulator);
/* 1: it has said more than that since. */
int emulator_chatters(const struct emulator *emulator);

/* The last line of stderr, without its newline, in `said` (the caller's); "" when there is none. */
const char *emulator_last_words(const struct emulator *emulator, struct kmend_buf *said);

#endif
