/*
 * Reports of crashes in console text, as data. A *headline* tells what happened; the lines below it tell where. Each
 * family of reports has a file of its own (reports_NAME.c) with its headlines and a row in KMEND_REPORT_FAMILIES below: to
 * add a family, write both (docs/crash-signatures.md shows how). reader.c applies the tables and knows no headline.
 *
 * For the files of this folder only.
 */
#ifndef KMEND_OUTCOME_REPORT_H
#define KMEND_OUTCOME_REPORT_H

#include <stddef.h>

#include "harness/outcome/crash.h"

/* Where a place is looked for, in the order that a family lists. */
enum report_source {
	REPORT_NOWHERE,
	REPORT_HEADLINE, /* `{at}` of the headline */
	REPORT_MESSAGE,  /* `{at}` of the family's message, in the lines below */
	REPORT_POINTER,  /* the instruction pointer among the registers */
	REPORT_TRACE,    /* frames of the call trace, those that the unwinder only guesses last */
	REPORT_SOURCES,
};

enum report_class {
	REPORT_SURVIVED, /* the kernel goes on, unless it was told to panic */
	REPORT_SERIOUS,  /* it goes on, too, but what follows is likely its consequence: such a report names a crash */
	REPORT_FATAL,    /* the task or the machine ends */
	REPORT_LINK,     /* ends what another report began; a cause only when there is no such report */
};

/*
 * One headline. `text` has to match from the place where a headline may stand; the rest of the line is free.
 *
 *   {cause}  words for the cause, up to the next literal character or the end
 *   {at}     a place: FUNCTION+0xOFFSET/0xSIZE, FUNCTION or 0xADDRESS; need not be one, then there is no place
 *   {file}   FILE:LINE, in the same way
 *   {hex}    at least one hexadecimal digit
 *   {reason} words for the cause, up to the first `!` or `:`
 *   {word}   anything without a space
 *   *        anything up to the next literal
 */
struct report_headline {
	const char *text;
	const char *cause; /* `{}` in it becomes the words of {cause} */
	unsigned flags;
};

enum {
	REPORT_GOES_ON = 1,  /* part of an open report of the families in `goes_on_with` that has no place yet */
	REPORT_WITHIN = 2,   /* may stand in the middle of a line; then lines of a report have to follow */
	REPORT_NO_PLACE = 4, /* the cause alone is the signature: `panic attempted-to-kill-init` */
	REPORT_NO_BODY = 8,  /* of a link: the lines below it are about the detector */
	REPORT_UNNAMED =
		16, /* it says that, not what: a headline that goes on with it says it, also when there is a place */
	REPORT_NAMED_BELOW = 32, /* unnamed, and the next line says it */
};

struct report_family {
	enum report_class class;
	const struct report_headline *headlines; /* the last one has no text; the first that matches counts */
	enum report_source sources[REPORT_SOURCES];
	/* An open report of these goes on with a headline that says so; a link ends reports of these. NULL at the end. */
	const struct report_family *const *goes_on_with;
	const char *message;  /* of a line below the headline, as a headline's `text`; NULL: none */
	int trace_at_once;    /* it begins right below the headline */
	int other_processors; /* their backtraces belong to it */
	int alone;            /* counts only in a console where nothing says Linux */
};

/* A family that is wanted by others comes before them only by habit: the first headline that matches counts. */
#define KMEND_REPORT_FAMILIES(X) \
	X(kasan)                 \
	X(kfence)                \
	X(kmsan)                 \
	X(kcsan)                 \
	X(ubsan)                 \
	X(cfi)                   \
	X(list)                  \
	X(bug)                   \
	X(warning)               \
	X(lockdep)               \
	X(spinlock)              \
	X(atomic)                \
	X(context)               \
	X(lockup)                \
	X(rcu_stall)             \
	X(hung_task)             \
	X(workqueue)             \
	X(page)                  \
	X(slab)                  \
	X(leak)                  \
	X(oops)                  \
	X(arm)                   \
	X(stack_protector)       \
	X(panic_hang)            \
	X(panic_warn)            \
	X(panic_fatal)           \
	X(panic)                 \
	X(xen)                   \
	X(xen_warn)              \
	X(xen_state)             \
	X(kernel)

#define KMEND_X(name) extern const struct report_family report_##name;
KMEND_REPORT_FAMILIES(KMEND_X)
#undef KMEND_X

/* What a headline says. */
struct report_match {
	const struct report_family *family;
	const struct report_headline *headline;
	char cause[KMEND_CRASH_CAUSE];
	struct kmend_crash_frame at; /* "" and 0: none */
	char file[KMEND_CRASH_FILE]; /* "": none */
	uint32_t line;
};

/* Does TEXT begin with a headline? 0: it does not. */
int report_match(struct report_match *match, const char *text);

/* Does LINE hold a headline that may stand in the middle of one? */
int report_match_within(struct report_match *match, const char *line);

/* Does TEXT begin as TEMPLATE (of a family's message) says? *match gets what it holds. */
int report_match_text(struct report_match *match, const char *template, const char *text);

/* Does this family's headline go on with a report of OPEN, or its link end one? */
int report_goes_on(const struct report_family *family, const struct report_family *open);

#endif
