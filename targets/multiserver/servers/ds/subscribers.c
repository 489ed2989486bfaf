/* Subscriptions of DS: who wants to hear of which prefix, and what each has not fetched yet. */
#include "ds.h"

struct ds_subscriber ds_subscribers[DS_SUBSCRIBERS];
struct ds_prefix ds_prefixes[DS_PREFIXES];

void ds_subscribers_init(void)
{
	for (int i = 0; i < DS_SUBSCRIBERS; i++) {
		ds_subscribers[i].endpoint = EP_NONE;
		ds_subscribers[i].prefixes = 0;
	}
	for (int i = 0; i < DS_PREFIXES; i++)
		ds_prefixes[i].subscriber = DS_NIL;
}

int ds_subscriber(endpoint_t ep)
{
	for (int i = 0; i < DS_SUBSCRIBERS; i++)
		if (ds_subscribers[i].endpoint == ep)
			return i;
	return DS_NIL;
}

/* The subscription of that subscriber to exactly that prefix. */
static int find_prefix(int subscriber, const char *prefix)
{
	for (int i = 0; i < DS_PREFIXES; i++) {
		if (ds_prefixes[i].subscriber != subscriber)
			continue;
		if (strcmp(ds_prefixes[i].prefix, prefix) == 0)
			return i;
	}
	return DS_NIL;
}

static int free_prefix(void)
{
	for (int i = 0; i < DS_PREFIXES; i++)
		if (ds_prefixes[i].subscriber == DS_NIL)
			return i;
	return DS_NIL;
}

int ds_subscribe(endpoint_t ep, const char *prefix)
{
	int subscriber = ds_subscriber(ep);
	int slot = free_prefix();

	if (slot == DS_NIL)
		return -ENOSPC;
	if (subscriber != DS_NIL) {
		if (find_prefix(subscriber, prefix) != DS_NIL)
			return -EEXIST;
		if (ds_subscribers[subscriber].prefixes >= DS_OWN_PREFIXES)
			return -ENOSPC;
	} else {
		subscriber = ds_subscriber(EP_NONE);
		if (subscriber == DS_NIL)
			return -ENOSPC;
		struct ds_subscriber *s = &ds_subscribers[subscriber];
		s->endpoint = ep;
		s->prefixes = 0;
		s->first = s->count = s->lost = 0;
		s->notify = 0;
	}
	ds_prefixes[slot].subscriber = subscriber;
	strlcpy(ds_prefixes[slot].prefix, prefix, sizeof(ds_prefixes[slot].prefix));
	ds_subscribers[subscriber].prefixes++;
	return 0;
}

static void drop_prefix(int slot)
{
	struct ds_subscriber *s = &ds_subscribers[ds_prefixes[slot].subscriber];

	ds_prefixes[slot].subscriber = DS_NIL;
	s->prefixes--;
	if (s->prefixes == 0) {
		s->endpoint = EP_NONE;
		s->count = 0;
		s->notify = 0;
	}
}

int ds_unsubscribe(endpoint_t ep, const char *prefix)
{
	int subscriber = ds_subscriber(ep);

	if (subscriber == DS_NIL)
		return -ENOENT;
	int slot = find_prefix(subscriber, prefix);
	if (slot == DS_NIL)
		return -ENOENT;
	drop_prefix(slot);
	return 0;
}

void ds_unsubscribe_all(endpoint_t ep)
{
	int subscriber = ds_subscriber(ep);

	if (subscriber == DS_NIL)
		return;
	for (int i = 0; i < DS_PREFIXES; i++)
		if (ds_prefixes[i].subscriber == subscriber)
			drop_prefix(i);
}

static int interested(int subscriber, const char *key)
{
	for (int i = 0; i < DS_PREFIXES; i++) {
		if (ds_prefixes[i].subscriber != subscriber)
			continue;
		if (strncmp(key, ds_prefixes[i].prefix, strlen(ds_prefixes[i].prefix)) == 0)
			return 1;
	}
	return 0;
}

static int queued(const struct ds_subscriber *s, const char *key, enum ds_change change)
{
	for (unsigned n = 0; n < s->count; n++) {
		const struct ds_event *e = &s->queue[(s->first + n) % DS_QUEUE];

		if (e->change == change && strcmp(e->key, key) == 0)
			return 1;
	}
	return 0;
}

static void enqueue(struct ds_subscriber *s, const char *key, enum ds_change change)
{
	if (queued(s, key, change))
		return;
	if (s->count == DS_QUEUE) { /* the oldest goes */
		s->first = (s->first + 1) % DS_QUEUE;
		s->count--;
		s->lost++;
	}
	struct ds_event *e = &s->queue[(s->first + s->count) % DS_QUEUE];
	e->change = change;
	strlcpy(e->key, key, sizeof(e->key));
	if (s->count == 0)
		s->notify = 1;
	s->count++;
}

void ds_changed(const char *key, enum ds_change change)
{
	for (int i = 0; i < DS_SUBSCRIBERS; i++) {
		if (ds_subscribers[i].endpoint == EP_NONE)
			continue;
		if (interested(i, key))
			enqueue(&ds_subscribers[i], key, change);
	}
}

void ds_notify(void)
{
	for (int i = 0; i < DS_SUBSCRIBERS; i++) {
		struct ds_subscriber *s = &ds_subscribers[i];

		if (s->endpoint == EP_NONE || !s->notify)
			continue;
		s->notify = 0;
		sv_notify(s->endpoint, NOTIFY_DS); /* one that is gone will be told of by DS_EXIT */
	}
}
