/* One error for each thread: the place where a failure is known is where its sentence is written. */
#include "harness/base/error.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static _Thread_local struct kmend_error_kept last;

static int set(enum kmend_error_code code, const char *format, va_list args, const char *after)
{
	char fresh[sizeof(last.text)]; /* the old message may be among the arguments */
	size_t size;

	vsnprintf(fresh, sizeof(fresh), format, args);
	size = strlen(fresh);
	if (after)
		snprintf(fresh + size, sizeof(fresh) - size, ": %s", after);
	for (size_t i = 0; fresh[i]; i++)
		if (fresh[i] == '\n')
			fresh[i] = ' ';
	memcpy(last.text, fresh, sizeof(fresh));
	last.code = code;
	return -1;
}

static enum kmend_error_code code_of(int error)
{
	switch (error) {
	case ENOENT:
	case ENOTDIR:
		return KMEND_ERROR_NOT_FOUND;
	case EEXIST:
		return KMEND_ERROR_EXISTS;
	case EACCES:
	case EPERM:
	case EROFS:
		return KMEND_ERROR_ACCESS;
	case ENOSPC:
	case EDQUOT:
	case EFBIG:
		return KMEND_ERROR_NO_SPACE;
	case ENOMEM:
	case EMFILE:
	case ENFILE:
		return KMEND_ERROR_NO_MEMORY;
	case EISDIR:
	case ELOOP:
	case ENAMETOOLONG:
	case EINVAL:
		return KMEND_ERROR_INVALID;
	case EBUSY:
	case EAGAIN:
	case ETXTBSY:
		return KMEND_ERROR_BUSY;
	case EINTR:
		return KMEND_ERROR_INTERRUPTED;
	default:
		return KMEND_ERROR_OTHER;
	}
}

int kmend_error(const char *format, ...)
{
	va_list args;

	va_start(args, format);
	set(KMEND_ERROR_OTHER, format, args, NULL);
	va_end(args);
	return -1;
}

int kmend_error_as(enum kmend_error_code code, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	set(code, format, args, NULL);
	va_end(args);
	return -1;
}

int kmend_error_errno(const char *format, ...)
{
	int error = errno;
	va_list args;

	va_start(args, format);
	set(code_of(error), format, args, strerror(error));
	va_end(args);
	return -1;
}

int kmend_error_memory(void)
{
	return kmend_error_as(KMEND_ERROR_NO_MEMORY, "out of memory");
}

int kmend_error_reword(const char *format, ...)
{
	va_list args;

	va_start(args, format);
	set(last.code, format, args, NULL);
	va_end(args);
	return -1;
}

const char *kmend_error_text(void)
{
	return last.text;
}

enum kmend_error_code kmend_error_code(void)
{
	return last.code;
}

int kmend_error_exit(void)
{
	switch (last.code) {
	case KMEND_ERROR_USAGE:
	case KMEND_ERROR_INVALID:
	case KMEND_ERROR_NOT_FOUND:
	case KMEND_ERROR_EXISTS:
	case KMEND_ERROR_ACCESS:
		return KMEND_EXIT_USAGE;
	default:
		return KMEND_EXIT_INFRA;
	}
}

void kmend_error_keep(struct kmend_error_kept *kept)
{
	*kept = last;
}

int kmend_error_again(const struct kmend_error_kept *kept)
{
	last = *kept;
	return -1;
}
