/* Manual pages in roff (man(7)). */
#include <ctype.h>
#include <string.h>

#include "harness/base/buf.h"
#include "harness/cli/generate.h"

/* Text as it stands: what roff would obey is quoted. */
static void plain(const char *text, size_t size, FILE *out)
{
	for (size_t i = 0; i < size; i++) {
		if (text[i] == '\\')
			fputs("\\e", out);
		else if (text[i] == '-')
			fputs("\\-", out);
		else if ((text[i] == '.' || text[i] == '\'') && i == 0)
			fprintf(out, "\\&%c", text[i]);
		else
			fputc(text[i], out);
	}
}

static void line(const char *text, FILE *out)
{
	plain(text, strlen(text), out);
	fputc('\n', out);
}

static void head(const char *name, const char *summary, FILE *out)
{
	fputs(".TH ", out);
	for (const char *c = name; *c; c++)
		fputc(toupper((unsigned char)*c), out);
	fprintf(out, " 1 \"\" \"kmend " KMEND_VERSION "\" \"kmend\"\n.SH NAME\n");
	plain(name, strlen(name), out);
	fputs(" \\- ", out);
	line(summary, out);
}

static void bold(const char *text, FILE *out)
{
	fputs("\\fB", out);
	plain(text, strlen(text), out);
	fputs("\\fR", out);
}

static void italic(const char *text, FILE *out)
{
	fputs("\\fI", out);
	plain(text, strlen(text), out);
	fputs("\\fR", out);
}

static void synopsis(const struct command *command, FILE *out)
{
	fputs(".SH SYNOPSIS\n\\fBkmend ", out);
	plain(command->name, strlen(command->name), out);
	fputs("\\fR", out);
	if (*command->words) {
		fputc(' ', out);
		italic(command->words, out);
	}
	for (const struct option *option = command->options; option && option->name; option++) {
		fputs("\n[", out);
		bold(option->name, out);
		if (option->value) {
			fputc(' ', out);
			italic(option->value, out);
		}
		fputc(']', out);
	}
	fputc('\n', out);
}

/* Paragraphs are filled; lines that begin with a space stay as they are. */
static void description(const char *text, FILE *out)
{
	int kept = 0;

	fputs(".SH DESCRIPTION\n", out);
	while (*text) {
		size_t size = strcspn(text, "\n");

		if ((*text == ' ') != kept) {
			kept = !kept;
			fputs(kept ? ".PP\n.nf\n" : ".fi\n", out);
		}
		if (size == 0) {
			fputs(kept ? "\n" : ".PP\n", out);
		} else {
			plain(text, size, out);
			fputc('\n', out);
		}
		text += size + (text[size] == '\n');
	}
	if (kept)
		fputs(".fi\n", out);
}

static void options(const struct option *option, FILE *out)
{
	if (!option || !option->name)
		return;
	fputs(".SH OPTIONS\n", out);
	for (; option->name; option++) {
		struct kmend_buf about = KMEND_BUF_INIT;

		fputs(".TP\n", out);
		bold(option->name, out);
		if (option->value) {
			fputc(' ', out);
			italic(option->value, out);
		}
		fputc('\n', out);
		command_about(option, &about);
		line(about.data ? about.data : "", out);
		kmend_buf_release(&about);
	}
}

void generate_man(const struct command *command, FILE *out)
{
	char name[64];

	snprintf(name, sizeof(name), "kmend-%s", command->name);
	head(name, command->summary, out);
	synopsis(command, out);
	description(command->text, out);
	options(command->options, out);
	fputs(".SH \"EXIT STATUS\"\n", out);
	line(command->exits, out);
	fputs(".SH \"SEE ALSO\"\n.BR kmend (1)\n", out);
}

void generate_man_overview(const struct command *const *commands, FILE *out)
{
	head("kmend", "breaks kernels on purpose and measures how well they recover", out);
	fputs(".SH SYNOPSIS\n\\fBkmend\\fR \\fICOMMAND\\fR [\\fIARGUMENTS\\fR]\n.SH DESCRIPTION\n", out);
	line("kmend injects faults into operating-system kernels and measures how well they recover. It compiles a "
	     "kernel with "
	     "fault sites and a recovery runtime inside, boots it under QEMU thousands of times, breaks one thing each "
	     "time, "
	     "decides from the serial log what became of it, and turns the results into tables and charts.",
		out);
	fputs(".SH COMMANDS\n", out);
	for (; *commands; commands++) {
		fputs(".TP\n.BR kmend\\-", out);
		plain((*commands)->name, strlen((*commands)->name), out);
		fputs(" (1)\n", out);
		line((*commands)->summary, out);
	}
	fputs(".SH \"EXIT STATUS\"\n", out);
	line("0 good, 1 bad, 125 cannot tell (infrastructure), 129 usage", out);
	fputs(".SH ENVIRONMENT\n.TP\n\\fBKMEND_CACHE\\fR\n", out);
	line("The folder for built images, in the cache of the user by default.", out);
}
