/* A list of everything that counts, each entry with a NUL at its end, and one hash over the list. */
#include "harness/build/fingerprint.h"

#include <errno.h>
#include <fts.h>
#include <git2.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "harness/base/error.h"
#include "harness/base/file.h"
#include "harness/base/installation.h"
#include "harness/base/shell.h"
#include "harness/build/command.h"
#include "harness/config/target_units.h"

extern char **environ;

enum { FILES_MAX = 1000000 }; /* of one tree: links can make a small one endless */

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

static int add(struct kmend_buf *list, const char *kind, const char *label, const char *text)
{
	return kmend_buf_printf(list, "%s %s %s%c", kind, label, text, '\0');
}

static int add_file(struct kmend_buf *list, const char *kind, const char *label, const char *path)
{
	char hex[KMEND_FINGERPRINT_CHARS];

	return kmend_fingerprint_file(hex, path) < 0 ? -1 : add(list, kind, label, hex);
}

/* ---- trees ---- */

static int by_name(const FTSENT **a, const FTSENT **b)
{
	return strcmp((*a)->fts_name, (*b)->fts_name);
}

/* They change with every commit, and nothing is built from them. */
static int is_version_control(const char *name)
{
	return strcmp(name, ".git") == 0 || strcmp(name, ".hg") == 0 || strcmp(name, ".svn") == 0;
}

static int add_entry(struct kmend_buf *list, const FTSENT *entry, const char *label)
{
	const char *kind = entry->fts_statp->st_mode & S_IXUSR ? "program" : "file";

	switch (entry->fts_info) {
	case FTS_F:
		return add_file(list, kind, label, entry->fts_path);
	case FTS_SLNONE:
		return add(list, "dead link", label, "");
	case FTS_DC:
		return add(list, "circle", label, "");
	case FTS_DEFAULT: /* a pipe, a device: opening it could block */
		return add(list, "special file", label, "");
	case FTS_ERR:
	case FTS_DNR:
	case FTS_NS:
		return kmend_error("%s: %s", entry->fts_path, strerror(entry->fts_errno));
	default:
		return 0;
	}
}

/* Everything below `dir`, in the order of names: the same tree gives the same list on every machine. The file
 * `except` in DIR itself (NULL: none) does not count. */
static int add_tree(struct kmend_buf *list, const char *dir, const char *except)
{
	char *const roots[] = { (char *)dir, NULL };
	FTS *fts = fts_open(roots, FTS_LOGICAL | FTS_NOCHDIR, by_name);
	long files = 0;
	FTSENT *entry;
	int result;

	if (!fts)
		return kmend_error_errno("%s", dir);
	result = add(list, "tree", "", "");
	while (result == 0 && (entry = fts_read(fts))) {
		if (entry->fts_level > 0 && is_version_control(entry->fts_name))
			fts_set(fts, entry, FTS_SKIP);
		else if (except && entry->fts_level == 1 && strcmp(entry->fts_name, except) == 0)
			continue;
		else if (files++ == FILES_MAX)
			result = kmend_error("%s: more than %d files", dir, FILES_MAX);
		else
			result = add_entry(list, entry, entry->fts_path + strlen(dir));
	}
	fts_close(fts);
	return result;
}

static int add_trees(struct kmend_buf *list, const struct kmend_target *target)
{
	/* What of it counts is in the command and the settings: a pattern or a limit makes no other image. */
	int result = add_tree(list, target->dir, "target.yaml");

	for (uint64_t i = 0; i < target->sources_count && result == 0; i++) {
		char *tree = kmend_format("%s/%s", target->dir, target->sources[i]);

		result = tree && add(list, "source", target->sources[i], "") == 0 ? add_tree(list, tree, NULL) : -1;
		free(tree);
	}
	return result;
}

/* ---- compilers ---- */

static int add_clang(struct kmend_buf *list)
{
	struct kmend_buf version = KMEND_BUF_INIT;
	const char *clang = getenv("KMEND_CLANG") && *getenv("KMEND_CLANG") ? getenv("KMEND_CLANG") : "clang-19";
	char *word = kmend_shell_quote(clang), *command = word ? kmend_format("%s --version", word) : NULL;
	int status = -1, result = -1;

	if (command && kmend_command_run(command, &version, &status) == 0)
		result = status == 0 ? add(list, "compiler", clang, version.data ? version.data : "")
				     : kmend_error("%s does not run: install clang-19 (see kmend doctor)", clang);
	kmend_buf_release(&version);
	free(command);
	free(word);
	return result;
}

static int add_wrapper(struct kmend_buf *list)
{
	char *path = kmend_installed_program("kmend-cc");
	int result = path ? add_file(list, "program", "kmend-cc", path) : -1;

	free(path);
	return result;
}

/* ---- environment ---- */

/* Variables that images do not depend on, and those that every build sets itself: they are in its settings. */
static int is_without_effect(const char *entry)
{
	static const char *const names[] = { "KMEND_CACHE=", "KMEND_QEMU=", "KMEND_VERBOSE=", "KMEND_MAKE_JOBS=",
		"KMEND_SUMMARY=", "KMEND_SITES=", "KMEND_ORACLE=", "KMEND_DETECTORS=", "KMEND_RECOVERY=", "KMEND_LOG=",
		"KMEND_RUNTIME=", "KMEND_UNIT_ROOT=" };

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (strncmp(entry, names[i], strlen(names[i])) == 0)
			return 1;
	return 0;
}

static int by_text(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

/* NAME=VALUE, and the content of the file when the value is the path of one. An empty value is as none. */
static int add_variable(struct kmend_buf *list, const char *entry)
{
	const char *value = strchr(entry, '=');
	struct stat st;

	if (!value || !value[1])
		return 0;
	if (add(list, "variable", entry, "") < 0)
		return -1;
	return stat(value + 1, &st) == 0 && S_ISREG(st.st_mode) ? add_file(list, "named file", entry, value + 1) : 0;
}

static int add_environment(struct kmend_buf *list)
{
	char **sorted;
	size_t all = 0, n = 0;
	int result = 0;

	while (environ[all])
		all++;
	sorted = calloc(all + 1, sizeof(*sorted));
	if (!sorted)
		return kmend_error_memory();
	for (size_t i = 0; i < all; i++)
		if (strncmp(environ[i], "KMEND_", 6) == 0 && !is_without_effect(environ[i]))
			sorted[n++] = environ[i];
	qsort(sorted, n, sizeof(*sorted), by_text);
	for (size_t i = 0; i < n && result == 0; i++)
		result = add_variable(list, sorted[i]);
	free(sorted);
	return result;
}

/* A target that says nothing of its units has the images that it always had. */
static int add_units(struct kmend_buf *list, const struct kmend_target *target)
{
	char *units = kmend_target_units_list(target);
	int result = !units ? kmend_error_memory() : *units ? add(list, "units", "", units) : 0;

	free(units);
	return result;
}

/* ---- all of it ---- */

int kmend_fingerprint_inputs(struct kmend_buf *inputs, const struct kmend_target *target)
{
	*inputs = (struct kmend_buf)KMEND_BUF_INIT;
	if (add(inputs, "command", "", target->build) == 0 && add_clang(inputs) == 0 && add_wrapper(inputs) == 0 &&
		add_environment(inputs) == 0 && add_units(inputs, target) == 0 && add_trees(inputs, target) == 0)
		return 0;
	kmend_buf_release(inputs);
	return -1;
}

int kmend_fingerprint(char out[KMEND_FINGERPRINT_CHARS], const struct kmend_buf *inputs, const char *settings)
{
	struct kmend_buf list = KMEND_BUF_INIT;
	git_oid oid;
	int result = -1;

	if (kmend_buf_append(&list, inputs->data, inputs->size) < 0 || add(&list, "settings", "", settings) < 0)
		goto out;
	git_libgit2_init();
	result = git_odb_hash(&oid, list.data, list.size, GIT_OBJECT_BLOB) < 0 ? kmend_error("hashing failed") : 0;
	git_libgit2_shutdown();
	if (result == 0)
		git_oid_tostr(out, KMEND_FINGERPRINT_CHARS, &oid);
out:
	kmend_buf_release(&list);
	return result;
}
