/* Which of the places that a guest names tells the crash, and the signature that it makes. */
#include <stdio.h>
#include <string.h>

#include "harness/outcome/helpers.h"
#include "harness/outcome/names.h"
#include "harness/outcome/place.h"

enum kmend_crash_rank kmend_crash_rank(const char *function, int returns)
{
	switch (helper_kind(function)) {
	case HELPER_NONE:
		return KMEND_CRASH_NAMES;
	case HELPER_REPORTING:
		return returns ? KMEND_CRASH_NEVER : KMEND_CRASH_REPORTS;
	case HELPER_INSTRUMENTATION:
		return KMEND_CRASH_REPORTS;
	case HELPER_INTERRUPT:
		return returns ? KMEND_CRASH_REPORTS : KMEND_CRASH_NAMES;
	case HELPER_WAITING:
		return returns ? KMEND_CRASH_HELPS : KMEND_CRASH_NAMES;
	default:
		return KMEND_CRASH_HELPS;
	}
}

const struct kmend_crash_frame *kmend_crash_place(const struct kmend_crash *crash)
{
	const struct kmend_crash_frame *best = NULL;
	enum kmend_crash_rank best_rank = KMEND_CRASH_NEVER;

	for (size_t i = 0; i < crash->nframes && best_rank != KMEND_CRASH_NAMES; i++) {
		const struct kmend_crash_frame *frame = &crash->frames[i];
		enum kmend_crash_rank rank =
			frame->function[0] ? kmend_crash_rank(frame->function, frame->returns) : KMEND_CRASH_NEVER;

		if (rank < best_rank) {
			best = frame;
			best_rank = rank;
		}
	}
	return best;
}

void kmend_crash_signature(char *text, size_t size, const struct kmend_crash *crash, const char *function)
{
	char name[KMEND_CRASH_FUNCTION];

	if (crash->has_place && function && *function) {
		kmend_crash_show_name(name, function);
		snprintf(text, size, "%s in %s", crash->cause, name);
	} else if (crash->has_place && crash->component[0]) {
		snprintf(text, size, "%s in component %s", crash->cause, crash->component);
	} else {
		snprintf(text, size, "%s", crash->cause);
	}
}
