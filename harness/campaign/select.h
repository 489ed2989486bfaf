/* Which of the eligible sites a campaign takes: the function of its selection, see select/functions.h. */
#ifndef KMEND_CAMPAIGN_SELECT_H
#define KMEND_CAMPAIGN_SELECT_H

#include "harness/campaign/select/functions.h"

size_t select_sites(enum kmend_select select, struct select_site *sites, size_t count, uint32_t sample);

#endif
