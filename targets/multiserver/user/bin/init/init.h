/* Pid 1: runs the test suite and tells the event log about it. Its parts, in the order in which they work. */
#ifndef INIT_H
#define INIT_H

#include <stddef.h>
#include <stdint.h>

#include "ms/ipc.h"

#define TESTS_MAX 192
#define TEST_NAME_MAX 29
#define TEST_MS 500     /* of guest time for a test, always: a service that hangs is found and replaced within 400 ms */
#define PATIENCE_MS 600 /* for a request of an audit or a probe, for the same reason */
#define CLEAR_MS 200    /* for a child that has been killed, or has next to nothing to do */
#define EXTRA_FOLDER "/extra" /* programs that run only when the workload names them: ub_*, x_* */
#define STATUS_SKIP 77
#define NSERVERS 6

struct server {
	const char *name;
	endpoint_t ep; /* EP_KERNEL: the kernel itself */
};
extern const struct server servers[NSERVERS];

enum test_status { TEST_PASS, TEST_FAIL, TEST_SKIP };

/* event.c: one event, "NAME key=value ..."; the kernel adds the frame. */
void event(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* event.c: percent-encodes text into out (always NUL-terminated, cut where it does not fit). */
void event_encode(char *out, size_t size, const char *text);

/*
 * list.c: names of the tests in the directory /tests that the workload filter selects, and of the programs in /extra that it names, sorted. *directory_ok: it could be read to
 * its end. What was read of it until then is run.
 */
size_t list_tests(char names[TESTS_MAX][TEST_NAME_MAX], const char *workload, int *directory_ok);

/* list.c: 1 when the workload (comma-separated patterns; empty, "all", "suite": everything) selects the test. */
int workload_selects(const char *workload, const char *name);

/* list.c: where a test of that list lies. */
const char *test_folder(const char *name);

/* run.c: runs one test program to its end; what it leaves behind stays. */
enum test_status run_test(const char *name);

/* run.c: kills everybody else and collects the dead. */
void clear_processes(void);

/* services.c: a test of what only pid 1 may ask RS for. */
enum test_status test_services(void);

/* recovery.c: every service crashes on purpose and is asked for something afterwards. Only when the workload names it. */
enum test_status test_recovery(void);

/* recovery.c: a request to every service, twice. Only when the workload names it: what a campaign tries recovery with before it starts. */
enum test_status test_requests(void);

/* audit.c: asks the kernel and every server for its audit and emits the audit event; `when` says which of the two it is. */
void audit(const char *when);

/* audit.c: how long a request may take from now on; 0: any time. Who let one time out is noted, and asked nothing more. */
void set_patience(unsigned ms);
/* audit.c: this process and every program from now on repeat requests on which a server crashed. Only when the workload names init_again. */
void set_again(void);
int is_silent(endpoint_t ep);
void note_silence(endpoint_t ep);

/* probe.c: a fixed set of requests to each server; emits a probe event for each. */
void probe(void);

/* audit.c: emits what RS knows about each service as counters. */
void counters(void);

/* work.c: emits the work of each program of the UnixBench-like suite among them as a counter. */
void work_counters(char names[][TEST_NAME_MAX], size_t n);

#endif
