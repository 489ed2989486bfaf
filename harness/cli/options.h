/*
 * Reading a command line: options with and without values (`--name value` and `--name=value`), `-o value`, and words.
 * Every mistake is one line and exit status 129.
 */
#ifndef KMEND_CLI_OPTIONS_H
#define KMEND_CLI_OPTIONS_H

#include <stdint.h>

enum option_kind {
	OPTION_FLAG,   /* int *: set to 1 */
	OPTION_TEXT,   /* const char ** */
	OPTION_NUMBER, /* struct option_number *, decimal */
};

struct option_number {
	int given;
	uint64_t value;
};

struct option {
	const char *name; /* with its dashes; NULL ends the table */
	enum option_kind kind;
	void *to;
	uint64_t low, high; /* of a number */
};

/*
 * Reads argv[1..]. The words that are no options go to `words` (at most `most`, at least `least`; the rest stays
 * NULL). After `--` everything is a word. -1 with a message.
 */
int options_read(int argc, char **argv, const struct option *options, const char **words, int least, int most);

/* Prints "kmend COMMAND: message" in safe form to stderr and returns `status`. */
int command_fail(const char *command, int status);

#endif
