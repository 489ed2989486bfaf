/* The repository and its commits. */
#include "harness/history/private.h"

#include <stdlib.h>
#include <string.h>

int history_error(int code, const char *what)
{
	const git_error *last = git_error_last();
	const char *why = last && last->message ? last->message : "unknown error of libgit2";

	return kmend_error_as(code == GIT_ENOTFOUND ? KMEND_ERROR_NOT_FOUND
			: code == GIT_EEXISTS       ? KMEND_ERROR_EXISTS
						    : KMEND_ERROR_OTHER,
		"%s: %s", what, why);
}

int kmend_history_open(struct kmend_history **out, const char *dir)
{
	struct kmend_history *history = calloc(1, sizeof(*history));
	int code;

	*out = NULL;
	if (!history)
		return kmend_error_memory();
	git_libgit2_init();
	/* A work tree of another user (a container's volume) is fine: nothing of it is executed. */
	git_libgit2_opts(GIT_OPT_SET_OWNER_VALIDATION, 0);
	code = git_repository_open_ext(&history->repository, dir, 0, NULL);
	if (code < 0) {
		kmend_history_close(history);
		return code == GIT_ENOTFOUND ? kmend_error_as(KMEND_ERROR_NOT_FOUND, "%s: not in a git repository", dir)
					     : history_error(code, dir);
	}
	*out = history;
	return 0;
}

void kmend_history_close(struct kmend_history *history)
{
	if (!history)
		return;
	git_repository_free(history->repository);
	free(history);
	git_libgit2_shutdown();
}

const char *kmend_history_workdir(const struct kmend_history *history)
{
	return git_repository_workdir(history->repository);
}

int history_is_shallow(struct kmend_history *history)
{
	return git_repository_is_shallow(history->repository) == 1;
}

/* Has anything been committed on the branch that HEAD stands on? */
static int is_without_commits(struct kmend_history *history)
{
	return git_repository_head_unborn(history->repository) == 1;
}

int kmend_history_commit(struct kmend_history *history, const char *rev, char commit[KMEND_HISTORY_HEX])
{
	git_object *object = NULL, *peeled = NULL;
	int code = git_revparse_single(&object, history->repository, rev);

	if (code == 0)
		code = git_object_peel(&peeled, object, GIT_OBJECT_COMMIT);
	if (code == 0)
		git_oid_tostr(commit, KMEND_HISTORY_HEX, git_object_id(peeled));
	git_object_free(peeled);
	git_object_free(object);
	if (code == 0)
		return 0;
	if (is_without_commits(history))
		return kmend_error_as(KMEND_ERROR_NOT_FOUND, "%.200s: the repository has no commits", rev);
	if (code == GIT_EAMBIGUOUS)
		return kmend_error_as(KMEND_ERROR_NOT_FOUND, "%.200s: more than one revision begins so", rev);
	return kmend_error_as(KMEND_ERROR_NOT_FOUND, "%.200s: no commit of this repository%s", rev,
		history_is_shallow(history) ? " (it is a shallow clone: `git fetch --unshallow` gets the rest)" : "");
}

char *kmend_history_subject(struct kmend_history *history, const char *commit)
{
	git_commit *object = NULL;
	const char *subject = NULL;
	char *copy;
	git_oid oid;

	if (git_oid_fromstr(&oid, commit) == 0 && git_commit_lookup(&object, history->repository, &oid) == 0)
		subject = git_commit_summary(object);
	copy = strdup(subject ? subject : "");
	git_commit_free(object);
	if (!copy)
		kmend_error_memory();
	return copy;
}
