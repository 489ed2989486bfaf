/*
 * What a campaign that measures (`measure: overhead`, `disruption`) finds out about an image and its workload: one number for each kind and
 * subject, under each policy. All of it is exact: two runs of one image must agree.
 */
#ifndef KMEND_BASE_MEASURE_H
#define KMEND_BASE_MEASURE_H

/* name, word (stored in result files), subject */
#define KMEND_MEASURES(X)                                                                                            \
	X(INSTRUCTIONS, "instructions") /* executed; subject "": by the whole, else in a test */                     \
	X(TIME, "time")                 /* guest ns; subject "": the whole, else a test */                           \
	X(COUNTER, "counter")           /* what the guest said it counted; subject: its name */                      \
	X(PROGRAM, "program")           /* bytes of a component's program in memory */                               \
	X(PRIVATE, "private")           /* of them, what every instance of it has of its own */                      \
	X(RUNTIME, "runtime")           /* bytes of the recovery runtime's region, beside them */                    \
	X(DISRUPTED, "disrupted")   /* guest ns of a test while faults act; subject: "INTERVAL_NS TEST", 0: never */ \
	X(RECOVERIES, "recoveries") /* in the run with that interval; subject: "INTERVAL_NS" */                      \
	X(FAILED, "failed")         /* tests of that run, all of them when it did not survive; subject: "INTERVAL_NS" */

enum kmend_measure {
#define KMEND_X(name, text) KMEND_MEASURE_##name,
	KMEND_MEASURES(KMEND_X)
#undef KMEND_X
		KMEND_MEASURE_COUNT
};

const char *kmend_measure_name(enum kmend_measure measure);
/* KMEND_MEASURE_COUNT: it is not one. */
enum kmend_measure kmend_measure_find(const char *text);

#endif
