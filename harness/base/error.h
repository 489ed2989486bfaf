/*
 * Errors: functions return 0 or -1 and set one message and its code where the failure is known. Both belong to the
 * calling thread and live until the next error is set there. The message is for a person, the code for a caller that
 * acts on it ("does not exist" is not "disk full") and for the exit status of a command.
 */
#ifndef KMEND_BASE_ERROR_H
#define KMEND_BASE_ERROR_H

enum kmend_error_code {
	KMEND_ERROR_OTHER,       /* something failed that no caller treats specially */
	KMEND_ERROR_USAGE,       /* the words of a command line are wrong */
	KMEND_ERROR_INVALID,     /* a file is not what it should be: its content is wrong or does not belong here */
	KMEND_ERROR_NOT_FOUND,   /* what was named does not exist */
	KMEND_ERROR_EXISTS,      /* what should be made is there already */
	KMEND_ERROR_ACCESS,      /* it may not be read or written */
	KMEND_ERROR_NO_SPACE,    /* the disk or a quota is full, a file would be too large */
	KMEND_ERROR_NO_MEMORY,   /* out of memory, descriptors or processes */
	KMEND_ERROR_BUSY,        /* somebody else holds it */
	KMEND_ERROR_INTERRUPTED, /* by a signal */
};

/* Exit codes of every command. */
enum { KMEND_EXIT_GOOD = 0, KMEND_EXIT_BAD = 1, KMEND_EXIT_INFRA = 125, KMEND_EXIT_USAGE = 129 };

/* Each of these sets the message (one line, cut at 1 KiB) and returns -1, so that `return kmend_error(...)` reads well. */
int kmend_error(const char *format, ...) __attribute__((format(printf, 1, 2))); /* KMEND_ERROR_OTHER */
int kmend_error_as(enum kmend_error_code code, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* "TEXT: what errno says", with the code that errno has. */
int kmend_error_errno(const char *format, ...) __attribute__((format(printf, 1, 2)));
int kmend_error_memory(void); /* "out of memory" */
/* Another text for the error that is set (quote kmend_error_text() in it); the code stays. */
int kmend_error_reword(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* The last message; "" when there was none. Never NULL. And its code. */
const char *kmend_error_text(void);
enum kmend_error_code kmend_error_code(void);
/* Its exit status: KMEND_EXIT_USAGE for what the person who called named or wrote, KMEND_EXIT_INFRA for all else. */
int kmend_error_exit(void);

/* An error that outlives what is done between: releasing things can set another. */
struct kmend_error_kept {
	enum kmend_error_code code;
	char text[1024];
};
void kmend_error_keep(struct kmend_error_kept *kept);
int kmend_error_again(const struct kmend_error_kept *kept); /* sets it; returns -1 */

#endif
