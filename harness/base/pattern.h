/*
 * The patterns of `console:` in target.yaml: what a kernel without glue prints when something happens. POSIX extended
 * regular expressions without back-references (those make matching slow, and lines come from a broken guest).
 */
#ifndef KMEND_BASE_PATTERN_H
#define KMEND_BASE_PATTERN_H

#include <regex.h>
#include <stddef.h>

#define KMEND_PATTERN_MAX 512 /* bytes of one expression */

/* Kind, key in target.yaml, what the group is that it needs (NULL: it needs none). */
#define KMEND_PATTERN_KINDS(X)                              \
	X(READY, "ready", NULL)                             \
	X(DONE, "done", NULL)                               \
	X(TEST_BEGIN, "test_begin", "the name of the test") \
	X(TEST_PASS, "test_pass", "the name of the test")   \
	X(TEST_FAIL, "test_fail", "the name of the test")   \
	X(TEST_SKIP, "test_skip", "the name of the test")   \
	X(DETECTED, "detected", NULL)                       \
	X(SHUTDOWN, "shutdown", NULL)                       \
	X(PANIC, "panic", NULL)                             \
	X(CRASH_ADDRESS, "crash_address", "the address in hexadecimal digits")

enum kmend_pattern_kind {
#define KMEND_X(name, text, group) KMEND_PATTERN_##name,
	KMEND_PATTERN_KINDS(KMEND_X)
#undef KMEND_X
		KMEND_PATTERNS
};

struct kmend_pattern {
	char *text; /* NULL: there is none of this kind */
	int line;   /* in the file */
	regex_t regex;
};

struct kmend_patterns {
	char *file; /* for messages */
	struct kmend_pattern of[KMEND_PATTERNS];
};

const char *kmend_pattern_name(enum kmend_pattern_kind kind);

/* No patterns yet. Release with kmend_patterns_free(); NULL is fine there. */
int kmend_patterns_new(struct kmend_patterns **out, const char *file);
void kmend_patterns_free(struct kmend_patterns *patterns);

/* Sets one. -1 with "file:line: key: why" when it is not an expression or lacks the group that it needs. */
int kmend_patterns_set(struct kmend_patterns *patterns, enum kmend_pattern_kind kind, const char *text, int line);

/* Sets the message "file:line: key: ..." for the pattern of that kind, which is well, but not what the kernel shows; always -1. */
int kmend_patterns_complain(const struct kmend_patterns *patterns, enum kmend_pattern_kind kind, const char *what);

/*
 * 1 when the NUL-terminated line matches. *group (can be NULL) is then the first group, of *size bytes inside the line;
 * NULL when the expression has none or it took no part.
 */
int kmend_pattern_match(const struct kmend_patterns *patterns, enum kmend_pattern_kind kind, const char *line,
	const char **group, size_t *size);

/* All patterns as one text, `key expression` a line: a new string of the caller. And back. */
char *kmend_patterns_text(const struct kmend_patterns *patterns);
int kmend_patterns_parse(struct kmend_patterns **out, const char *text, const char *file);

#endif
