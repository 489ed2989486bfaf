/* The host's cores: how many there are for machines, and which. */
#ifndef KMEND_CAMPAIGN_CORES_H
#define KMEND_CAMPAIGN_CORES_H

/* Cores that this process may use. */
unsigned cores_count(void);

/* The number of the n-th of them (modulo their number), -1: not known. */
int cores_number(unsigned n);

/* Machines side by side where nobody asked for a number: one for each core, at most `most`. */
unsigned cores_jobs(unsigned cores, unsigned most);

#endif
