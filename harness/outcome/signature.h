/*
 * What a crash was, read out of the event log and the console: the cause as one normalised text, and the places that the
 * guest named, best first. Pure as the judge is; it knows no image, so a function is only a claim here, and whoever has
 * the image checks it (docs/crash-signatures.md).
 */
#ifndef KMEND_OUTCOME_SIGNATURE_H
#define KMEND_OUTCOME_SIGNATURE_H

#include "harness/outcome/console.h"
#include "harness/outcome/crash.h"
#include "harness/outcome/known.h"
#include "harness/outcome/names.h"
#include "harness/outcome/place.h"

/* What is known of a run. Any bytes are fine in both texts, also none (NULL then). */
struct kmend_crash_run {
	const char *log; /* event log */
	size_t log_size;
	const char *console;
	size_t console_size;
	const char *reason; /* the judge's word for it (struct kmend_verdict) */
	int crashed;        /* its outcome is `crash`: a report that the kernel survived does not name it */
	const struct kmend_crash_known *known; /* NULL: nothing */
};

/* Reads a crash. -1 only when out of memory. */
int kmend_crash_read(struct kmend_crash *crash, const struct kmend_crash_run *run);

/*
 * What a run without a fault says: such reports and detections never name a crash. Both texts as above. -1: out of
 * memory. Release in both cases.
 */
int kmend_crash_known_read(
	struct kmend_crash_known *known, const char *log, size_t log_size, const char *console, size_t console_size);

#endif
