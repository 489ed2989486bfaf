/* A result file in a folder of its own, with a small plan in it. */
#ifndef KMEND_TEST_STORE_FIXTURE_H
#define KMEND_TEST_STORE_FIXTURE_H

#include "harness/store/store.h"

#define FIXTURE_SITES 4
/* What is ordered in every experiment, beside the site's type (fail-stop) and candidate (0). */
#define FIXTURE_FAULT { .activation = KMEND_ACTIVATION_EVERY, .parameter = 3, .seed = UINT64_MAX - 1 }

extern char fixture_dir[64], fixture_path[128]; /* set by fixture_open_dir */

void fixture_open_dir(void);  /* makes the folder */
void fixture_close_dir(void); /* removes it with what is in it */

/* Two policies (none, enhanced), FIXTURE_SITES sites, one experiment for each pair, plan_complete. Open for writing. */
struct kmend_store *fixture_campaign(void);
/* A result with plausible numbers. */
struct kmend_store_result fixture_result(int64_t id, int outcome);

/* Runs SQL on the file behind the store's back; for damage. */
void fixture_sql(const char *sql);

#endif
