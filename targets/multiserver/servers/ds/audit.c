/* DS looks at itself: index against entries, free list, owners and subscribers against live processes. */
#include "ds.h"

struct report {
	char *text;
	size_t size;
	unsigned problems;
};

/* Counts a problem; the first one is told in words. */
static void problem(struct report *r, const char *what, int number)
{
	if (r->problems++ == 0)
		sv_format(r->text, r->size, "ds: %s %d", what, number);
}

/* Each used entry is found in its bucket exactly once; nothing else is in there. */
static void audit_index(struct report *r)
{
	int found = 0;

	for (int b = 0; b < DS_BUCKETS; b++) {
		int steps = 0;

		for (int i = ds_buckets[b]; i != DS_NIL; i = ds_entries[i].next) {
			if (i < 0 || i >= DS_ENTRIES || ++steps > DS_ENTRIES) {
				problem(r, "broken chain of bucket", b);
				return;
			}
			const struct ds_entry *e = &ds_entries[i];
			if (!e->used)
				problem(r, "free entry in the index", i);
			else if ((e->hash & (DS_BUCKETS - 1)) != (uint32_t)b)
				problem(r, "entry in the wrong bucket", i);
			else if (e->hash != ds_hash(e->key))
				problem(r, "wrong hash of entry", i);
			found++;
		}
	}
	if (found != ds_count)
		problem(r, "entries in the index and the count differ by", found - ds_count);
}

static void audit_entries(struct report *r)
{
	int used = 0, free = 0;

	for (int i = 0; i < DS_ENTRIES; i++) {
		const struct ds_entry *e = &ds_entries[i];

		if (!e->used)
			continue;
		used++;
		if (ds_find(e->key) != i)
			problem(r, "entry is not what its key finds", i);
		if (e->length > DS_VALUE_BYTES)
			problem(r, "value too long in entry", i);
		if (kc_proc_state(e->owner, NULL, NULL) == -ESRCH)
			problem(r, "owner is gone of entry", i);
	}
	for (int i = ds_free; i != DS_NIL && free <= DS_ENTRIES; i = ds_entries[i].next) {
		if (i < 0 || i >= DS_ENTRIES || ds_entries[i].used) {
			problem(r, "used entry in the free list", i);
			return;
		}
		free++;
	}
	if (used != ds_count || used + free != DS_ENTRIES)
		problem(r, "entries used and free do not add up", used + free);
}

static void audit_subscribers(struct report *r)
{
	int held[DS_SUBSCRIBERS];

	for (int i = 0; i < DS_SUBSCRIBERS; i++)
		held[i] = 0;
	for (int i = 0; i < DS_PREFIXES; i++) {
		int subscriber = ds_prefixes[i].subscriber;

		if (subscriber == DS_NIL)
			continue;
		if (subscriber < 0 || subscriber >= DS_SUBSCRIBERS)
			problem(r, "subscription without subscriber", i);
		else
			held[subscriber]++;
	}
	for (int i = 0; i < DS_SUBSCRIBERS; i++) {
		const struct ds_subscriber *s = &ds_subscribers[i];

		if (held[i] != s->prefixes)
			problem(r, "wrong number of subscriptions of subscriber", i);
		if (s->endpoint == EP_NONE)
			continue;
		if (s->count > DS_QUEUE || s->first >= DS_QUEUE)
			problem(r, "broken queue of subscriber", i);
		if (s->notify)
			problem(r, "notification never sent to subscriber", i);
		if (kc_proc_state(s->endpoint, NULL, NULL) == -ESRCH)
			problem(r, "gone subscriber", i);
	}
}

unsigned ds_audit(char *text, size_t size)
{
	struct report r = { .text = text, .size = size };

	text[0] = '\0';
	audit_index(&r);
	audit_entries(&r);
	audit_subscribers(&r);
	return r.problems;
}
