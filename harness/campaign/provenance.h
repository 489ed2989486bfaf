/* Where a result comes from: the commit of the sources and the versions of the tools. */
#ifndef KMEND_CAMPAIGN_PROVENANCE_H
#define KMEND_CAMPAIGN_PROVENANCE_H

/*
 * The commit that the git repository around `dir` stands at, "-dirty" after it when a tracked file differs from it or
 * an untracked one that is not ignored lies there; "unknown" outside of a repository. New string of the caller, NULL
 * when out of memory.
 */
char *provenance_revision(const char *dir);

/* The first line of `PROGRAM --version`; "unknown" when it cannot be run. New string of the caller. */
char *provenance_version(const char *program);

#endif
