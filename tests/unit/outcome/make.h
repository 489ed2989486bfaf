/* Writes event logs for the tests: numbers and sums are put in, so that a test says only what it is about. */
#ifndef KMEND_TEST_OUTCOME_MAKE_H
#define KMEND_TEST_OUTCOME_MAKE_H

#include "harness/base/buf.h"
#include "harness/outcome/classify.h"

struct make {
	struct kmend_buf text;
	uint64_t seq, ticks; /* of the next event */
};

#define MAKE_INIT { KMEND_BUF_INIT, 0, 1000 }

/* Appends one line that checks, with its own number, which is not counted. */
void make_line(struct make *make, uint64_t seq, uint64_t ticks, const char *body);
/* Appends the next event; ticks go on by 1000. */
void make_event(struct make *make, const char *body);
void make_events(struct make *make, const char *const *bodies); /* up to NULL */
#define MAKE(make, ...) make_events(make, (const char *const[]){ __VA_ARGS__, NULL })
void make_text(struct make *make, const char *text); /* as it is */
void make_free(struct make *make);

/* ready, armed, suite-begin of two tests called a and b. `site`: "77", "none" ... */
void make_begin(struct make *make, const char *site);

/* Judges what was made and frees it. */
struct kmend_verdict judge(struct make *make, const struct kmend_exit *end, const struct kmend_golden *golden);

#endif
