#include "harness/outcome/known.h"

#include <stdlib.h>
#include <string.h>

#include "harness/base/error.h"
#include "harness/outcome/place.h"

#define SIGNATURE_MAX (KMEND_CRASH_CAUSE + KMEND_CRASH_FUNCTION + 8)
#define KNOWN_MAX 256

static void sign(char text[SIGNATURE_MAX], const struct kmend_crash *crash)
{
	const struct kmend_crash_frame *place = kmend_crash_place(crash);

	kmend_crash_signature(text, SIGNATURE_MAX, crash, place ? place->function : NULL);
}

int known_has(const struct kmend_crash_known *known, const struct kmend_crash *crash)
{
	char text[SIGNATURE_MAX];

	sign(text, crash);
	for (size_t i = 0; i < known->count; i++)
		if (strcmp(known->signatures[i], text) == 0)
			return 1;
	return 0;
}

int known_add(struct kmend_crash_known *known, const struct kmend_crash *crash)
{
	char text[SIGNATURE_MAX];
	char **list;

	if (known->count == KNOWN_MAX || known_has(known, crash))
		return 0;
	sign(text, crash);
	list = realloc(known->signatures, (known->count + 1) * sizeof *list);
	if (!list)
		return kmend_error_memory();
	known->signatures = list;
	list[known->count] = strdup(text);
	if (!list[known->count])
		return kmend_error_memory();
	known->count++;
	return 0;
}

void kmend_crash_known_release(struct kmend_crash_known *known)
{
	for (size_t i = 0; i < known->count; i++)
		free(known->signatures[i]);
	free(known->signatures);
	*known = (struct kmend_crash_known){ 0 };
}
