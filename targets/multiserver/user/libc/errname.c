/* Names of error numbers, for people. */
#include "errno.h"

const char *strerrorname(int error)
{
	switch (error) {
#define MS_X(number, name) \
	case number:       \
		return #name;
		MS_ERRNOS(MS_X)
#undef MS_X
	}
	return "E?";
}
