/*
 * The annotation file of Akeso (paper 5.1.1), named by KMEND_DOMAINS: which functions are recovery domains, and what undoes them.
 * One line for each pattern of functions, `#` begins a comment. The first line that fits a function counts.
 *
 *   basic       PATTERN [root] [error VALUE]
 *   reversible  PATTERN [error VALUE] [inverse FUNCTION(ARGUMENT, ...) [unless VALUE]]
 *   transparent PATTERN [error VALUE]
 *   unlogged    PATTERN [inverse FUNCTION(ARGUMENT, ...) [unless VALUE]]
 *   release     PATTERN [returns VALUE]   what it does waits for the commit of the domain that calls it
 *   lock        PATTERN argN              argument N (from 1) is the lock that it takes
 *   trylock     PATTERN argN              the same, if its result is not 0
 *   unlock      PATTERN argN
 *   plain       PATTERN                   not instrumented
 *
 * VALUE is an integer or NULL; ARGUMENT is `result`, argN or an integer. `error` is what a caller gets after a rollback. Nothing is to
 * be undone when the function returned the value after `unless`; without it, when it returned its error.
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
	INJECT_DOMAIN_LOCK,
	INJECT_DOMAIN_TRYLOCK,
	INJECT_DOMAIN_UNLOCK,
	INJECT_DOMAIN_PLAIN
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
	int root;
	struct inject_value error; /* of a release: what it returns while it waits */
	struct inject_value unless;
	char inverse[INJECT_DOMAIN_NAME]; /* "" when there is none */
	unsigned narguments;
	struct inject_argument arguments[INJECT_DOMAIN_ARGUMENTS];
	unsigned lock; /* argument, from 0 */
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

/* One message on stderr about LINE of the file; -1. */
int inject_domains_bad(const struct inject_domains *domains, unsigned line, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

#endif
