/* The bytes of one baseline. */
#include "harness/history/private.h"

#include <stdlib.h>

/* The object that the ref names, if there is one. 1: no such ref. */
static int look_up(struct kmend_history *history, const char *ref, git_oid *oid)
{
	int code = git_reference_name_to_id(oid, history->repository, ref);

	if (code == GIT_ENOTFOUND)
		return 1;
	return code < 0 ? history_error(code, ref) : 0;
}

static int write_ref(struct kmend_history *history, const char *ref, const git_oid *oid, int replace)
{
	git_reference *reference = NULL;
	int code = git_reference_create(&reference, history->repository, ref, oid, replace, NULL);

	git_reference_free(reference);
	return code < 0 ? history_error(code, ref) : 0;
}

/* Is there already what should be kept? 0: no; 1: the same; -1: another one that may not go. */
static int is_there(struct kmend_history *history, const char *ref, const git_oid *oid, int replace)
{
	git_oid old;
	int found = look_up(history, ref, &old);

	if (found != 0)
		return found < 0 ? -1 : 0;
	if (git_oid_equal(&old, oid))
		return 1;
	return replace
		? 0
		: kmend_error_as(KMEND_ERROR_EXISTS,
			  "%s: this commit has another baseline already (--replace puts this one in its place)", ref);
}

int kmend_history_keep(struct kmend_history *history, const struct kmend_history_key *key, const char *commit,
	const struct kmend_buf *data, int replace, int *kept)
{
	char *ref = history_ref(key, commit);
	int there = -1, result = -1, code;
	git_oid oid;

	*kept = 0;
	if (!ref)
		return -1;
	/* Nothing is written before it is known that it may be. */
	code = git_odb_hash(&oid, data->data, data->size, GIT_OBJECT_BLOB);
	if (code < 0)
		history_error(code, ref);
	else
		there = is_there(history, ref, &oid, replace);
	if (there == 0) {
		code = git_blob_create_from_buffer(&oid, history->repository, data->data, data->size);
		result = code < 0 ? history_error(code, ref) : write_ref(history, ref, &oid, replace);
		*kept = result == 0;
	} else if (there == 1) {
		result = 0;
	}
	free(ref);
	return result;
}

static int read_blob(
	struct kmend_history *history, const char *ref, const git_oid *oid, size_t limit, struct kmend_buf *data)
{
	git_object_t type;
	git_odb *odb = NULL;
	git_blob *blob = NULL;
	size_t size;
	int code = git_repository_odb(&odb, history->repository), result = -1;

	/* Asked for its size first: the object is not believed to be small, or to be a blob. */
	if (code == 0)
		code = git_odb_read_header(&size, &type, odb, oid);
	git_odb_free(odb);
	if (code < 0)
		return history_error(code, ref);
	if (type != GIT_OBJECT_BLOB || size > limit)
		return kmend_error_as(KMEND_ERROR_INVALID, "%s: %s", ref,
			type != GIT_OBJECT_BLOB ? "not a blob" : "too large for a baseline");
	code = git_blob_lookup(&blob, history->repository, oid);
	if (code < 0)
		return history_error(code, ref);
	result = kmend_buf_append(data, git_blob_rawcontent(blob), (size_t)git_blob_rawsize(blob));
	git_blob_free(blob);
	return result < 0 ? kmend_error_memory() : 0;
}

int kmend_history_read(struct kmend_history *history, const struct kmend_history_key *key, const char *commit,
	size_t limit, struct kmend_buf *data)
{
	char *ref = history_ref(key, commit);
	git_oid oid;
	int result = -1;

	if (!ref)
		return -1;
	switch (look_up(history, ref, &oid)) {
	case 0:
		result = read_blob(history, ref, &oid, limit, data);
		break;
	case 1:
		result = kmend_error_as(KMEND_ERROR_NOT_FOUND, "%s: no such baseline", ref);
		break;
	}
	free(ref);
	return result;
}
