/* From tokens to a pipeline. */
#include <stddef.h>

#include "sh.h"

static void begin_command(struct pipeline *p)
{
	p->command[p->n++] = (struct command){ .argc = 0 };
}

static int redirect(struct shell *sh, struct pipeline *p, struct command *c, enum token kind)
{
	char *file;

	if (next_token(sh, p, &file) != TOKEN_WORD)
		return -1;
	if (kind == TOKEN_IN) {
		c->in = file;
	} else {
		c->out = file;
		c->append = kind == TOKEN_APPEND;
	}
	return 0;
}

/* The pipeline ends here: right when its last command has words, or when it is empty altogether. */
static int finish(struct pipeline *p, enum token end)
{
	const struct command *last = &p->command[p->n - 1];

	p->end = end;
	if (last->argc > 0)
		return 0;
	if (p->n > 1 || last->in || last->out || (end != TOKEN_END && end != TOKEN_SEPARATOR))
		return -1;
	p->n = 0;
	return 0;
}

int next_pipeline(struct shell *sh, struct pipeline *p)
{
	p->n = 0;
	p->used = 0;
	begin_command(p);
	for (;;) {
		struct command *c = &p->command[p->n - 1];
		char *word = NULL;
		enum token t = next_token(sh, p, &word);

		switch (t) {
		case TOKEN_WORD:
			if (c->argc == ARGUMENTS_MAX)
				return -1;
			c->argv[c->argc++] = word;
			c->argv[c->argc] = NULL;
			break;
		case TOKEN_IN:
		case TOKEN_OUT:
		case TOKEN_APPEND:
			if (redirect(sh, p, c, t) < 0)
				return -1;
			break;
		case TOKEN_PIPE:
			if (c->argc == 0 || p->n == COMMANDS_MAX)
				return -1;
			begin_command(p);
			break;
		case TOKEN_ERROR:
			return -1;
		default:
			return finish(p, t);
		}
	}
}
