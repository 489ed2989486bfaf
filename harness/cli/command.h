/*
 * What a subcommand is: one row with its words, options, help and function. A command gets its words and values checked,
 * writes data to stdout and chatter to stderr, and returns the exit status of the process. It sets nothing up for its
 * help: that is made from the row.
 */
#ifndef KMEND_CLI_COMMAND_H
#define KMEND_CLI_COMMAND_H

#include <stdio.h>

#include "harness/base/buf.h"
#include "harness/base/error.h"
#include "harness/cli/options.h"

struct command {
	const char *name;
	const char *summary; /* for the overview: a phrase without a full stop */
	const char *words;   /* as the help shows them: "RESULT ID", "RESULT [RESULT]", "OUT IN..."; "" for none */
	const char *
		text; /* the help: paragraphs with an empty line between them; a line that begins with a space stays as it is */
	const struct option *options; /* NULL: none */
	const char *exits;            /* "0 good, 125 the build failed, 129 usage" */
	size_t size;                  /* of the struct that `options` fill; given to run() as `values` */
	int (*run)(const char *const *words, const void *values); /* words end with NULL */
	int (*pass)(int argc, char **argv); /* instead of run(): takes everything untouched, with no reading at all */
};

/* argv[0] is the command's name. Answers --help and -h, complains about a wrong line, else runs it. */
int command_run(const struct command *command, int argc, char **argv);

void command_help(const struct command *command, FILE *out);
/* Appends what the help says of an option: its text, its choices, its preset. */
void command_about(const struct option *option, struct kmend_buf *line);

/* Prints the error as one line, "kmend NAME: message", in safe form to stderr. Returns the exit status of its code. */
int command_fail(const struct command *command);

/* The end of a command that printed data: `status`, or a failure when stdout could not take them. */
int command_end(const struct command *command, int status);

#endif
