/*
 * The judge: a pure function of (event log, how the run ended, golden run). It knows no QEMU, does no input or output
 * and keeps no state. The rules are those of design.md, "Outcome"; docs/event-log.md tells every reason word.
 */
#ifndef KMEND_OUTCOME_CLASSIFY_H
#define KMEND_OUTCOME_CLASSIFY_H

#include <stddef.h>
#include <stdint.h>

#include "harness/base/outcome.h"
#include "harness/base/service.h"
#include "harness/outcome/log.h"
#include "harness/outcome/tests.h"

/* Which site the plan armed. */
enum { KMEND_ARMED_FROM_LOG = -2, KMEND_ARMED_NOTHING = -1 }; /* other values: the dense site number */

/*
 * How the run ended, as the machine saw it. All zero (with armed = KMEND_ARMED_FROM_LOG) is a bare log: then the log
 * alone decides. Fill what is true, more than one can be.
 */
struct kmend_exit {
	int64_t armed;            /* the planned dense site number of this image, or one of the values above */
	int infra_failed;         /* emulator or harness failed: rule 1, whatever the log says */
	const char *infra_reason; /* stable word for it, for example "emulator-died"; NULL: "harness" */
	uint32_t stop;            /* enum kmend_stop of the abi as read at the stop; 0: none or not known */
	int reset;                /* the guest reset or triple-faulted */
	int hang;                 /* guest virtual-time limit passed (watchdog) */
	const char *overdue;      /* with hang: the test that was over its limit; NULL: the whole run was */
	uint32_t overdue_s;       /* that limit */
	int stuck;                /* the guest executes next to nothing: no guest time passes */
	int flood;                /* stopped because a serial port wrote more than its limit */
	int power_off;            /* the guest powered itself off */
	int suspended;            /* the guest suspended itself to memory */
	int by_console; /* the log was made of a console, where a kernel's message can tear the line of a test */
	int died;       /* the emulator died of what the guest did, the same on another machine */
};

#define KMEND_EXIT_BARE { .armed = KMEND_ARMED_FROM_LOG }

/* What a golden run says about the workload. Owns its names. */
struct kmend_golden {
	uint64_t planned;
	struct kmend_test *tests; /* in order of the log */
	size_t ntests;
	struct kmend_test *probes; /* of the services, after `suite-end`: all pass */
	size_t nprobes;
	uint64_t ready_ns, end_ns; /* guest virtual time of `ready` and of the last event */
	char *policy, *target;     /* from `ready` */
	uint64_t nsites;           /* from `ready` */
};

/* Reads a golden run out of its event log. -1 with a message when the log is not one of a good golden run: no `ready`,
 * a site armed, no `suite-end`, a failed or missing test, an audit that is not ok, a probe that fails. Release after success. */
int kmend_golden_from_log(struct kmend_golden *golden, const char *bytes, size_t size);
void kmend_golden_release(struct kmend_golden *golden);

/* The same workload with one more test, which is expected to pass: what an experiment is judged by that runs it. It borrows all but the list
 * of tests. -1 when out of memory; kmend_golden_with_release() after success, before `golden` goes. */
int kmend_golden_with(struct kmend_golden *out, const struct kmend_golden *golden, char *test);
void kmend_golden_with_release(struct kmend_golden *golden);

/* 0 when two golden runs agree: the same events in the same order with the same text, TICKS included. -1 with a
 * message that names the first line that differs. */
int kmend_golden_compare(const char *a, size_t a_size, const char *b, size_t b_size);

#define KMEND_REASON_MAX 96

struct kmend_verdict {
	enum kmend_outcome outcome;
	/* One stable word, printable ASCII without spaces, for example "page-fault", "hang", "reset", "panic:REASON",
	 * "eof", "shutdown:REASON", "tests:NAME", "no-ready"; "completed" for a pass. For not-activated it is what the
	 * run came to otherwise. The list is in docs/event-log.md. */
	char reason[KMEND_REASON_MAX];
	uint64_t activations;          /* greatest count of the armed site's fault-activated events */
	uint64_t recovered;            /* number of recovery-end events */
	int inconsistent;              /* an audit said so */
	char detail[KMEND_REASON_MAX]; /* of the first audit that said so, percent-encoded; "" otherwise */
	int64_t armed; /* site of the `armed` event, KMEND_ARMED_NOTHING for none, FROM_LOG when there was none */
	uint64_t ready_ns, activated_ns,
		end_ns;   /* guest virtual time of `ready`, first activation, last event; 0: not seen */
	uint64_t damaged; /* lines that did not check */
	uint64_t planned; /* tests; from the golden run, else from `suite-begin` */
	struct kmend_test *tests;
	size_t ntests;
	struct kmend_test *probes; /* after `suite-end`, and those that the golden run has */
	size_t nprobes;
	struct kmend_serving serving;
	/* Tests that did not report while lines were torn, or while tests that nobody planned did: they may have passed. */
	uint64_t torn;
};

/*
 * Judges one run. `golden` can be NULL (a bare log: then every planned test has to report pass or skip). Every input is
 * judged; -1 only when out of memory. Release `verdict` after success. Safe to call from several threads.
 */
int kmend_classify(struct kmend_verdict *verdict, const char *bytes, size_t size, const struct kmend_exit *end,
	const struct kmend_golden *golden);
void kmend_verdict_release(struct kmend_verdict *verdict);

#endif
