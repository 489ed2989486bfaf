/*
 * DS, the data store: named values that processes publish for each other, and subscriptions to name prefixes.
 *
 * Entries live in one table; a hash index (buckets of chains) finds them by key; free ones hang on a free list. Each
 * subscriber has a bounded queue of events. A request is checked completely before anything changes; subscribers are
 * notified last, just before the reply, because a notification closes the recovery window.
 */
#ifndef MS_DS_H
#define MS_DS_H

#include "server.h"

#define DS_KEY_BYTES 48 /* with the NUL */
#define DS_VALUE_BYTES 256
#define DS_ENTRIES 128
#define DS_OWNER_ENTRIES 32 /* keys of one owner */
#define DS_BUCKETS 32       /* a power of two */
#define DS_PREFIXES 64      /* subscriptions in all ... */
#define DS_OWN_PREFIXES 8   /* ... and of one process */
#define DS_SUBSCRIBERS 32
#define DS_QUEUE 8 /* events waiting for one subscriber */
#define DS_NIL (-1)

enum { DS_NEW = 1 }; /* DS_PUBLISH flag: must be new */
enum ds_change { DS_PUBLISHED = 1, DS_DELETED = 2 };

struct ds_entry {
	int used;
	int next; /* in its bucket's chain, or in the free list */
	uint32_t hash;
	endpoint_t owner;
	uint32_t length; /* of the value */
	char key[DS_KEY_BYTES];
	uint8_t value[DS_VALUE_BYTES];
};

struct ds_event {
	enum ds_change change;
	char key[DS_KEY_BYTES];
};

struct ds_subscriber {
	endpoint_t endpoint;   /* EP_NONE: free */
	int prefixes;          /* subscriptions it holds; 0 frees the record */
	unsigned first, count; /* queue */
	unsigned lost;         /* events that a full queue dropped */
	int notify;            /* its queue became non-empty in this request */
	struct ds_event queue[DS_QUEUE];
};

struct ds_prefix {
	int subscriber; /* DS_NIL: free */
	char prefix[DS_KEY_BYTES];
};

extern struct ds_entry ds_entries[DS_ENTRIES];
extern int ds_buckets[DS_BUCKETS];
extern int ds_free;  /* head of the free list */
extern int ds_count; /* entries in use */
extern struct ds_subscriber ds_subscribers[DS_SUBSCRIBERS];
extern struct ds_prefix ds_prefixes[DS_PREFIXES];

/* entries.c */
void ds_entries_init(void);
uint32_t ds_hash(const char *key);
int ds_key_check(const char *key);                /* 0 or -EINVAL: printable, no spaces */
int ds_find(const char *key);                     /* index or DS_NIL */
int ds_owned(endpoint_t owner);                   /* how many keys */
int ds_insert(const char *key, endpoint_t owner); /* index; the caller checked that it fits */
void ds_remove(int entry);
int ds_nth(unsigned index); /* index-th entry in use, in table order; DS_NIL past the end */

/* subscribers.c */
void ds_subscribers_init(void);
int ds_subscriber(endpoint_t ep); /* index or DS_NIL */
int ds_subscribe(endpoint_t ep, const char *prefix);
int ds_unsubscribe(endpoint_t ep, const char *prefix);
void ds_unsubscribe_all(endpoint_t ep);
void ds_changed(const char *key, enum ds_change change); /* queues the event for everybody concerned */
void ds_notify(void);                                    /* sends the notifications that ds_changed() asked for */

/* audit.c */
unsigned ds_audit(char *text, size_t size); /* number of problems; the first one in words */

#endif
