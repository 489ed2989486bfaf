/* The entries of DS and the hash index over them. */
#include "ds.h"

struct ds_entry ds_entries[DS_ENTRIES];
int ds_buckets[DS_BUCKETS];
int ds_free;
int ds_count;

void ds_entries_init(void)
{
	for (int i = 0; i < DS_BUCKETS; i++)
		ds_buckets[i] = DS_NIL;
	ds_free = DS_NIL;
	for (int i = DS_ENTRIES - 1; i >= 0; i--) {
		ds_entries[i].used = 0;
		ds_entries[i].next = ds_free;
		ds_free = i;
	}
	ds_count = 0;
}

uint32_t ds_hash(const char *key)
{
	uint32_t hash = 2166136261u; /* FNV-1a */

	for (; *key; key++)
		hash = (hash ^ (unsigned char)*key) * 16777619u;
	return hash;
}

int ds_key_check(const char *key)
{
	for (const char *c = key; *c; c++)
		if (*c <= ' ' || *c > '~')
			return -EINVAL;
	return 0;
}

int ds_find(const char *key)
{
	uint32_t hash = ds_hash(key);

	for (int i = ds_buckets[hash & (DS_BUCKETS - 1)]; i != DS_NIL; i = ds_entries[i].next) {
		if (ds_entries[i].hash != hash)
			continue;
		if (strcmp(ds_entries[i].key, key) == 0)
			return i;
	}
	return DS_NIL;
}

int ds_owned(endpoint_t owner)
{
	int n = 0;

	for (int i = 0; i < DS_ENTRIES; i++)
		if (ds_entries[i].used && ds_entries[i].owner == owner)
			n++;
	return n;
}

int ds_insert(const char *key, endpoint_t owner)
{
	int i = ds_free;
	struct ds_entry *e = &ds_entries[i];

	ms_assert(i != DS_NIL && !e->used);
	ds_free = e->next;
	e->used = 1;
	e->owner = owner;
	e->length = 0;
	e->hash = ds_hash(key);
	strlcpy(e->key, key, sizeof(e->key));
	e->next = ds_buckets[e->hash & (DS_BUCKETS - 1)];
	ds_buckets[e->hash & (DS_BUCKETS - 1)] = i;
	ds_count++;
	return i;
}

void ds_remove(int entry)
{
	struct ds_entry *e = &ds_entries[entry];
	int *link = &ds_buckets[e->hash & (DS_BUCKETS - 1)];

	while (*link != entry) {
		ms_assert(*link != DS_NIL);
		link = &ds_entries[*link].next;
	}
	*link = e->next;
	e->used = 0;
	e->next = ds_free;
	ds_free = entry;
	ds_count--;
}

int ds_nth(unsigned index)
{
	for (int i = 0; i < DS_ENTRIES; i++) {
		if (!ds_entries[i].used)
			continue;
		if (index == 0)
			return i;
		index--;
	}
	return DS_NIL;
}
