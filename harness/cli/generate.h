/* Manual pages and completion of shells, made from the rows of the commands as the help is. */
#ifndef KMEND_CLI_GENERATE_H
#define KMEND_CLI_GENERATE_H

#include <stdio.h>

#include "harness/cli/command.h"

/* The page of one command, kmend-NAME(1); or, with a list that ends with NULL, the one of kmend itself, kmend(1). In roff. */
void generate_man(const struct command *command, FILE *out);
void generate_man_overview(const struct command *const *commands, FILE *out);

const char *generate_shell(size_t number); /* "bash", "zsh", "fish"; NULL after the last */
/* A script that completes kmend's command lines in that shell. -1: there is no such shell, with a message. */
int generate_completion(const char *shell, const struct command *const *commands, FILE *out);

#endif
