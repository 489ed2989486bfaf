/* Commands of target.yaml with their {names} filled in. */
#ifndef KMEND_BUILD_EXPAND_H
#define KMEND_BUILD_EXPAND_H

struct build_names {
	const char *target, *out, *common, *policy;
	const char *cc; /* path of a compiler; NULL: kmend cc */
};

/*
 * Each {name} becomes one word of the shell, whatever its bytes. {cc} is a command line of its own inside of that word: a
 * compiler's path is quoted in it once more where it must be. New string of the caller; NULL and a message on error.
 */
char *build_expand(const char *text, const struct build_names *names);

#endif
