/* What the kinds of campaigns ask of the other keys. For campaign_load.c only. */
#ifndef KMEND_CONFIG_CAMPAIGN_KINDS_H
#define KMEND_CONFIG_CAMPAIGN_KINDS_H

#include "harness/config/campaign.h"

/* Each is for campaigns of its kind alone, and checks the keys, whose types and activation are read: -1 with file, line and what. */
int campaign_overhead(const struct kmend_campaign *c);   /* `measure: overhead` */
int campaign_disruption(const struct kmend_campaign *c); /* `measure: disruption` */
int campaign_tests(const struct kmend_campaign *c);      /* `measure: tests` */
int campaign_storm(struct kmend_campaign *c);            /* `activation: storm N`; sets what it chooses */

#endif
