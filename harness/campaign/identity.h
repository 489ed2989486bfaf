/*
 * What makes a campaign this one and no other: every setting, image and tool that an outcome depends on. It is stored
 * with the result; a campaign carries on only where all of it agrees.
 */
#ifndef KMEND_CAMPAIGN_IDENTITY_H
#define KMEND_CAMPAIGN_IDENTITY_H

#include "harness/campaign/setup.h"
#include "harness/store/store.h"

#define IDENTITY_MAX 64

struct identity {
	struct identity_fact {
		char *key, *value; /* key: as in the result's meta */
	} facts[IDENTITY_MAX];
	unsigned count;
};

/* Collects; needs the images. Release in every case. */
int identity_make(struct identity *identity, const struct setup *setup);
void identity_release(struct identity *identity);

int identity_write(const struct identity *identity, struct kmend_store *store);

/* 0 when the result has the same identity. -1 with a message that names the first fact that differs, or another error. */
int identity_check(const struct identity *identity, struct kmend_store *store);

#endif
