/* One console, read and judged: what `kmend classify --console` does with a file and with each file of a folder. */
#ifndef KMEND_CLI_CLASSIFY_JUDGE_H
#define KMEND_CLI_CLASSIFY_JUDGE_H

#include <jansson.h>

#include "harness/base/buf.h"
#include "harness/campaign/crash.h"
#include "harness/cli/classify_console.h"

#define CLASSIFY_SHOWN_MAX 400 /* bytes of a console's line */

struct judge {
	struct crash_image image;
	struct kmend_crash_known known;
};

/* The whole console: a file, a pipe, or standard input for "-". -1 with a message; release `out` in every case. */
int classify_read(struct kmend_buf *out, const char *path);
/* -1: out of memory. */
int classify_judge(struct judge *judge, struct crash_text *text, const struct kmend_buf *console);
/* Writes the answer to stdout, and frees it. -1 with a message. */
int classify_dump(json_t *json);

/* Judges the folder of the request, whose consoles become groups. */
int classify_folder(struct judge *judge, const struct classify_console *request);

#endif
