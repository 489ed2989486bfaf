/* Tokens. */
#include "sh.h"
#include "stdio.h"
#include "string.h"
#include "unistd.h"

static int put(struct pipeline *p, char c)
{
	if (p->used == WORD_BYTES)
		return -1;
	p->words[p->used++] = c;
	return 0;
}

static int put_text(struct pipeline *p, const char *text)
{
	while (*text)
		if (put(p, *text++) < 0)
			return -1;
	return 0;
}

static int put_number(struct pipeline *p, int number)
{
	char text[12];

	snprintf(text, sizeof(text), "%d", number);
	return put_text(p, text);
}

/* What follows a '$'. Anything but the parameters of sh.h means itself. */
static int expand(struct shell *sh, struct pipeline *p)
{
	char c = *sh->at;

	if (c >= '0' && c <= '9') {
		sh->at++;
		return c - '0' < sh->argc ? put_text(p, sh->argv[c - '0']) : 0;
	}
	switch (c) {
	case '?':
		sh->at++;
		return put_number(p, sh->status);
	case '$':
		sh->at++;
		return put_number(p, getpid());
	case '#':
		sh->at++;
		return put_number(p, sh->argc ? sh->argc - 1 : 0);
	default:
		return put(p, '$');
	}
}

/* The inside of quotes; at stands after the opening one. */
static int quoted(struct shell *sh, struct pipeline *p, char quote)
{
	int error = 0;

	while (*sh->at && *sh->at != quote && !error) {
		char c = *sh->at++;

		if (quote == '"' && c == '$')
			error = expand(sh, p);
		else if (quote == '"' && c == '\\' && *sh->at && strchr("\"\\$", *sh->at))
			error = put(p, *sh->at++);
		else
			error = put(p, c);
	}
	if (error || *sh->at != quote)
		return -1;
	sh->at++;
	return 0;
}

static enum token word_token(struct shell *sh, struct pipeline *p, char **word)
{
	int error = 0, quotes = 0;

	*word = p->words + p->used;
	while (*sh->at && !strchr(" \t\n;&|<>", *sh->at) && !error) {
		char c = *sh->at++;

		if (c == '\'' || c == '"')
			quotes = 1, error = quoted(sh, p, c);
		else if (c == '$')
			error = expand(sh, p);
		else if (c == '\\' && *sh->at)
			error = put(p, *sh->at++);
		else
			error = put(p, c);
	}
	if (!error && !quotes && *word == p->words + p->used)
		return next_token(sh, p, word); /* an expansion to nothing is no word */
	if (error || put(p, 0) < 0)
		return TOKEN_ERROR;
	return TOKEN_WORD;
}

/* One character, or two of it. */
static enum token once_or_twice(struct shell *sh, char c, enum token once, enum token twice)
{
	if (*sh->at != c)
		return once;
	sh->at++;
	return twice;
}

enum token next_token(struct shell *sh, struct pipeline *p, char **word)
{
	while (*sh->at == ' ' || *sh->at == '\t')
		sh->at++;
	if (*sh->at == '#')
		while (*sh->at && *sh->at != '\n')
			sh->at++;
	switch (*sh->at) {
	case 0:
		return TOKEN_END;
	case '\n':
	case ';':
		sh->at++;
		return TOKEN_SEPARATOR;
	case '<':
		sh->at++;
		return TOKEN_IN;
	case '>':
		sh->at++;
		return once_or_twice(sh, '>', TOKEN_OUT, TOKEN_APPEND);
	case '&':
		sh->at++;
		return once_or_twice(sh, '&', TOKEN_BACKGROUND, TOKEN_AND);
	case '|':
		sh->at++;
		return once_or_twice(sh, '|', TOKEN_PIPE, TOKEN_OR);
	default:
		return word_token(sh, p, word);
	}
}
