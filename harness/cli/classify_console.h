/* kmend classify --console: what a raw console says of a crash. For cmd_classify.c. */
#ifndef KMEND_CLI_CLASSIFY_CONSOLE_H
#define KMEND_CLI_CLASSIFY_CONSOLE_H

struct classify_console {
	const char *path;   /* a file, a pipe, `-` for standard input, or a folder of consoles */
	const char *image;  /* NULL: the functions that the console names are believed */
	const char *golden; /* console of a run without a fault: what it says, too, does not count; NULL: none */
	int json;
};

/* Prints to stdout. -1 with a message when something cannot be read. */
int classify_console(const struct classify_console *request);

#endif
