/*
 * Scripts that complete command lines. What a word can be is in the rows: the commands, the options of each, the choices of an
 * option. Everything else is a file. The texts are kmend's own; what a shell would obey in them is quoted all the same.
 */
#include <string.h>

#include "harness/cli/generate.h"

/* ---- what the scripts are made of ---- */

/* Between single quotes: `'` ends them, and stands for itself outside. `also` are characters that get a backslash before them. */
static void quoted(const char *text, const char *also, FILE *out)
{
	fputc('\'', out);
	for (; *text; text++) {
		if (*text == '\'')
			fputs("'\\''", out);
		else if (strchr(also, *text))
			fprintf(out, "\\%c", *text);
		else
			fputc(*text, out);
	}
	fputc('\'', out);
}

static void names(const struct command *const *commands, FILE *out)
{
	for (; *commands; commands++)
		fprintf(out, "%s ", (*commands)->name);
	fputs("help", out);
}

static void choices(const struct option *option, FILE *out)
{
	const char *choice;

	for (size_t i = 0; (choice = option->choices(i)); i++)
		fprintf(out, "%s%s", i ? " " : "", choice);
}

static int has_options(const struct command *command)
{
	return command->options && command->options->name;
}

/* ---- bash ---- */

static void bash_command(const struct command *command, FILE *out)
{
	fprintf(out, "\t%s)\n\t\tcase $before in\n", command->name);
	for (const struct option *option = command->options; option->name; option++) {
		if (!option->value)
			continue;
		fprintf(out, "\t\t%s) ", option->name);
		if (option->choices) {
			fputs("COMPREPLY=($(compgen -W '", out);
			choices(option, out);
			fputs("' -- \"$word\")); ", out);
		}
		fputs("return ;;\n", out);
	}
	fputs("\t\tesac\n\t\toptions='", out);
	for (const struct option *option = command->options; option->name; option++)
		fprintf(out, "%s ", option->name);
	fputs("--help' ;;\n", out);
}

/* An empty COMPREPLY leaves it to the shell, which knows files. */
static void bash(const struct command *const *commands, FILE *out)
{
	fputs("# bash completion for kmend, made by `kmend help --completion bash`\n"
	      "_kmend() {\n"
	      "\tlocal word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]} options=--help\n"
	      "\tCOMPREPLY=()\n"
	      "\tif [ \"$COMP_CWORD\" = 1 ] || { [ \"$COMP_CWORD\" = 2 ] && [ \"$before\" = help ]; }; then\n"
	      "\t\tCOMPREPLY=($(compgen -W '",
		out);
	names(commands, out);
	fputs("' -- \"$word\"))\n\t\treturn\n\tfi\n\tcase ${COMP_WORDS[1]} in\n", out);
	for (; *commands; commands++)
		if (has_options(*commands))
			bash_command(*commands, out);
	fputs("\tesac\n\t[[ $word == -* ]] && COMPREPLY=($(compgen -W \"$options\" -- \"$word\"))\n}\n"
	      "complete -o default -F _kmend kmend\n",
		out);
}

/* ---- zsh ---- */

static void zsh_option(const struct option *option, FILE *out)
{
	fputs(" \\\n\t\t\t", out);
	/* 'NAME[ABOUT]:VALUE:WHAT' */
	fprintf(out, "%s'['", option->name);
	quoted(option->about, "[]:\\", out);
	fputs("']'", out);
	if (!option->value)
		return;
	fprintf(out, "':%s:", option->value);
	if (option->choices) {
		fputc('(', out);
		choices(option, out);
		fputc(')', out);
	} else if (option->kind == OPTION_KIND_TEXT) {
		fputs("_files", out);
	}
	fputc('\'', out);
}

static void zsh(const struct command *const *commands, FILE *out)
{
	fputs("#compdef kmend\n# zsh completion for kmend, made by `kmend help --completion zsh`\n_kmend() {\n"
	      "\tlocal -a commands\n\tcommands=(\n",
		out);
	for (const struct command *const *command = commands; *command; command++) {
		fprintf(out, "\t\t%s:", (*command)->name);
		quoted((*command)->summary, ":\\", out);
		fputc('\n', out);
	}
	fputs("\t\thelp:'says more about a command'\n\t)\n"
	      "\tif (( CURRENT == 2 )) || { (( CURRENT == 3 )) && [[ $words[2] == help ]] }; then\n"
	      "\t\t_describe command commands\n\t\treturn\n\tfi\n"
	      "\tshift words\n\t(( CURRENT-- ))\n\tcase $words[1] in\n",
		out);
	for (; *commands; commands++) {
		if (!has_options(*commands))
			continue;
		fprintf(out, "\t%s)\n\t\t_arguments", (*commands)->name);
		for (const struct option *option = (*commands)->options; option->name; option++)
			zsh_option(option, out);
		fputs(" \\\n\t\t\t'*:file:_files' ;;\n", out);
	}
	fputs("\t*) _files ;;\n\tesac\n}\n_kmend \"$@\"\n", out);
}

/* ---- fish ---- */

static void fish_option(const struct command *command, const struct option *option, FILE *out)
{
	const char *bare = option->name + strspn(option->name, "-");

	fprintf(out, "complete -c kmend -n '__fish_seen_subcommand_from %s' %s %s", command->name,
		option->name[1] == '-' ? "-l" : "-s", bare);
	if (option->choices) {
		fputs(" -x -a '", out);
		choices(option, out);
		fputc('\'', out);
	} else if (option->value) {
		fputs(" -r", out);
	}
	fputs(" -d ", out);
	quoted(option->about, "\\", out);
	fputc('\n', out);
}

static void fish(const struct command *const *commands, FILE *out)
{
	fputs("# fish completion for kmend, made by `kmend help --completion fish`\n", out);
	for (const struct command *const *command = commands; *command; command++) {
		fprintf(out, "complete -c kmend -n __fish_use_subcommand -f -a %s -d ", (*command)->name);
		quoted((*command)->summary, "\\", out);
		fputc('\n', out);
	}
	fputs("complete -c kmend -n __fish_use_subcommand -f -a help -d 'says more about a command'\n"
	      "complete -c kmend -n '__fish_seen_subcommand_from help' -f -a '",
		out);
	names(commands, out);
	fputs("'\n", out);
	for (; *commands; commands++)
		for (const struct option *option = (*commands)->options; option && option->name; option++)
			fish_option(*commands, option, out);
}

static const struct {
	const char *name;
	void (*write)(const struct command *const *commands, FILE *out);
} shells[] = { { "bash", bash }, { "zsh", zsh }, { "fish", fish } };

#define NSHELLS (sizeof(shells) / sizeof(shells[0]))

const char *generate_shell(size_t number)
{
	return number < NSHELLS ? shells[number].name : NULL;
}

int generate_completion(const char *shell, const struct command *const *commands, FILE *out)
{
	for (size_t i = 0; i < NSHELLS; i++) {
		if (strcmp(shells[i].name, shell) == 0) {
			shells[i].write(commands, out);
			return 0;
		}
	}
	return kmend_error_as(KMEND_ERROR_USAGE, "no completion for '%.80s' (bash, zsh, fish)", shell);
}
