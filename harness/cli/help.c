/* The help of a command, made from its row: usage, text, options, exit status. */
#include <inttypes.h>
#include <string.h>

#include "harness/base/buf.h"
#include "harness/cli/command.h"

#define WIDTH 100      /* columns */
#define ABOUT_MOST 24u /* column at which the texts of options begin, at most */

/* Prints `text` from column `at` on; new lines begin at column `indent`. A word of the text has no spaces in it. */
static void wrap(FILE *out, const char *text, size_t at, size_t indent)
{
	int first = 1;

	while (*text) {
		size_t size = strcspn(text, " ");

		/* What stands in brackets stays together: [--plots DIR] */
		if (*text == '[' && memchr(text, ']', size) == NULL && strchr(text, ']'))
			size = (size_t)(strchr(text, ']') - text) + 1;
		if (!first && at + 1 + size > WIDTH) {
			fprintf(out, "\n%*s", (int)indent, "");
			at = indent;
		} else if (!first) {
			fputc(' ', out);
			at++;
		}
		fwrite(text, 1, size, out);
		at += size;
		text += size + strspn(text + size, " ");
		first = 0;
	}
	fputc('\n', out);
}

static void usage(const struct command *command, FILE *out)
{
	struct kmend_buf line = KMEND_BUF_INIT;
	size_t indent = strlen("usage: kmend ") + strlen(command->name) + 1;
	const struct option *option = command->options;

	kmend_buf_append(&line, command->words, strlen(command->words));
	for (; option && option->name; option++)
		kmend_buf_printf(&line, "%s[%s%s%s]", line.size ? " " : "", option->name, option->value ? " " : "",
			option->value ? option->value : "");
	fprintf(out, "usage: kmend %s%s", command->name, line.size ? " " : "");
	wrap(out, line.data ? line.data : "", indent, indent);
	kmend_buf_release(&line);
}

/* Paragraphs are filled; lines that begin with a space stay as they are. */
static void text(const char *paragraphs, FILE *out)
{
	while (*paragraphs) {
		size_t size = strcspn(paragraphs, "\n");
		char line[1024];

		snprintf(line, sizeof(line), "%.*s", (int)size, paragraphs);
		if (*line == ' ')
			fprintf(out, "%s\n", line);
		else
			wrap(out, line, 0, 0);
		paragraphs += size + (paragraphs[size] == '\n');
	}
}

static size_t name_width(const struct option *option)
{
	return strlen(option->name) + (option->value ? 1 + strlen(option->value) : 0);
}

void command_about(const struct option *option, struct kmend_buf *line)
{
	const char *choice;

	kmend_buf_append(line, option->about, strlen(option->about));
	for (size_t i = 0; option->choices && (choice = option->choices(i)); i++)
		kmend_buf_printf(line, "%s%s", i ? ", " : ": ", choice);
	if (option->kind == OPTION_KIND_NUMBER && option->preset)
		kmend_buf_printf(line, " (default %" PRIu64 ")", option->preset);
}

static void option_list(const struct option *options, FILE *out)
{
	size_t column = 0;

	for (const struct option *option = options; option->name; option++)
		if (name_width(option) + 4 > column && name_width(option) + 4 <= ABOUT_MOST)
			column = name_width(option) + 4;
	fputc('\n', out);
	for (const struct option *option = options; option->name; option++) {
		struct kmend_buf line = KMEND_BUF_INIT;
		size_t width = name_width(option) + 2;

		command_about(option, &line);
		fprintf(out, "  %s%s%s", option->name, option->value ? " " : "", option->value ? option->value : "");
		if (width + 2 > column)
			fprintf(out, "\n%*s", (int)column, "");
		else
			fprintf(out, "%*s", (int)(column - width), "");
		wrap(out, line.data ? line.data : "", column, column);
		kmend_buf_release(&line);
	}
}

void command_help(const struct command *command, FILE *out)
{
	usage(command, out);
	fputc('\n', out);
	text(command->text, out);
	if (command->options)
		option_list(command->options, out);
	fputs("\nexit status: ", out);
	wrap(out, command->exits, strlen("exit status: "), strlen("exit status: "));
}
