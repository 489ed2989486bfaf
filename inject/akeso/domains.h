/*
 * The annotation file of Akeso (paper 5.1.1), named by KMEND_DOMAINS: which functions are recovery domains, and what undoes them.
 * One line for each pattern of functions, `#` begins a comment. The first line that fits a function counts.
 *
 *   basic       PATTERN [root] [error VALUE] [retry N [innocent]] [lost FUNCTION(ARGUMENT, ...)]
 *   reversible  PATTERN [error VALUE] [inverse FUNCTION(ARGUMENT, ...) [unless VALUE]]
 *   transparent PATTERN [error VALUE]
 *   unlogged    PATTERN [inverse FUNCTION(ARGUMENT, ...) [unless VALUE]] [final]
 *   release     PATTERN [returns VALUE]   what it does waits for the commit of the domain that calls it
 *   frees       PATTERN [class C]         what it is given is memory no more when it is called
 *   lock        PATTERN argN [class C] [result VALUE] [once]
 *   trylock     PATTERN argN [class C]    the same, if its result is not 0
 *   unlock      PATTERN argN [class C]
 *   whole       PATTERN                   runs to its end; of its accesses only those to single bits are told, which may be locks
 *   plain       PATTERN                   its accesses are not told
 *   tell        UNITS                     only units that fit one of these lines, where there are any, have accesses that are told ...
 *   trust       UNITS                     ... and that fit none of these
 *   apart       UNITS                     no code of the kernel's own: its accesses are not counted either (inject/akeso/count.h)
 *
 * VALUE is an integer or NULL; ARGUMENT is `result`, argN or an integer. `error` is what a caller gets after a rollback. Nothing is to
 * be undone when the function returned the value after `unless`; without it, when it returned its error. Argument N (from 1) is the
 * lock; with `result` it was taken if the function returned that value. C (0 to 7) says what kind of lock it is: the kernel gets it in the lowest
 * three bits of the lock's address; or what is freed, beside the first three arguments.
 * What an inverse is about is the result, when it is one of the inverse's arguments, else argument 1: once that is freed, it is not called.
 * `once`: it can be taken when it is held already, which changes nothing, and when it was not taken it is not held.
 * `final`: what the calling domains have done up to here cannot be taken back.
 * `retry`: after a rollback the function is called again, at most N times (1 to 100), before its caller gets the error; with `innocent` only
 * when the fault was another thread's.
 * `lost`, of a root: what is called when it is rolled back after it has returned, because it had seen what is gone. Without it its thread is told.
 */
#ifndef KMEND_INJECT_AKESO_DOMAINS_H
#define KMEND_INJECT_AKESO_DOMAINS_H

#include <stdint.h>

#define INJECT_DOMAIN_ARGUMENTS 3 /* of an inverse or a release */
#define INJECT_DOMAIN_NAME 128

enum inject_domain_kind {
	INJECT_DOMAIN_BASIC,
	INJECT_DOMAIN_REVERSIBLE,
	INJECT_DOMAIN_TRANSPARENT,
	INJECT_DOMAIN_UNLOGGED,
	INJECT_DOMAIN_RELEASE,
	INJECT_DOMAIN_FREES,
	INJECT_DOMAIN_LOCK,
	INJECT_DOMAIN_TRYLOCK,
	INJECT_DOMAIN_UNLOCK,
	INJECT_DOMAIN_WHOLE,
	INJECT_DOMAIN_PLAIN,
	INJECT_DOMAIN_TELL,
	INJECT_DOMAIN_TRUST,
	INJECT_DOMAIN_APART
};

struct inject_value {
	int is_given;
	int64_t value;
};

struct inject_argument {
	enum { INJECT_ARGUMENT_VALUE, INJECT_ARGUMENT_RESULT, INJECT_ARGUMENT_NUMBER } kind;
	int64_t value; /* or the number, from 0 */
};

struct inject_domain {
	unsigned line;
	enum inject_domain_kind kind;
	char pattern[INJECT_DOMAIN_NAME];
	int root, is_final;
	unsigned retries;
	int only_innocent;         /* retries: not when the fault was in this domain itself */
	int is_once;               /* of a lock */
	int is_lost;               /* `inverse` is what `lost` names */
	struct inject_value error; /* of a release: what it returns while it waits */
	struct inject_value unless;
	char inverse[INJECT_DOMAIN_NAME]; /* "" when there is none */
	unsigned narguments;
	struct inject_argument arguments[INJECT_DOMAIN_ARGUMENTS];
	unsigned lock;             /* argument, from 0 */
	unsigned class;            /* of the lock, or of what is freed */
	struct inject_value taken; /* result that says that the lock was taken */
};

struct inject_domains {
	const char *path; /* not owned */
	struct inject_domain *rows;
	unsigned count;
};

/* Reads PATH; "" is a file without lines. -1 after a message on stderr with file and line. To be released in both cases. */
int inject_domains_read(struct inject_domains *domains, const char *path);
void inject_domains_release(struct inject_domains *domains);

/* The line that counts for FUNCTION, NULL: there is none. */
const struct inject_domain *inject_domains_find(const struct inject_domains *domains, const char *function);

/* 1: accesses in the unit called UNIT are told to the runtime. */
int inject_domains_tells(const struct inject_domains *domains, const char *unit);

/* 1: accesses in the unit called UNIT are not counted. */
int inject_domains_is_apart(const struct inject_domains *domains, const char *unit);

/* One message on stderr about LINE of the file; -1. */
int inject_domains_bad(const struct inject_domains *domains, unsigned line, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

#endif
