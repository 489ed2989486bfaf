/* libgit2 for the commit, --version for the tools. */
#include "harness/campaign/provenance.h"

#include <git2.h>
#include <stdlib.h>
#include <string.h>

#include "harness/base/file.h"
#include "harness/base/safe.h"
#include "harness/base/shell.h"
#include "harness/build/command.h"

static int is_dirty(git_repository *repository)
{
	git_status_options options;
	git_status_list *list = NULL;
	int dirty;

	git_status_options_init(&options, GIT_STATUS_OPTIONS_VERSION);
	options.show = GIT_STATUS_SHOW_INDEX_AND_WORKDIR;
	options.flags = GIT_STATUS_OPT_INCLUDE_UNTRACKED | GIT_STATUS_OPT_EXCLUDE_SUBMODULES;
	dirty = git_status_list_new(&list, repository, &options) < 0 || git_status_list_entrycount(list) > 0;
	git_status_list_free(list);
	return dirty;
}

char *provenance_revision(const char *dir)
{
	git_repository *repository = NULL;
	char hex[GIT_OID_HEXSZ + 1], *revision;
	git_oid head;

	git_libgit2_init();
	/* A work tree of another user (a container's volume) is fine: nothing of it is executed. */
	git_libgit2_opts(GIT_OPT_SET_OWNER_VALIDATION, 0);
	if (git_repository_open_ext(&repository, dir, 0, NULL) == 0 &&
		git_reference_name_to_id(&head, repository, "HEAD") == 0)
		revision = kmend_format(
			"%s%s", git_oid_tostr(hex, sizeof hex, &head), is_dirty(repository) ? "-dirty" : "");
	else
		revision = strdup("unknown");
	git_repository_free(repository);
	git_libgit2_shutdown();
	return revision;
}

char *provenance_version(const char *program)
{
	struct kmend_buf output = KMEND_BUF_INIT;
	char *word = kmend_shell_quote(program), *command = word ? kmend_format("%s --version", word) : NULL;
	char *version = NULL;
	int status = -1;

	if (command && kmend_command_run(command, &output, &status) == 0 && status == 0 && output.size)
		version = kmend_safe_string(output.data, strcspn(output.data, "\n"), 200);
	kmend_buf_release(&output);
	free(command);
	free(word);
	return version ? version : strdup("unknown");
}
