/* DS: the request loop and one function for each request. */
#include "ds.h"

void server_init(void)
{
	ds_entries_init();
	ds_subscribers_init();
}

/* The key in grant 0. Its length, or a negative errno. */
static int get_key(const struct msg *m, char *key)
{
	int length = sv_copy_string(m, 0, key, DS_KEY_BYTES);

	if (length < 0)
		return length;
	int error = ds_key_check(key);
	return error < 0 ? error : length;
}

/* Copies `bytes` into grant 1 of the requester: the number, or -EINVAL no such grant, -ERANGE too small. */
static int put_buffer(const struct msg *m, const void *from, uint32_t bytes)
{
	if (m->g[1].len == 0 || !(m->g[1].access & GRANT_WRITE))
		return -EINVAL;
	if (m->g[1].len < bytes)
		return -ERANGE;
	int error = bytes > 0 ? sv_copy_to(m->source, 1, 0, from, bytes) : 0;
	return error < 0 ? error : (int)bytes;
}

static int publish(const struct msg *m)
{
	char key[DS_KEY_BYTES];
	uint8_t value[DS_VALUE_BYTES];
	uint32_t bytes = m->g[1].len;
	int error = get_key(m, key);

	if (error < 0)
		return error;
	if (m->a[0] & ~(uint64_t)DS_NEW)
		return -EINVAL;
	if (bytes > DS_VALUE_BYTES)
		return -E2BIG;
	if (bytes > 0 && !(m->g[1].access & GRANT_READ))
		return -EINVAL;
	if (bytes > 0) {
		error = sv_copy_from(m->source, 1, 0, value, bytes);
		if (error < 0)
			return error;
	}
	int i = ds_find(key);
	if (i != DS_NIL) {
		if (m->a[0] & DS_NEW)
			return -EEXIST;
		if (ds_entries[i].owner != m->source)
			return -EPERM;
	} else {
		if (ds_free == DS_NIL || ds_owned(m->source) >= DS_OWNER_ENTRIES)
			return -ENOSPC;
		i = ds_insert(key, m->source);
	}
	memcpy(ds_entries[i].value, value, bytes);
	ds_entries[i].length = bytes;
	ds_changed(key, DS_PUBLISHED);
	return 0;
}

static int retrieve(const struct msg *m)
{
	char key[DS_KEY_BYTES];
	int error = get_key(m, key);

	if (error < 0)
		return error;
	int i = ds_find(key);
	if (i == DS_NIL)
		return -ENOENT;
	return put_buffer(m, ds_entries[i].value, ds_entries[i].length);
}

static int delete(const struct msg *m)
{
	char key[DS_KEY_BYTES];
	int error = get_key(m, key);

	if (error < 0)
		return error;
	int i = ds_find(key);
	if (i == DS_NIL)
		return -ENOENT;
	if (ds_entries[i].owner != m->source)
		return -EPERM;
	ds_remove(i);
	ds_changed(key, DS_DELETED);
	return 0;
}

static int subscribe(const struct msg *m)
{
	char prefix[DS_KEY_BYTES];
	int error = get_key(m, prefix);

	return error < 0 ? error : ds_subscribe(m->source, prefix);
}

static int unsubscribe(const struct msg *m)
{
	char prefix[DS_KEY_BYTES];
	int error = get_key(m, prefix);

	return error < 0 ? error : ds_unsubscribe(m->source, prefix);
}

/* The oldest event of the requester; *change says what happened to the key. Consumed only once it is delivered. */
static int check(const struct msg *m, uint64_t *change)
{
	int i = ds_subscriber(m->source);

	if (i == DS_NIL || ds_subscribers[i].count == 0)
		return -EAGAIN;
	struct ds_subscriber *s = &ds_subscribers[i];
	const struct ds_event *e = &s->queue[s->first];
	int result = put_buffer(m, e->key, (uint32_t)strlen(e->key));
	if (result < 0)
		return result;
	*change = e->change;
	s->first = (s->first + 1) % DS_QUEUE;
	s->count--;
	return result;
}

static int list(const struct msg *m)
{
	if (m->a[0] >= DS_ENTRIES)
		return -ENOENT;
	int i = ds_nth((unsigned)m->a[0]);
	if (i == DS_NIL)
		return -ENOENT;
	return put_buffer(m, ds_entries[i].key, (uint32_t)strlen(ds_entries[i].key));
}

/* A process is gone: its subscriptions first, so that it hears nothing of its own keys. */
static int process_exit(const struct msg *m)
{
	endpoint_t ep = (endpoint_t)m->a[0];

	if (m->source != EP_PM)
		return -EPERM;
	ds_unsubscribe_all(ep);
	for (int i = 0; i < DS_ENTRIES; i++) {
		char key[DS_KEY_BYTES];

		if (!ds_entries[i].used || ds_entries[i].owner != ep)
			continue;
		strlcpy(key, ds_entries[i].key, sizeof(key));
		ds_remove(i);
		ds_changed(key, DS_DELETED);
	}
	return 0;
}

static void handle(const struct msg *m)
{
	struct msg reply = { 0 };
	int result;

	switch (m->type) {
	case CALL_DS_PUBLISH:
		result = publish(m);
		break;
	case CALL_DS_RETRIEVE:
		result = retrieve(m);
		break;
	case CALL_DS_DELETE:
		result = delete (m);
		break;
	case CALL_DS_SUBSCRIBE:
		result = subscribe(m);
		break;
	case CALL_DS_UNSUBSCRIBE:
		result = unsubscribe(m);
		break;
	case CALL_DS_CHECK:
		result = check(m, &reply.a[1]);
		break;
	case CALL_DS_LIST:
		result = list(m);
		break;
	case CALL_DS_EXIT:
		result = process_exit(m);
		break;
	default:
		result = -ENOSYS;
		break;
	}
	ds_notify();
	reply.a[0] = (uint64_t)(int64_t)result;
	sv_reply_msg(m->source, &reply);
}

void server_main(void)
{
	struct msg m;

	for (;;) {
		sv_receive(&m);
		if (m.type == MSG_NOTIFY)
			continue; /* nobody has anything to tell DS */
		if (m.type == CALL_DS_AUDIT) {
			char text[100];
			unsigned problems = ds_audit(text, sizeof(text));

			sv_reply_audit(&m, problems, text);
			continue;
		}
		handle(&m);
	}
}
