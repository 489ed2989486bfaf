/*
 * Errors: functions return 0 or -1 and set one message where the failure is known. The message belongs to the calling
 * thread and lives until the next kmend_error() there.
 */
#ifndef KMEND_BASE_ERROR_H
#define KMEND_BASE_ERROR_H

/* Exit codes of every command (docs/exit-codes are these). */
enum { KMEND_EXIT_GOOD = 0, KMEND_EXIT_BAD = 1, KMEND_EXIT_INFRA = 125, KMEND_EXIT_USAGE = 129 };

/* Sets the message (one line, cut at 1 KiB). Always returns -1, so that `return kmend_error(...)` reads well. */
int kmend_error(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* The last message; "" when there was none. Never NULL. */
const char *kmend_error_text(void);

#endif
