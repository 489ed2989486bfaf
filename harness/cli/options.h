/*
 * The options of a command as a table: read from it are the command line, the list in the help, and whatever else has to
 * know them (completion, man pages). `--name value` and `--name=value` are the same, `-o value` has no other form, `--`
 * makes words of all that follows.
 */
#ifndef KMEND_CLI_OPTIONS_H
#define KMEND_CLI_OPTIONS_H

#include <stddef.h>
#include <stdint.h>

struct option_number {
	int given;      /* on the command line */
	uint64_t value; /* else the option's preset */
};

enum option_kind {
	OPTION_KIND_FLAG,   /* int: becomes 1 */
	OPTION_KIND_TEXT,   /* const char *: stays NULL when it is not given */
	OPTION_KIND_NUMBER, /* struct option_number: decimal, from low to high */
};

struct option {
	const char *name; /* with its dashes; NULL ends a table */
	enum option_kind kind;
	size_t at;                  /* where its value goes in the values of the command */
	const char *value;          /* what the value is called: "N", "FILE" */
	const char *about;          /* for the help: a phrase without a full stop */
	uint64_t low, high, preset; /* of a number */
	const char *(*choices)(
		size_t number); /* the only texts that are allowed, NULL after the last; NULL: any text */
};

/* A row: `values` is the struct that the command's values are in, `member` the one that the option fills. The
 * comparison makes a member of another type an error of the compiler. */
#define OPTION_AT(type, values, member) \
	(offsetof(struct values, member) + 0 * sizeof((type *)0 == &((struct values *)0)->member))
#define OPTION_FLAG(text, values, member, what) \
	{ .name = (text), .kind = OPTION_KIND_FLAG, .at = OPTION_AT(int, values, member), .about = (what) }
#define OPTION_TEXT(text, values, member, called, what)        \
	{ .name = (text),                                      \
		.kind = OPTION_KIND_TEXT,                      \
		.at = OPTION_AT(const char *, values, member), \
		.value = (called),                             \
		.about = (what) }
#define OPTION_CHOICE(text, values, member, called, list, what) \
	{ .name = (text),                                       \
		.kind = OPTION_KIND_TEXT,                       \
		.at = OPTION_AT(const char *, values, member),  \
		.value = (called),                              \
		.about = (what),                                \
		.choices = (list) }
#define OPTION_NUMBER(text, values, member, called, from, to, otherwise, what) \
	{ .name = (text),                                                      \
		.kind = OPTION_KIND_NUMBER,                                    \
		.at = OPTION_AT(struct option_number, values, member),         \
		.value = (called),                                             \
		.about = (what),                                               \
		.low = (from),                                                 \
		.high = (to),                                                  \
		.preset = (otherwise) }
#define OPTION_END { .name = NULL }

/*
 * Reads argv[1..] into `values` (zeroed by the caller) and `words`, which has room for argc pointers: those that are
 * not options, in order, then NULL. KMEND_ERROR_USAGE when the line breaks the table.
 */
int options_read(int argc, char **argv, const struct option *options, void *values, const char **words);

/* The positive number of an experiment. KMEND_ERROR_USAGE when it is not one. */
int option_experiment(const char *text, int64_t *id);

#endif
