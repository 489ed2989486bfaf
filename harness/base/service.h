/*
 * What is left of the system after the workload: which tests did what they do without a fault, and whether every service still
 * serves once the fault is out of force. Beside the outcome: a run in which 90 of 91 tests fail survived, and served nobody.
 */
#ifndef KMEND_BASE_SERVICE_H
#define KMEND_BASE_SERVICE_H

#include <stdint.h>

#include "harness/base/outcome.h"

/* number, name, word, words for people. The number is stored in result files: append, never renumber. */
#define KMEND_SERVICES(X)                                                                  \
	X(0, UNKNOWN, "unknown", "not known: the target probes nothing, or nothing acted") \
	X(1, USABLE, "usable", "survived, and every probe passes")                         \
	X(2, LOST, "lost", "survived, and a probe fails: a service is lost")               \
	X(3, DOWN, "down", "a crash or a shutdown: no service is left")

enum kmend_service {
#define KMEND_X(number, name, text, words) KMEND_SERVICE_##name = (number),
	KMEND_SERVICES(KMEND_X)
#undef KMEND_X
		KMEND_SERVICE_COUNT
};

const char *kmend_service_name(enum kmend_service service);  /* "unknown" also for what is not one */
const char *kmend_service_words(enum kmend_service service); /* the rest of a sentence */

struct kmend_serving {
	enum kmend_service service;
	uint64_t planned; /* tests of the golden run */
	uint64_t failed;  /* of them, those that did not do what they do there; who did not report failed */
	uint64_t skipped; /* of them, those that said so */
	uint64_t probes_passed, probes_failed; /* of the golden run's probes; who did not report failed */
	uint64_t unavailable;                  /* audits that nobody answered */
};

/* The word for a run of that outcome, out of its probes. */
enum kmend_service kmend_service_judge(enum kmend_outcome outcome, uint64_t probes_passed, uint64_t probes_failed);

#endif
