/* Baselines in repositories that are made here. */
#include <criterion/criterion.h>
#include <ftw.h>
#include <git2.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "harness/base/error.h"
#include "harness/history/history.h"

static char dir[64];
static git_repository *repository;
static struct kmend_history *history;
static struct kmend_history_key key = { (char *)"toy", (char *)"quick" };

static int remove_one(const char *path, const struct stat *st, int flag, struct FTW *ftw)
{
	(void)st, (void)flag, (void)ftw;
	return remove(path);
}

static void set_up(void)
{
	git_libgit2_init();
	strcpy(dir, "/tmp/kmend-history-XXXXXX");
	cr_assert_not_null(mkdtemp(dir));
	cr_assert_eq(git_repository_init(&repository, dir, 0), 0);
	cr_assert_eq(kmend_history_open(&history, dir), 0, "%s", kmend_error_text());
}

static void tear_down(void)
{
	kmend_history_close(history);
	git_repository_free(repository);
	git_libgit2_shutdown();
	nftw(dir, remove_one, 8, FTW_DEPTH | FTW_PHYS);
}

TestSuite(history, .init = set_up, .fini = tear_down);

struct commit {
	char hex[KMEND_HISTORY_HEX];
};

/* A commit with these parents; HEAD's branch moves to it. */
static struct commit commit(const char *message, const struct commit *first, const struct commit *second)
{
	const struct commit *names[] = { first, second };
	const git_commit *parents[2];
	git_signature *who;
	git_tree *tree;
	git_oid oid;
	git_index *index;
	struct commit made;
	int count = 0;

	cr_assert_eq(git_repository_index(&index, repository), 0);
	cr_assert_eq(git_index_write_tree(&oid, index), 0);
	cr_assert_eq(git_tree_lookup(&tree, repository, &oid), 0);
	cr_assert_eq(git_signature_new(&who, "a", "a@example.org", 1000000000, 0), 0);
	for (int i = 0; i < 2 && names[i]; i++, count++) {
		cr_assert_eq(git_oid_fromstr(&oid, names[i]->hex), 0);
		cr_assert_eq(git_commit_lookup((git_commit **)&parents[i], repository, &oid), 0);
	}
	cr_assert_eq(
		git_commit_create(&oid, repository, NULL, who, who, NULL, message, tree, (size_t)count, parents), 0);
	git_oid_tostr(made.hex, sizeof(made.hex), &oid);
	for (int i = 0; i < count; i++)
		git_commit_free((git_commit *)parents[i]);
	git_signature_free(who);
	git_tree_free(tree);
	git_index_free(index);
	return made;
}

static void head_is(const struct commit *commit)
{
	git_reference *reference;
	git_oid oid;

	git_oid_fromstr(&oid, commit->hex);
	cr_assert_eq(git_reference_create(&reference, repository, "refs/heads/master", &oid, 1, NULL), 0);
	git_reference_free(reference);
	cr_assert_eq(git_repository_set_head(repository, "refs/heads/master"), 0);
}

static int keep(const struct kmend_history_key *what, const struct commit *at, const char *text, int replace)
{
	const struct kmend_buf data = { (char *)text, strlen(text), 0 };
	int kept, result = kmend_history_keep(history, what, at->hex, &data, replace, &kept);

	return result < 0 ? -1 : kept;
}

static void reads(const struct kmend_history_key *what, const struct commit *at, const char *text)
{
	struct kmend_buf data = KMEND_BUF_INIT;

	cr_assert_eq(kmend_history_read(history, what, at->hex, 100, &data), 0, "%s", kmend_error_text());
	cr_expect_str_eq(data.data, text);
	kmend_buf_release(&data);
}

static void nearest(const struct commit *from, const struct commit *expected)
{
	char found[KMEND_HISTORY_HEX];

	cr_assert_eq(kmend_history_nearest(history, &key, from->hex, found), 0, "%s", kmend_error_text());
	cr_expect_str_eq(found, expected->hex);
}

Test(history, kept_and_read)
{
	struct commit one = commit("one", NULL, NULL), two = commit("two", &one, NULL);
	struct kmend_history_key other = { (char *)"toy", (char *)"long" };

	cr_expect_eq(keep(&key, &one, "first", 0), 1, "%s", kmend_error_text());
	cr_expect_eq(keep(&other, &one, "other", 0), 1);
	cr_expect_eq(keep(&key, &two, "second", 0), 1);
	reads(&key, &one, "first");
	reads(&other, &one, "other");
	reads(&key, &two, "second");
	/* Again: nothing happens; another one: not by accident. */
	cr_expect_eq(keep(&key, &one, "first", 0), 0);
	cr_expect_eq(keep(&key, &one, "changed", 0), -1);
	cr_expect_eq(kmend_error_code(), KMEND_ERROR_EXISTS);
	reads(&key, &one, "first");
	cr_expect_eq(keep(&key, &one, "changed", 1), 1);
	reads(&key, &one, "changed");
}

/* Names that would mean something in a ref, a path or a pattern. */
Test(history, any_name)
{
	static const char *const names[] = { "a/b", "..", "x.lock", "*", "%41", "a b", "\xc3\xa9\x01", "-", "@{",
		"a\\b" };
	struct commit one = commit("one", NULL, NULL);
	struct kmend_history_list list;

	head_is(&one);
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		struct kmend_history_key odd = { (char *)names[i], (char *)names[i] };

		cr_expect_eq(keep(&odd, &one, names[i], 0), 1, "%s: %s", names[i], kmend_error_text());
	}
	cr_assert_eq(kmend_history_range(history, NULL, &list), 0, "%s", kmend_error_text());
	cr_assert_eq(list.count, sizeof(names) / sizeof(names[0]));
	for (size_t i = 0; i < list.count; i++) {
		cr_expect_str_eq(list.entries[i].key.target, list.entries[i].key.campaign);
		reads(&list.entries[i].key, &one, list.entries[i].key.target);
	}
	kmend_history_list_release(&list);
}

Test(history, names_that_do_not_fit)
{
	struct commit one = commit("one", NULL, NULL);
	char name[300];

	memset(name, 'x', sizeof(name) - 1);
	name[sizeof(name) - 1] = '\0';
	cr_expect_eq(keep(&(struct kmend_history_key){ name, (char *)"c" }, &one, "x", 0), -1);
	cr_expect_eq(kmend_error_code(), KMEND_ERROR_INVALID);
	cr_expect_eq(keep(&(struct kmend_history_key){ (char *)"t", (char *)"" }, &one, "x", 0), -1);
	cr_expect_eq(kmend_error_code(), KMEND_ERROR_INVALID);
}

/*
 * one - two - three - merge - five
 *    \- side1 - side2 -/
 */
Test(history, nearest_ancestor)
{
	struct commit one = commit("one", NULL, NULL), two = commit("two", &one, NULL),
		      three = commit("three", &two, NULL);
	struct commit side1 = commit("side1", &one, NULL), side2 = commit("side2", &side1, NULL);
	struct commit merge = commit("merge", &three, &side2), five = commit("five", &merge, NULL);
	struct kmend_history_key other = { (char *)"toy", (char *)"long" };
	char found[KMEND_HISTORY_HEX];

	cr_expect_eq(kmend_history_nearest(history, &key, five.hex, found), -1);
	cr_expect_eq(kmend_error_code(), KMEND_ERROR_NOT_FOUND);
	keep(&other, &five, "of another campaign", 0);
	keep(&key, &one, "1", 0);
	nearest(&five, &one);
	nearest(&one, &one);
	/* Two steps along the second parent are nearer than three along the first. */
	keep(&key, &side2, "s2", 0);
	nearest(&five, &side2);
	nearest(&three, &one);
	keep(&key, &two, "2", 0);
	nearest(&five, &side2);
	/* As near on both: the first parent's. */
	keep(&key, &three, "3", 0);
	nearest(&five, &three);
	keep(&key, &five, "5", 0);
	nearest(&five, &five);
	/* Never one that is no ancestor. */
	nearest(&side1, &one);
}

Test(history, a_long_history)
{
	struct commit first = commit("first", NULL, NULL), last = first;

	for (int i = 0; i < 300; i++)
		last = commit("next", &last, NULL);
	keep(&key, &first, "1", 0);
	nearest(&last, &first);
}

static void range(const char *text, size_t count, const struct commit *const *commits)
{
	struct kmend_history_list list;

	cr_assert_eq(kmend_history_range(history, text, &list), 0, "%s", kmend_error_text());
	cr_assert_eq(list.count, count, "%s: %zu", text ? text : "HEAD", list.count);
	for (size_t i = 0; i < count; i++)
		cr_expect_str_eq(list.entries[i].commit, commits[i]->hex);
	kmend_history_list_release(&list);
}

Test(history, ranges_along_first_parents)
{
	struct commit one = commit("one", NULL, NULL), two = commit("two", &one, NULL),
		      three = commit("three", &two, NULL);
	struct commit side = commit("side", &one, NULL), merge = commit("merge", &three, &side);
	struct kmend_history_key other = { (char *)"toy", (char *)"long" };
	struct kmend_history_list list;
	char text[128];

	head_is(&merge);
	keep(&key, &one, "1", 0);
	keep(&key, &three, "3", 0);
	keep(&other, &three, "3", 0);
	keep(&key, &side, "side", 0);
	keep(&key, &merge, "merge", 0);
	range(NULL, 4, (const struct commit *[]){ &one, &three, &three, &merge });
	range(three.hex, 3, (const struct commit *[]){ &one, &three, &three });
	snprintf(text, sizeof(text), "%s..%s", one.hex, three.hex);
	range(text, 3, (const struct commit *[]){ &one, &three, &three });
	snprintf(text, sizeof(text), "%s..", two.hex);
	range(text, 3, (const struct commit *[]){ &three, &three, &merge });
	range("HEAD..HEAD", 1, (const struct commit *[]){ &merge });
	/* Of one commit by key. */
	cr_assert_eq(kmend_history_range(history, three.hex, &list), 0);
	cr_expect_str_eq(list.entries[1].key.campaign, "long");
	cr_expect_str_eq(list.entries[2].key.campaign, "quick");
	kmend_history_list_release(&list);
	snprintf(text, sizeof(text), "%s..HEAD", side.hex);
	cr_expect_eq(kmend_history_range(history, text, &list), -1);
	cr_expect_eq(kmend_error_code(), KMEND_ERROR_INVALID, "%s", kmend_error_text());
	cr_expect_eq(kmend_history_range(history, "a..b..c", &list), -1);
	cr_expect_eq(kmend_history_range(history, "HEAD...HEAD", &list), -1);
	cr_expect_eq(kmend_history_range(history, "nowhere..HEAD", &list), -1);
	cr_expect_eq(kmend_error_code(), KMEND_ERROR_NOT_FOUND);
}

Test(history, revisions)
{
	struct commit one = commit("subject\n\nbody", NULL, NULL);
	char hex[KMEND_HISTORY_HEX], *subject;

	cr_expect_eq(kmend_history_commit(history, "HEAD", hex), -1);
	cr_expect_eq(kmend_error_code(), KMEND_ERROR_NOT_FOUND);
	cr_expect_not_null(strstr(kmend_error_text(), "the repository has no commits"), "%s", kmend_error_text());
	head_is(&one);
	cr_expect_eq(kmend_history_commit(history, "HEAD", hex), 0);
	cr_expect_str_eq(hex, one.hex);
	cr_expect_eq(kmend_history_commit(history, "master^{commit}", hex), 0);
	cr_expect_eq(kmend_history_commit(history, "HEAD^{tree}", hex), -1);
	cr_expect_eq(kmend_history_commit(history, "", hex), -1);
	cr_expect_eq(kmend_history_commit(history, "no/such", hex), -1);
	cr_expect_eq(kmend_error_code(), KMEND_ERROR_NOT_FOUND);
	subject = kmend_history_subject(history, one.hex);
	cr_expect_str_eq(subject, "subject");
	free(subject);
}

/* Refs that others made: what is no baseline's ref is passed over, what is none inside is refused. */
Test(history, foreign_refs)
{
	static const char *const names[] = { "refs/kmend/baselines/x", "refs/kmend/baselines/toy/quick/abc",
		"refs/kmend/baselines/toy/qu.ck/0123456789012345678901234567890123456789",
		"refs/kmend/baselines/toy/quick/more/0123456789012345678901234567890123456789",
		"refs/kmend/other/toy" };
	struct commit one = commit("one", NULL, NULL);
	struct kmend_buf data = KMEND_BUF_INIT;
	struct kmend_history_list list;
	git_reference *reference;
	char name[128];
	git_oid oid;

	head_is(&one);
	git_oid_fromstr(&oid, one.hex);
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		cr_assert_eq(git_reference_create(&reference, repository, names[i], &oid, 0, NULL), 0, "%s", names[i]);
		git_reference_free(reference);
	}
	cr_assert_eq(kmend_history_range(history, NULL, &list), 0, "%s", kmend_error_text());
	cr_expect_eq(list.count, 0);
	/* A commit instead of a blob, and a blob that is too large. */
	snprintf(name, sizeof(name), "refs/kmend/baselines/toy/quick/%s", one.hex);
	cr_assert_eq(git_reference_create(&reference, repository, name, &oid, 0, NULL), 0);
	git_reference_free(reference);
	cr_expect_eq(kmend_history_read(history, &key, one.hex, 100, &data), -1);
	cr_expect_eq(kmend_error_code(), KMEND_ERROR_INVALID, "%s", kmend_error_text());
	keep(&key, &one, "0123456789", 1);
	cr_expect_eq(kmend_history_read(history, &key, one.hex, 9, &data), -1);
	cr_expect_eq(kmend_error_code(), KMEND_ERROR_INVALID);
	cr_expect_eq(data.size, 0);
}

Test(history, no_repository)
{
	struct kmend_history *none;

	cr_expect_eq(kmend_history_open(&none, "/no/such/folder"), -1);
	cr_expect_eq(kmend_error_code(), KMEND_ERROR_NOT_FOUND, "%s", kmend_error_text());
	cr_expect_null(none);
}
