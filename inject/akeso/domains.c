/* Reads the annotation file: words with blanks between them, and calls. */
#include "inject/akeso/domains.h"

#include <ctype.h>
#include <errno.h>
#include <fnmatch.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MAX_ROWS 4096u
#define MAX_ARGUMENT 32 /* of a function: more than any has */
#define MAX_RETRIES 100

enum {
	MAY_ROOT = 1,
	MAY_ERROR = 2,
	MAY_INVERSE = 4,
	MAY_RETURNS = 8,
	NEEDS_LOCK = 16,
	MAY_RESULT = 32,
	MAY_FINAL = 64,
	MAY_CLASS = 128,
	MAY_RETRY = 256,
	MAY_LOST = 512,
	MAY_ONCE = 1024
};

static const struct {
	const char *word;
	unsigned may;
} kinds[] = {
	[INJECT_DOMAIN_BASIC] = { "basic", MAY_ROOT | MAY_ERROR | MAY_RETRY | MAY_LOST },
	[INJECT_DOMAIN_REVERSIBLE] = { "reversible", MAY_ERROR | MAY_INVERSE },
	[INJECT_DOMAIN_TRANSPARENT] = { "transparent", MAY_ERROR },
	[INJECT_DOMAIN_UNLOGGED] = { "unlogged", MAY_INVERSE | MAY_FINAL },
	[INJECT_DOMAIN_RELEASE] = { "release", MAY_RETURNS },
	[INJECT_DOMAIN_FREES] = { "frees", MAY_CLASS },
	[INJECT_DOMAIN_LOCK] = { "lock", NEEDS_LOCK | MAY_CLASS | MAY_RESULT | MAY_ONCE },
	[INJECT_DOMAIN_TRYLOCK] = { "trylock", NEEDS_LOCK | MAY_CLASS },
	[INJECT_DOMAIN_UNLOCK] = { "unlock", NEEDS_LOCK | MAY_CLASS },
	[INJECT_DOMAIN_WHOLE] = { "whole", 0 },
	[INJECT_DOMAIN_PLAIN] = { "plain", 0 },
	[INJECT_DOMAIN_TELL] = { "tell", 0 },
	[INJECT_DOMAIN_TRUST] = { "trust", 0 },
	[INJECT_DOMAIN_APART] = { "apart", 0 },
};

struct reader {
	const struct inject_domains *domains;
	unsigned line;
	const char *at;
	char word[INJECT_DOMAIN_NAME];
};

int inject_domains_bad(const struct inject_domains *domains, unsigned line, const char *format, ...)
{
	va_list arguments;

	fprintf(stderr, "kmend-cc: %s:%u: ", domains->path, line);
	va_start(arguments, format);
	vfprintf(stderr, format, arguments);
	va_end(arguments);
	fputc('\n', stderr);
	return -1;
}

/* 1: the next word is in r->word: one of ( ) , or all up to a blank or one of these. 0: the line has ended. */
static int next(struct reader *r)
{
	size_t n;

	r->at += strspn(r->at, " \t\r\n");
	n = strcspn(r->at, " \t\r\n(),");
	if (!n && *r->at)
		n = 1;
	if (n >= sizeof(r->word))
		n = sizeof(r->word) - 1;
	memcpy(r->word, r->at, n);
	r->word[n] = 0;
	r->at += n;
	return n != 0;
}

static int is_word(const struct reader *r, const char *word)
{
	return strcmp(r->word, word) == 0;
}

/* The text of the file is shown bounded and without control characters. */
static int bad(struct reader *r, const char *expected)
{
	for (char *c = r->word; *c; c++)
		if (iscntrl((unsigned char)*c))
			*c = '?';
	return inject_domains_bad(
		r->domains, r->line, "expected %s, not '%.40s'", expected, *r->word ? r->word : "the end of the line");
}

static int read_number(const char *word, int64_t *value)
{
	char *end;

	errno = 0;
	*value = strtoll(word, &end, 0);
	return *word && !*end && !errno ? 0 : -1;
}

static int read_value(struct reader *r, struct inject_value *value)
{
	value->is_given = 1;
	value->value = 0;
	if (!next(r))
		return bad(r, "a value");
	if (is_word(r, "NULL") || read_number(r->word, &value->value) == 0)
		return 0;
	return bad(r, "an integer or NULL");
}

/* argN, N from 1. */
static int read_argument_number(const char *word, int64_t *number)
{
	if (strncmp(word, "arg", 3) != 0 || !isdigit((unsigned char)word[3]) || read_number(word + 3, number) ||
		*number < 1 || *number > MAX_ARGUMENT)
		return -1;
	--*number;
	return 0;
}

static int read_argument(struct reader *r, struct inject_argument *argument)
{
	if (is_word(r, "result")) {
		argument->kind = INJECT_ARGUMENT_RESULT;
		return 0;
	}
	if (read_argument_number(r->word, &argument->value) == 0) {
		argument->kind = INJECT_ARGUMENT_NUMBER;
		return 0;
	}
	argument->kind = INJECT_ARGUMENT_VALUE;
	return read_number(r->word, &argument->value) ? bad(r, "result, argN or an integer") : 0;
}

/* FUNCTION(ARGUMENT, ...) */
static int read_inverse(struct reader *r, struct inject_domain *d)
{
	if (!next(r) || !(isalpha((unsigned char)r->word[0]) || r->word[0] == '_'))
		return bad(r, "the name of a function");
	memcpy(d->inverse, r->word, sizeof(d->inverse));
	if (!next(r) || !is_word(r, "("))
		return bad(r, "'(' and the arguments of the inverse");
	if (!next(r))
		return bad(r, "')'");
	while (!is_word(r, ")")) {
		if (d->narguments == INJECT_DOMAIN_ARGUMENTS)
			return inject_domains_bad(
				r->domains, r->line, "an inverse has at most %d arguments", INJECT_DOMAIN_ARGUMENTS);
		if (read_argument(r, &d->arguments[d->narguments++]))
			return -1;
		if (!next(r) || (!is_word(r, ",") && !is_word(r, ")")))
			return bad(r, "',' or ')'");
		if (is_word(r, ",") && !next(r))
			return bad(r, "an argument");
	}
	return 0;
}

static int read_class(struct reader *r, struct inject_domain *d)
{
	int64_t number;

	if (!next(r) || read_number(r->word, &number) || number < 0 || number > 7)
		return bad(r, "a class, 0 to 7");
	d->class = (unsigned)number;
	return 0;
}

static int read_retry(struct reader *r, struct inject_domain *d)
{
	int64_t number;

	if (!next(r) || read_number(r->word, &number) || number < 1 || number > MAX_RETRIES)
		return bad(r, "how often, 1 to 100");
	d->retries = (unsigned)number;
	return 0;
}

static int read_option(struct reader *r, struct inject_domain *d, unsigned may)
{
	if (may & MAY_ROOT && is_word(r, "root")) {
		d->root = 1;
		return 0;
	}
	if ((may & MAY_ERROR && is_word(r, "error")) || (may & MAY_RETURNS && is_word(r, "returns")))
		return read_value(r, &d->error);
	if (may & MAY_INVERSE && is_word(r, "inverse"))
		return read_inverse(r, d);
	if (may & MAY_LOST && is_word(r, "lost")) {
		d->is_lost = 1;
		return read_inverse(r, d);
	}
	if (may & MAY_FINAL && is_word(r, "final")) {
		d->is_final = 1;
		return 0;
	}
	if (may & MAY_ONCE && is_word(r, "once")) {
		d->is_once = 1;
		return 0;
	}
	if (may & MAY_CLASS && is_word(r, "class"))
		return read_class(r, d);
	if (may & MAY_RETRY && is_word(r, "retry"))
		return read_retry(r, d);
	if (d->retries && is_word(r, "innocent")) {
		d->only_innocent = 1;
		return 0;
	}
	if (may & MAY_RESULT && is_word(r, "result"))
		return read_value(r, &d->taken);
	if (*d->inverse && is_word(r, "unless"))
		return read_value(r, &d->unless);
	return inject_domains_bad(
		r->domains, r->line, "'%.40s' cannot be said of a function that is %s", r->word, kinds[d->kind].word);
}

static int read_row(struct reader *r, struct inject_domain *d)
{
	size_t kind = 0;
	int64_t number;

	while (kind < sizeof(kinds) / sizeof(kinds[0]) && !is_word(r, kinds[kind].word))
		kind++;
	if (kind == sizeof(kinds) / sizeof(kinds[0]))
		return bad(r,
			"basic, reversible, transparent, unlogged, release, frees, lock, trylock, unlock, "
			"whole, plain, tell, trust or apart");
	*d = (struct inject_domain){ .line = r->line, .kind = (enum inject_domain_kind)kind };
	if (!next(r))
		return bad(r, "the name or pattern of a function");
	memcpy(d->pattern, r->word, sizeof(d->pattern));
	if (kinds[kind].may & NEEDS_LOCK) {
		if (!next(r) || read_argument_number(r->word, &number))
			return bad(r, "argN, which argument is the lock");
		d->lock = (unsigned)number;
	}
	while (next(r))
		if (read_option(r, d, kinds[kind].may))
			return -1;
	if (d->is_lost && !d->root)
		return inject_domains_bad(
			r->domains, r->line, "'lost' needs 'root': the domain ends with its caller's");
	return 0;
}

static int read_lines(struct inject_domains *domains, FILE *file)
{
	struct reader r = { .domains = domains };
	char *text = NULL;
	size_t room = 0;
	int result = 0;

	while (!result && getline(&text, &room, file) >= 0) {
		r.line++;
		text[strcspn(text, "#")] = 0;
		r.at = text;
		if (!next(&r))
			continue;
		if (domains->count == MAX_ROWS)
			result = inject_domains_bad(domains, r.line, "more than %u lines", MAX_ROWS);
		else
			result = read_row(&r, &domains->rows[domains->count++]);
	}
	free(text);
	if (!result && ferror(file))
		result = inject_domains_bad(domains, r.line, "%s", strerror(errno));
	return result;
}

int inject_domains_read(struct inject_domains *domains, const char *path)
{
	FILE *file;
	int result;

	*domains = (struct inject_domains){ .path = path };
	if (!*path)
		return 0;
	file = fopen(path, "r");
	if (!file) {
		fprintf(stderr, "kmend-cc: KMEND_DOMAINS: %s: %s\n", path, strerror(errno));
		return -1;
	}
	domains->rows = calloc(MAX_ROWS, sizeof(*domains->rows));
	result = domains->rows ? read_lines(domains, file) : -1;
	fclose(file);
	return result;
}

void inject_domains_release(struct inject_domains *domains)
{
	free(domains->rows);
	domains->rows = NULL;
	domains->count = 0;
}

const struct inject_domain *inject_domains_find(const struct inject_domains *domains, const char *function)
{
	for (unsigned i = 0; i < domains->count; i++)
		if (domains->rows[i].kind < INJECT_DOMAIN_TELL &&
			fnmatch(domains->rows[i].pattern, function, FNM_NOESCAPE) == 0)
			return &domains->rows[i];
	return NULL;
}

int inject_domains_tells(const struct inject_domains *domains, const char *unit)
{
	int has_lines = 0, tells = 0;

	for (unsigned i = 0; i < domains->count; i++) {
		const struct inject_domain *d = &domains->rows[i];
		int fits = fnmatch(d->pattern, unit, FNM_NOESCAPE) == 0;

		if (d->kind == INJECT_DOMAIN_TRUST && fits)
			return 0;
		has_lines |= d->kind == INJECT_DOMAIN_TELL;
		tells |= d->kind == INJECT_DOMAIN_TELL && fits;
	}
	return tells || !has_lines;
}

int inject_domains_is_apart(const struct inject_domains *domains, const char *unit)
{
	for (unsigned i = 0; i < domains->count; i++)
		if (domains->rows[i].kind == INJECT_DOMAIN_APART &&
			fnmatch(domains->rows[i].pattern, unit, FNM_NOESCAPE) == 0)
			return 1;
	return 0;
}
