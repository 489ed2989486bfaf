/*
 * A small shell: lists of pipelines with ; && || and &, redirection < > >>, quoting, $? $$ $# $0..$9. No variables, no
 * loops, no patterns. It reads a script whole, then takes one pipeline at a time and runs it before it looks at the next.
 *   sh FILE [ARGUMENT...]   sh -c TEXT [NAME ARGUMENT...]   sh (script from the standard input)
 */
#ifndef SH_H
#define SH_H

#include <stddef.h>

#define SCRIPT_MAX 4096 /* bytes of a script */
#define WORD_BYTES 1024 /* of all words of one pipeline */
#define ARGUMENTS_MAX 16
#define COMMANDS_MAX 6 /* of one pipeline */

/* Exit statuses of the shell's own making. */
enum { STATUS_SYNTAX = 2, STATUS_CANNOT = 126, STATUS_NOT_FOUND = 127, STATUS_SIGNAL = 128 };

enum token {
	TOKEN_END,
	TOKEN_WORD,
	TOKEN_SEPARATOR /* ; or newline */,
	TOKEN_BACKGROUND,
	TOKEN_AND,
	TOKEN_OR,
	TOKEN_PIPE,
	TOKEN_IN,
	TOKEN_OUT,
	TOKEN_APPEND,
	TOKEN_ERROR
};

struct command {
	int argc;
	char *argv[ARGUMENTS_MAX + 1]; /* the one after the last is NULL */
	const char *in, *out;          /* files of redirections, NULL none */
	int append;
};

struct pipeline {
	int n;
	struct command command[COMMANDS_MAX];
	enum token end; /* what stood after it: END, SEPARATOR, BACKGROUND, AND, OR */
	size_t used;
	char words[WORD_BYTES];
};

struct shell {
	const char *at; /* next character of the script */
	int status;     /* $? */
	int leave;      /* exit was called */
	int argc;       /* $0 and the arguments after it */
	char **argv;
};

/* lex.c: the next token; a word, with quotes taken off and $ expanded, goes into p->words and *word. */
enum token next_token(struct shell *sh, struct pipeline *p, char **word);

/* parse.c: the next pipeline; 0, or -1 for a syntax error. n is 0 for an empty one. */
int next_pipeline(struct shell *sh, struct pipeline *p);

/* run.c: runs a pipeline, waits for it unless background is set; its exit status. */
int run_pipeline(struct shell *sh, const struct pipeline *p, int background);

/* builtin.c: 1 when the command is the shell's own; its exit status in *status. */
int run_builtin(struct shell *sh, const struct command *c, int *status);

#endif
