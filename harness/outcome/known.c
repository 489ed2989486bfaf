#include "harness/outcome/known.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "harness/base/buf.h"
#include "harness/base/error.h"
#include "harness/outcome/place.h"

#define SIGNATURE_MAX (KMEND_CRASH_CAUSE + KMEND_CRASH_FUNCTION + 8)
#define KNOWN_MAX 256
#define TEXT_MAX 60000u

static void sign(char text[SIGNATURE_MAX], const struct kmend_crash *crash)
{
	const struct kmend_crash_frame *place = kmend_crash_place(crash);

	kmend_crash_signature(text, SIGNATURE_MAX, crash, place ? place->function : NULL);
}

static struct kmend_crash_report *find(const struct kmend_crash_known *known, const char *signature)
{
	for (size_t i = 0; i < known->count; i++)
		if (strcmp(known->reports[i].signature, signature) == 0)
			return &known->reports[i];
	return NULL;
}

int known_has(const struct kmend_crash_known *known, const struct kmend_crash *crash)
{
	char text[SIGNATURE_MAX];

	sign(text, crash);
	return find(known, text) != NULL;
}

static int add(struct kmend_crash_known *known, const char *signature, int names_crash)
{
	struct kmend_crash_report *list, *report = find(known, signature);

	if (report)
		report->names_crash |= names_crash;
	if (report || known->count == KNOWN_MAX)
		return 0;
	list = realloc(known->reports, (known->count + 1) * sizeof *list);
	if (!list)
		return kmend_error_memory();
	known->reports = list;
	list[known->count] = (struct kmend_crash_report){ strdup(signature), names_crash };
	if (!list[known->count].signature)
		return kmend_error_memory();
	known->count++;
	return 0;
}

int known_add(struct kmend_crash_known *known, const struct kmend_crash *crash, int names_crash)
{
	char text[SIGNATURE_MAX];

	sign(text, crash);
	return add(known, text, names_crash);
}

char *kmend_crash_known_text(const struct kmend_crash_known *known)
{
	struct kmend_buf text = KMEND_BUF_INIT;
	int bad = 0;

	for (size_t i = 0; i < known->count && !bad && text.size + SIGNATURE_MAX < TEXT_MAX; i++)
		bad = kmend_buf_printf(&text, "%s%s", i ? "\n" : "", known->reports[i].signature) < 0;
	if (bad)
		kmend_buf_release(&text);
	return bad || text.data ? text.data : strdup("");
}

int kmend_crash_known_parse(struct kmend_crash_known *known, const char *text)
{
	char line[SIGNATURE_MAX];

	while (*text) {
		size_t size = strcspn(text, "\n");

		snprintf(line, sizeof line, "%.*s", (int)(size < sizeof line ? size : sizeof line - 1), text);
		if (size && add(known, line, 0) < 0)
			return -1;
		text += size + (text[size] == '\n');
	}
	return 0;
}

void kmend_crash_known_release(struct kmend_crash_known *known)
{
	for (size_t i = 0; i < known->count; i++)
		free(known->reports[i].signature);
	free(known->reports);
	*known = (struct kmend_crash_known){ 0 };
}
