#include "harness/build/fingerprint.h"

#include <errno.h>
#include <fts.h>
#include <git2.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "harness/base/error.h"
#include "harness/base/file.h"
#include "harness/build/command.h"

static int by_name(const FTSENT **a, const FTSENT **b)
{
	return strcmp((*a)->fts_name, (*b)->fts_name);
}

int kmend_fingerprint_file(char out[KMEND_FINGERPRINT_CHARS], const char *path)
{
	git_oid oid;
	git_libgit2_init();
	int failed = git_odb_hashfile(&oid, path, GIT_OBJECT_BLOB) < 0;
	git_libgit2_shutdown();
	if (failed)
		return kmend_error("%s: cannot be read", path);
	git_oid_tostr(out, KMEND_FINGERPRINT_CHARS, &oid);
	return 0;
}

static int add_file(struct kmend_buf *list, const char *label, const char *path)
{
	char hex[KMEND_FINGERPRINT_CHARS];
	if (kmend_fingerprint_file(hex, path) < 0)
		return -1;
	return kmend_buf_printf(list, "%s %s\n", hex, label);
}

/* Every regular file below `dir`, in the order of names: the same tree gives the same list on every machine. */
static int add_tree(struct kmend_buf *list, const char *dir)
{
	char *const roots[] = { (char *)dir, NULL };
	FTS *fts = fts_open(roots, FTS_PHYSICAL | FTS_NOCHDIR, by_name);
	if (!fts)
		return kmend_error("%s: %s", dir, strerror(errno));
	int result = 0;
	FTSENT *entry;
	while (result == 0 && (entry = fts_read(fts))) {
		if (entry->fts_level > 0 && entry->fts_name[0] == '.')
			fts_set(fts, entry, FTS_SKIP);
		else if (entry->fts_info == FTS_F)
			result = add_file(list, entry->fts_path + strlen(dir), entry->fts_path);
		else if (entry->fts_info == FTS_ERR || entry->fts_info == FTS_DNR || entry->fts_info == FTS_NS)
			result = kmend_error("%s: %s", entry->fts_path, strerror(entry->fts_errno));
	}
	fts_close(fts);
	return result;
}

int kmend_fingerprint(char out[KMEND_FINGERPRINT_CHARS], const struct kmend_target *target, const char *settings)
{
	struct kmend_buf list = KMEND_BUF_INIT, version = KMEND_BUF_INIT;
	char *dir = NULL, *compiler = NULL;
	int result = -1;
	git_libgit2_init();
	const char *clang = getenv("KMEND_CLANG") ? getenv("KMEND_CLANG") : "clang-19";
	char *command = kmend_format("%s --version", clang);
	int status;
	if (!command || kmend_command_run(command, &version, &status) < 0)
		goto out;
	if (status != 0) {
		kmend_error("%s does not run: install clang-19 (see kmend doctor)", clang);
		goto out;
	}
	if (kmend_buf_printf(&list, "%s\n%s\n%s\n", settings, target->build, version.data ? version.data : "") < 0 ||
		add_tree(&list, target->dir) < 0)
		goto out;
	for (uint64_t i = 0; i < target->sources_count; i++) {
		char *tree = kmend_format("%s/%s", target->dir, target->sources[i]);
		int failed = !tree || add_tree(&list, tree) < 0;
		free(tree);
		if (failed)
			goto out;
	}
	dir = kmend_program_dir();
	compiler = dir ? kmend_format("%s/kmend-cc", dir) : NULL;
	if (!compiler || add_file(&list, "kmend-cc", compiler) < 0)
		goto out;
	git_oid oid;
	if (git_odb_hash(&oid, list.data, list.size, GIT_OBJECT_BLOB) < 0) {
		kmend_error("hashing failed");
		goto out;
	}
	git_oid_tostr(out, KMEND_FINGERPRINT_CHARS, &oid);
	result = 0;
out:
	free(compiler);
	free(dir);
	free(command);
	kmend_buf_release(&version);
	kmend_buf_release(&list);
	git_libgit2_shutdown();
	return result;
}
