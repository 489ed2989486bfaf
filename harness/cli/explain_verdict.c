#include "harness/cli/explain_verdict.h"

#include <stdio.h>
#include <string.h>

#include "harness/base/safe.h"

static void put(const char *text)
{
	kmend_print_safe(stdout, text, strlen(text), 0);
}

/* Of hang:test:SECONDSs:NAME. */
static int show_overdue(const char *reason)
{
	char name[KMEND_REASON_MAX];
	unsigned seconds;

	if (sscanf(reason, "hang:test:%4us:%95s", &seconds, name) != 2)
		return 0;
	printf("why        still in test ");
	put(name);
	printf(" after %u s of the guest, its limit\n", seconds);
	return 1;
}

/* What the outcome's reason means, in a sentence. */
static void show_meaning(const char *reason, const struct kmend_verdict *verdict)
{
	const char *meaning = kmend_story_reason_meaning(reason);

	if (!show_overdue(reason) && meaning)
		printf("why        %s\n", meaning);
	if (verdict->inconsistent) {
		printf("audit      inconsistent: ");
		put(verdict->detail);
		putchar('\n');
	}
	if (verdict->damaged)
		printf("damaged    %llu line%s of the event log did not check\n", (unsigned long long)verdict->damaged,
			verdict->damaged == 1 ? "" : "s");
}

/* The tests of one status that have another one in the golden run, in one line. */
static void show_tests_of(
	const struct kmend_verdict *verdict, enum kmend_test_status status, enum kmend_test_status golden)
{
	size_t shown = 0;

	for (size_t i = 0; i < verdict->ntests; i++) {
		const struct kmend_test *test = &verdict->tests[i];

		if (test->status != status || test->golden != golden)
			continue;
		if (!shown++)
			printf("tests      %s", kmend_test_status_name(status));
		if (shown == 1 && golden != KMEND_TEST_PASS)
			printf(" (golden run: %s)", kmend_test_status_name(golden));
		printf("%s ", shown == 1 ? ":" : "");
		put(test->name);
	}
	if (shown)
		putchar('\n');
}

/* The services that no longer serve. */
static void show_probes(const struct kmend_verdict *verdict, int with_golden)
{
	size_t shown = 0;

	for (size_t i = 0; i < verdict->nprobes; i++) {
		const struct kmend_test *probe = &verdict->probes[i];

		if (probe->status == KMEND_TEST_PASS || (with_golden && probe->golden == KMEND_TEST_MISSING))
			continue;
		printf("%s", shown++ ? " " : "lost       ");
		put(probe->name);
	}
	if (shown)
		putchar('\n');
}

static void show_tests(const struct kmend_verdict *verdict, int with_golden)
{
	for (int status = KMEND_TEST_MISSING; status <= KMEND_TEST_SKIP; status++)
		for (int golden = KMEND_TEST_MISSING; with_golden && golden <= KMEND_TEST_SKIP; golden++)
			if (status != golden)
				show_tests_of(verdict, status, golden);
}

void explain_verdict(const char *reason, const struct kmend_story *story)
{
	show_meaning(reason, &story->verdict);
	show_tests(&story->verdict, story->with_golden);
	show_probes(&story->verdict, story->with_golden);
}
