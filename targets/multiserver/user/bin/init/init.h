/* Pid 1: runs the test suite and tells the event log about it. Its parts, in the order in which they work. */
#ifndef INIT_H
#define INIT_H

#include <stddef.h>
#include <stdint.h>

#define TESTS_MAX 192
#define TEST_NAME_MAX 29
#define PATIENCE_MS 500 /* for a test: a service that hangs is found and replaced within 400 ms */
#define PATIENCE_MIN_MS 20
#define STATUS_SKIP 77

enum test_status { TEST_PASS, TEST_FAIL, TEST_SKIP };

/* event.c: one event, "NAME key=value ..."; the kernel adds the frame. */
void event(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* event.c: percent-encodes text into out (always NUL-terminated, cut where it does not fit). */
void event_encode(char *out, size_t size, const char *text);

/*
 * list.c: names of the tests that the workload filter selects, sorted. From the directory /tests; when it cannot be
 * read, from the list made at build time. *directory_ok says which.
 */
size_t list_tests(char names[TESTS_MAX][TEST_NAME_MAX], const char *workload, int *directory_ok);

/* list.c: 1 when the workload (comma-separated patterns; empty, "all", "suite": everything) selects the test. */
int workload_selects(const char *workload, const char *name);

/* run.c: runs one test program to its end and removes every process that it left behind. */
enum test_status run_test(const char *name);

/* services.c: a test of what only pid 1 may ask RS for. */
enum test_status test_services(void);

/* audit.c: asks every server for its audit and emits the audit event. */
void audit(void);

/* audit.c: emits what RS knows about each service as counters. */
void counters(void);

#endif
