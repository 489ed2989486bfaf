/*
 * The judge. First the events are gathered into facts, then the rules of design.md are tried in order; each rule is one
 * small function. Nothing here looks at anything but its arguments.
 */
#include "harness/outcome/classify.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "harness/outcome/serving.h"
#include "harness/outcome/tests.h"
#include "kmend/abi.h"

/* What the events of one log say, before any rule. */
struct facts {
	int ready, rebooted;
	int shutdown, panic, panic_first; /* panic_first: the panic came before the shutdown */
	struct kmend_text shutdown_reason, panic_reason;
	int suite_begin, suite_end;
	uint64_t suite_failed, torn_lines;
	struct kmend_tests tests, probes;
};

static void set_reason(struct kmend_verdict *verdict, const char *format, ...) __attribute__((format(printf, 2, 3)));

static void set_reason(struct kmend_verdict *verdict, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	vsnprintf(verdict->reason, sizeof(verdict->reason), format, args);
	va_end(args);
}

static void set_reason_text(struct kmend_verdict *verdict, const char *word, struct kmend_text text)
{
	set_reason(verdict, "%s:%.*s", word, (int)text.size, text.data);
}

/* The armed site of this run, or a negative KMEND_ARMED_... */
static int64_t armed_site(const struct kmend_verdict *verdict, const struct kmend_exit *end)
{
	return end->armed == KMEND_ARMED_FROM_LOG ? verdict->armed : end->armed;
}

static void gather_armed(struct kmend_verdict *verdict, const struct kmend_event *event)
{
	uint64_t site;

	if (verdict->armed != KMEND_ARMED_FROM_LOG)
		return; /* the first one counts */
	verdict->armed = kmend_event_number(event, "site", &site) ? (int64_t)site : KMEND_ARMED_NOTHING;
}

static void gather_activation(
	struct kmend_verdict *verdict, const struct kmend_exit *end, const struct kmend_event *event)
{
	uint64_t site = 0, count = 0;
	int64_t armed = armed_site(verdict, end);

	kmend_event_number(event, "site", &site);
	kmend_event_number(event, "count", &count);
	if (armed < 0 || site != (uint64_t)armed || count == 0)
		return;
	if (!verdict->activations)
		verdict->activated_ns = event->ticks;
	if (count > verdict->activations)
		verdict->activations = count;
}

static void gather_audit(struct kmend_verdict *verdict, const struct kmend_event *event)
{
	struct kmend_text detail = kmend_event_value(event, "detail"), status = kmend_event_value(event, "status");

	verdict->serving.unavailable += (uint64_t)kmend_text_is(status, "unavailable");
	if (verdict->inconsistent || !kmend_text_is(status, "inconsistent"))
		return;
	verdict->inconsistent = 1;
	snprintf(verdict->detail, sizeof(verdict->detail), "%.*s", (int)detail.size, detail.data ? detail.data : "");
}

static int gather_event(struct facts *facts, struct kmend_verdict *verdict, const struct kmend_exit *end,
	const struct kmend_event *event)
{
	verdict->end_ns = event->ticks;
	switch (event->kind) {
	case KMEND_EV_READY:
		if (facts->ready++)
			facts->rebooted = 1;
		else
			verdict->ready_ns = event->ticks;
		return 0;
	case KMEND_EV_ARMED:
		gather_armed(verdict, event);
		return 0;
	case KMEND_EV_SUITE_BEGIN:
		if (!facts->suite_begin++)
			kmend_event_number(event, "planned", &verdict->planned);
		return 0;
	case KMEND_EV_TEST_BEGIN:
	case KMEND_EV_TEST_END:
		/* What reports after the end of the suite did not report in it. */
		return facts->suite_end ? 0 : kmend_tests_report(&facts->tests, event);
	case KMEND_EV_FAULT_ACTIVATED:
		gather_activation(verdict, end, event);
		return 0;
	case KMEND_EV_RECOVERY_END:
		verdict->recovered++;
		return 0;
	case KMEND_EV_SHUTDOWN:
		if (!facts->shutdown++) {
			facts->shutdown_reason = kmend_event_value(event, "reason");
			facts->panic_first = facts->panic;
		}
		return 0;
	case KMEND_EV_PANIC:
		if (!facts->panic++)
			facts->panic_reason = kmend_event_value(event, "reason");
		return 0;
	case KMEND_EV_AUDIT:
		gather_audit(verdict, event);
		return 0;
	case KMEND_EV_PROBE:
		/* Before the end of the suite the fault is in force. */
		return facts->suite_end ? kmend_tests_report(&facts->probes, event) : 0;
	case KMEND_EV_COUNTER:
		if (kmend_text_is(kmend_event_value(event, "name"), "torn-lines"))
			kmend_event_number(event, "value", &facts->torn_lines);
		return 0;
	case KMEND_EV_SUITE_END:
		if (!facts->suite_end++)
			kmend_event_number(event, "failed", &facts->suite_failed);
		return 0;
	default:
		return 0;
	}
}

/* Rule 1. */
static int rule_infra(const struct facts *facts, struct kmend_verdict *verdict, const struct kmend_exit *end)
{
	if (end->infra_failed)
		set_reason(verdict, "%s", end->infra_reason ? end->infra_reason : "harness");
	else if (!facts->ready)
		set_reason(verdict, "no-ready");
	else if (end->armed >= 0 && verdict->armed != KMEND_ARMED_FROM_LOG && verdict->armed != end->armed)
		set_reason(verdict, "armed-another-site");
	else
		return 0;
	verdict->outcome = KMEND_OUTCOME_INFRA_ERROR;
	return 1;
}

/* Rule 3. */
static int rule_shutdown(const struct facts *facts, struct kmend_verdict *verdict)
{
	if (!facts->shutdown || facts->panic_first)
		return 0;
	verdict->outcome = KMEND_OUTCOME_SHUTDOWN;
	set_reason_text(verdict, "shutdown", facts->shutdown_reason);
	return 1;
}

/* Rule 4. The guest's own message wins over what the machine saw. */
static int rule_crash(const struct facts *facts, struct kmend_verdict *verdict, const struct kmend_exit *end)
{
	if (facts->panic)
		set_reason_text(verdict, "panic", facts->panic_reason);
	else if (end->stop == KMEND_STOP_PANIC)
		set_reason(verdict, "panic:unreported");
	else if (end->died)
		set_reason(verdict, "emulator-died");
	else if (facts->rebooted || end->reset)
		set_reason(verdict, "reset");
	else if (end->hang && end->overdue)
		set_reason(verdict, "hang:test:%us:%s", end->overdue_s, end->overdue);
	else if (end->hang)
		set_reason(verdict, "hang");
	else if (end->stuck)
		set_reason(verdict, "hang:stuck");
	else if (facts->suite_end)
		return 0;
	else if (end->flood)
		set_reason(verdict, "flood");
	else if (end->suspended)
		set_reason(verdict, "suspend");
	else if (end->power_off)
		set_reason(verdict, "power-off");
	else
		set_reason(verdict, "eof");
	verdict->outcome = KMEND_OUTCOME_CRASH;
	return 1;
}

/* Rule 5. */
static void rule_suite(const struct facts *facts, struct kmend_verdict *verdict, const struct kmend_golden *golden)
{
	verdict->outcome = KMEND_OUTCOME_FAIL;
	for (size_t i = 0; i < facts->tests.count; i++) {
		if (!kmend_test_is_good(&facts->tests.list[i], golden != NULL)) {
			set_reason(verdict, "tests:%s", facts->tests.list[i].name);
			return;
		}
	}
	if (!golden && !facts->suite_begin) {
		set_reason(verdict, "no-suite-begin");
	} else if (facts->tests.count != verdict->planned) {
		set_reason(verdict, "tests-missing:%llu-of-%llu", (unsigned long long)facts->tests.count,
			(unsigned long long)verdict->planned);
	} else if (facts->suite_failed) {
		set_reason(verdict, "suite-end:failed");
	} else {
		verdict->outcome = KMEND_OUTCOME_PASS;
		set_reason(verdict, "completed");
	}
}

static void apply_rules(struct facts *facts, struct kmend_verdict *verdict, const struct kmend_exit *end,
	const struct kmend_golden *golden)
{
	/* A planned experiment always has an armed site; a bare log has one when it says so. */
	int armed = armed_site(verdict, end) >= 0;

	if (rule_infra(facts, verdict, end))
		return;
	if (!rule_shutdown(facts, verdict) && !rule_crash(facts, verdict, end))
		rule_suite(facts, verdict, golden);
	/* Rule 2; the reason stays what the run came to otherwise. */
	if (armed && !verdict->activations)
		verdict->outcome = KMEND_OUTCOME_NOT_ACTIVATED;
}

/* How many of the tests that did not report may have done so in lines that are torn. */
static uint64_t count_torn(const struct facts *facts)
{
	uint64_t missing = 0, pieces = facts->torn_lines;

	for (size_t i = 0; i < facts->tests.count; i++) {
		const struct kmend_test *test = &facts->tests.list[i];

		missing += test->status == KMEND_TEST_MISSING && test->golden != KMEND_TEST_MISSING;
		pieces += test->status != KMEND_TEST_MISSING && test->golden == KMEND_TEST_MISSING;
	}
	return pieces ? missing : 0; /* one name can have come from many lines */
}

int kmend_classify(struct kmend_verdict *verdict, const char *bytes, size_t size, const struct kmend_exit *end,
	const struct kmend_golden *golden)
{
	struct facts facts;
	struct kmend_log log;
	int result = -1;

	memset(verdict, 0, sizeof(*verdict));
	memset(&facts, 0, sizeof(facts));
	verdict->armed = KMEND_ARMED_FROM_LOG;
	if (kmend_log_parse(&log, bytes, size))
		return -1;
	verdict->damaged = log.damaged;
	for (size_t i = 0; i < log.nevents; i++)
		if (gather_event(&facts, verdict, end, &log.events[i]))
			goto out;
	if (golden) {
		verdict->planned = golden->planned;
		if (kmend_tests_merge_golden(&facts.tests, golden->tests, golden->ntests) ||
			kmend_tests_merge_golden(&facts.probes, golden->probes, golden->nprobes))
			goto out;
	}
	apply_rules(&facts, verdict, end, golden);
	if (end->by_console && golden && facts.suite_end)
		verdict->torn = count_torn(&facts);
	kmend_serving_count(
		&verdict->serving, verdict->outcome, verdict->planned, &facts.tests, &facts.probes, golden != NULL);
	result = 0;
out:
	kmend_tests_seal(&facts.tests);
	kmend_tests_seal(&facts.probes);
	verdict->tests = facts.tests.list;
	verdict->ntests = facts.tests.count;
	verdict->probes = facts.probes.list;
	verdict->nprobes = facts.probes.count;
	if (result)
		kmend_verdict_release(verdict);
	kmend_log_release(&log);
	return result;
}

void kmend_verdict_release(struct kmend_verdict *verdict)
{
	kmend_tests_free(verdict->tests, verdict->ntests);
	kmend_tests_free(verdict->probes, verdict->nprobes);
	memset(verdict, 0, sizeof(*verdict));
}
