/* The file that KMEND_SUMMARY names: what became of each unit of a build, so that nothing passes through unseen. */
#ifndef KMEND_INJECT_SUMMARY_H
#define KMEND_INJECT_SUMMARY_H

struct inject_settings;

/*
 * Adds the line `WHAT LANGUAGE UNIT` (WHAT: "instrumented" or "plain") in one write, so that parallel compilers do not
 * mix lines; UNIT holds no spaces. Says it on stderr too with KMEND_VERBOSE when nothing was done to the unit. -1 after a
 * message on stderr.
 */
int inject_summary_add(
	const struct inject_settings *settings, const char *what, const char *language, const char *unit);

#endif
