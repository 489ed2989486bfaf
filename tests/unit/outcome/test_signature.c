/*
 * What a crash was: a corpus of consoles (consoles/, each headed by what has to be read out of it), the order of the
 * sources, and that nothing a guest writes gets through as it is.
 */
#include <criterion/criterion.h>
#include <dirent.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "harness/base/error.h"
#include "harness/base/file.h"
#include "harness/outcome/signature.h"
#include "make.h"

/* ---- the corpus ----------------------------------------------------------------------------------------------- */

/* The value of `# KEY: ` in the head of a file; "" when it is not there. */
static const char *head(const char *text, const char *key, char *value, size_t size)
{
	char line[64];
	const char *at;

	snprintf(line, sizeof line, "# %s:", key);
	at = strstr(text, line);
	*value = 0;
	if (at && at < strstr(text, "#\n")) {
		at += strlen(line) + (at[strlen(line)] == ' ');
		snprintf(value, size, "%.*s", (int)strcspn(at, "\n"), at);
	}
	return value;
}

static const char *frame_text(const struct kmend_crash_frame *frame, char *text, size_t size)
{
	if (frame->function[0])
		snprintf(text, size, "%s+0x%" PRIx64, frame->function, frame->offset);
	else
		snprintf(text, size, "0x%" PRIx64, frame->address);
	return text;
}

static void check_file(const char *name, const char *text, size_t size)
{
	const char *body = strstr(text, "#\n");
	char want[256], first[256], got[300];
	struct kmend_crash crash;
	int report;
	const struct kmend_crash_frame *told;

	cr_assert_not_null(body, "%s has no head", name);
	body += 2;
	report = kmend_crash_console(&crash, body, size - (size_t)(body - text), NULL);
	head(text, "cause", want, sizeof want);
	cr_expect_eq(report, *want != 0, "%s", name);
	cr_expect_str_eq(crash.cause, want, "%s: %s", name, crash.cause);
	head(text, "class", want, sizeof want);
	cr_expect_eq(crash.survived, strcmp(want, "survived") == 0, "%s: class", name);
	head(text, "first", first, sizeof first);
	cr_expect_str_eq(crash.nframes ? frame_text(&crash.frames[0], got, sizeof got) : "", first, "%s: first", name);
	told = kmend_crash_place(&crash);
	head(text, "told", want, sizeof want);
	cr_expect_str_eq(told ? frame_text(told, got, sizeof got) : "", *want ? want : first, "%s: told is %s", name,
		told ? got : "nothing");
	head(text, "file", want, sizeof want);
	snprintf(got, sizeof got, "%s:%u", crash.file, crash.line);
	cr_expect_str_eq(crash.file[0] ? got : "", want, "%s: file", name);
}

Test(signature, corpus)
{
	DIR *dir = opendir("consoles");
	struct dirent *entry;
	int count = 0;

	cr_assert_not_null(dir);
	while ((entry = readdir(dir))) {
		struct kmend_buf text = KMEND_BUF_INIT;
		char path[300];

		if (entry->d_name[0] == '.')
			continue;
		snprintf(path, sizeof path, "consoles/%s", entry->d_name);
		cr_assert_eq(kmend_file_read(&text, path, 1 << 20), 0, "%s", kmend_error_text());
		check_file(entry->d_name, text.data, text.size);
		kmend_buf_release(&text);
		count++;
	}
	closedir(dir);
	cr_expect_geq(count, 20);
}

/* ---- the order of the sources --------------------------------------------------------------------------------- */

#define OOPS                                                                          \
	"[    1.0] BUG: kernel NULL pointer dereference, address: 0000000000000000\n" \
	"[    1.0] RIP: 0010:ext2_get_block+0x12/0x2a6\n[    1.0] ---[ end trace 00 ]---\n"

static struct kmend_crash read_crash(struct make *make, const char *console, const char *reason)
{
	struct kmend_crash crash;

	const struct kmend_crash_run run = { .log = make->text.data,
		.log_size = make->text.size,
		.console = console,
		.console_size = console ? strlen(console) : 0,
		.reason = reason,
		.crashed = 1 };

	cr_assert_eq(kmend_crash_read(&crash, &run), 0);
	make_free(make);
	return crash;
}

static void signature_is(const struct kmend_crash *crash, const char *function, const char *want)
{
	char text[128];

	kmend_crash_signature(text, sizeof text, crash, function);
	cr_expect_str_eq(text, want, "%s", text);
}

Test(signature, a_panic_that_says_where)
{
	struct make make = MAKE_INIT;
	struct kmend_crash crash;

	make_begin(&make, "7");
	MAKE(&make, "fault-activated site=7 count=1", "panic reason=trap%2014 at=0x1234");
	crash = read_crash(&make, NULL, "panic:trap%2014");
	signature_is(&crash, "heap_get", "panic trap-14 in heap_get");
	signature_is(&crash, NULL, "panic trap-14");
	cr_expect_eq(crash.nframes, 1);
	cr_expect_eq(crash.frames[0].address, 0x1234);
}

Test(signature, the_detector_comes_first)
{
	struct make make = MAKE_INIT;
	struct kmend_crash crash;

	make_begin(&make, "7");
	MAKE(&make, "fault-activated site=7 count=1",
		"detected component=linux cause=general-protection at=pipe_write+0x80/0x12ab",
		"panic reason=fatal-exception");
	crash = read_crash(&make, OOPS, "panic:fatal-exception");
	cr_expect_str_eq(crash.cause, "general-protection");
	cr_assert_eq(crash.nframes, 1, "a report of something else adds no places");
	cr_expect_str_eq(crash.frames[0].function, "pipe_write");
	cr_expect_eq(crash.frames[0].offset, 0x80);
	cr_expect_eq(crash.frames[0].size, 0x12ab);
	signature_is(&crash, "pipe_write", "general-protection in pipe_write");
	signature_is(&crash, "pipe_write.constprop.0", "general-protection in pipe_write");
	signature_is(&crash, NULL, "general-protection in component linux");
}

Test(signature, the_console_adds_the_places)
{
	struct make make = MAKE_INIT;
	struct kmend_crash crash;

	make_begin(&make, "7");
	MAKE(&make, "detected component=linux cause=page-fault at=memcpy+0x4/0x10");
	crash = read_crash(&make, OOPS, "hang");
	cr_assert_eq(crash.nframes, 2);
	cr_expect_str_eq(crash.frames[0].function, "memcpy");
	cr_expect_str_eq(crash.frames[1].function, "ext2_get_block");
	cr_expect_str_eq(crash.cause, "page-fault", "also when the run ends as a hang");
}

Test(signature, recovered_detections_do_not_count)
{
	struct make make = MAKE_INIT;
	struct kmend_crash crash;

	make_begin(&make, "7");
	MAKE(&make, "detected component=pm cause=page-fault", "recovery-begin component=pm policy=naive window=open",
		"recovery-end component=pm action=restart", "detected component=vfs cause=heartbeat",
		"panic reason=vfs-heartbeat");
	crash = read_crash(&make, NULL, "panic:vfs-heartbeat");
	signature_is(&crash, NULL, "heartbeat in component vfs");

	make = (struct make)MAKE_INIT;
	make_begin(&make, "7");
	MAKE(&make, "detected component=pm cause=page-fault", "recovery-begin component=pm policy=naive window=open",
		"recovery-end component=pm action=restart");
	crash = read_crash(&make, NULL, "hang");
	signature_is(&crash, NULL, "hang (time limit)");
}

Test(signature, panics)
{
	struct make make = MAKE_INIT;
	struct kmend_crash crash;

	make_begin(&make, "7");
	MAKE(&make, "detected component=linux cause=panic", "panic reason=attempted-to-kill-init");
	crash = read_crash(&make, NULL, "panic:attempted-to-kill-init");
	signature_is(&crash, "do_exit", "panic attempted-to-kill-init");

	make = (struct make)MAKE_INIT;
	make_begin(&make, "7");
	MAKE(&make, "panic reason=fatal-exception");
	crash = read_crash(&make, OOPS, "panic:fatal-exception");
	signature_is(&crash, "ext2_get_block", "page-fault in ext2_get_block");

	/* Numbers, addresses and times would keep equal panics apart. */
	make = (struct make)MAKE_INIT;
	make_begin(&make, "7");
	MAKE(&make, "panic reason=Bad%20block%204711%20at%200xffff8880deadbeef%20dev%20vda1");
	crash = read_crash(&make, NULL, "panic:x");
	cr_expect_null(strpbrk(crash.cause, "%"), "%s", crash.cause);
	cr_expect_null(strstr(crash.cause, "4711"));
	cr_expect_null(strstr(crash.cause, "deadbeef"));
	cr_expect_not_null(strstr(crash.cause, "vda1"));

	make = (struct make)MAKE_INIT;
	make_begin(&make, "7");
	MAKE(&make, "panic reason=4711");
	crash = read_crash(&make, NULL, "panic:4711");
	signature_is(&crash, NULL, "panic");
}

Test(signature, ends_without_a_word)
{
	static const char *const ends[][2] = { { "hang", "hang (time limit)" },
		{ "hang:test:4s:a-1", "hang (test a-1 over its limit)" },
		{ "hang:stuck", "hang (next to nothing executes)" }, { "reset", "reset" }, { "eof", "eof" },
		{ "power-off", "power-off" }, { "flood", "flood" }, { "panic:unreported", "panic unreported" } };

	for (size_t i = 0; i < sizeof ends / sizeof ends[0]; i++) {
		struct make make = MAKE_INIT;
		struct kmend_crash crash;

		make_begin(&make, "7");
		crash = read_crash(&make, "Debian GNU/Linux\n", ends[i][0]);
		signature_is(&crash, "never", ends[i][1]);
		cr_expect_eq(crash.nframes, 0);
	}
}

Test(signature, addresses)
{
	struct make make = MAKE_INIT;
	struct kmend_crash crash;

	make_begin(&make, "7");
	MAKE(&make, "detected component=toy cause=page-fault ip=0x100010 at=0x100020");
	crash = read_crash(&make, NULL, "reset");
	cr_assert_eq(crash.nframes, 2);
	cr_expect_eq(crash.frames[0].address, 0x100010);
	cr_expect_eq(crash.frames[1].address, 0x100020);
	cr_expect_str_eq(crash.frames[0].function, "");
}

/* ---- hostile text --------------------------------------------------------------------------------------------- */

Test(signature, no_value_gets_through_as_it_is)
{
	static const char *const values[] = { "detected component=%1B[2J cause=%1B%1B%1B at=%1B[2J+0x1/0x2",
		"detected component=x cause=%25s%25n at=%25s%25n+0x1/0x2",
		"detected component=x cause=------ at=+0x1/0x2", "panic reason=%0A%0D%00" };

	for (size_t i = 0; i < sizeof values / sizeof values[0]; i++) {
		struct make make = MAKE_INIT;
		struct kmend_crash crash;

		make_begin(&make, "7");
		make_event(&make, values[i]);
		crash = read_crash(&make, "\x1b[2J", "panic:%1B");
		cr_expect_neq(crash.cause[0], 0);
		for (const char *c = crash.cause; *c; c++)
			cr_expect((*c >= 'a' && *c <= 'z') || (*c >= '0' && *c <= '9') || strchr("- ()", *c), "%d", *c);
		cr_expect_eq(crash.nframes, 0, "%s", values[i]);
	}
}

Test(signature, any_bytes)
{
	static char bytes[200000];
	const struct kmend_crash_run run = { bytes, sizeof bytes, bytes, sizeof bytes, "eof", 1, NULL };
	const struct kmend_crash_run nothing = { .reason = "" };
	struct kmend_crash crash;
	uint32_t state = 1;

	for (int round = 0; round < 20; round++) {
		for (size_t i = 0; i < sizeof bytes; i++) {
			state = state * 1664525 + 1013904223;
			bytes[i] = (char)(state >> 24);
		}
		memcpy(bytes + round * 5000, OOPS, sizeof OOPS - 1);
		bytes[round * 5000 + (int)sizeof OOPS - 2 - round * 7] = '\0';
		cr_expect_eq(kmend_crash_read(&crash, &run), 0);
	}
	memset(bytes, '[', sizeof bytes);
	cr_expect_eq(kmend_crash_console(&crash, bytes, sizeof bytes, NULL), 0);
	memset(bytes, '\n', sizeof bytes);
	cr_expect_eq(kmend_crash_console(&crash, bytes, sizeof bytes, NULL), 0);
	cr_expect_eq(kmend_crash_read(&crash, &nothing), 0);
	cr_expect_str_eq(crash.cause, "crash");
}

Test(signature, a_trace_without_an_end)
{
	struct kmend_buf text = KMEND_BUF_INIT;
	struct kmend_crash crash;

	kmend_buf_printf(&text, "kernel BUG at a.c:1!\nCall Trace:\n");
	for (int i = 0; i < 5000; i++)
		kmend_buf_printf(&text, " f%d+0x1/0x2\n ? g%d+0x1/0x2\n", i, i);
	cr_expect_eq(kmend_crash_console(&crash, text.data, text.size, NULL), 1);
	cr_expect_geq(crash.nframes, 20);
	cr_expect_leq(crash.nframes, KMEND_CRASH_FRAMES);
	kmend_buf_release(&text);
}

Test(signature, machinery)
{
	static const char *const yes[] = { "schedule", "__schedule", "schedule_timeout", "panic", "dump_stack_lvl",
		"rcu_dump_cpu_stacks", "__mutex_lock.constprop.0", "asm_sysvec_apic_timer_interrupt", "memcpy_orig",
		"strlen", "__kmend_block", "nmi_cpu_backtrace.cold" };
	static const char *const no[] = { "ext2_get_block", "do_exit", "panic_print", "scheduler_x", "struct_flds",
		"pipe_read", "mutex", "downgrade", "stress", "memcg_charge" };

	for (size_t i = 0; i < sizeof yes / sizeof yes[0]; i++)
		cr_expect(kmend_crash_rank(yes[i], 1) != KMEND_CRASH_NAMES, "%s", yes[i]);
	cr_expect(kmend_crash_rank("memcpy", 0) != KMEND_CRASH_NAMES);
	cr_expect(kmend_crash_rank("schedule_timeout", 0) == KMEND_CRASH_NAMES, "it faulted itself");
	for (size_t i = 0; i < sizeof no / sizeof no[0]; i++)
		cr_expect(kmend_crash_rank(no[i], 1) == KMEND_CRASH_NAMES, "%s", no[i]);
}

/* ---- what a run without a fault says, too ---------------------------------------------------------------------- */

static const char golden_oops[] = "[    1.0] BUG: kernel NULL pointer dereference, address: 0\n"
				  "[    1.0] RIP: 0010:always_there+0x1/0x20\n[    1.0] ---[ end trace 0 ]---\n";

Test(signature, a_report_of_the_golden_run_names_no_crash)
{
	struct kmend_crash_known known;
	struct kmend_crash crash;
	char text[1000];

	cr_assert_eq(kmend_crash_known_read(&known, NULL, 0, golden_oops, sizeof golden_oops - 1), 0);
	cr_expect_eq(known.count, 1);
	cr_expect_eq(kmend_crash_console(&crash, golden_oops, sizeof golden_oops - 1, &known), 0);
	snprintf(text, sizeof text, "%s%s", golden_oops, OOPS);
	cr_expect_eq(kmend_crash_console(&crash, text, strlen(text), &known), 1);
	signature_is(&crash, kmend_crash_place(&crash)->function, "page-fault in ext2_get_block");
	kmend_crash_known_release(&known);
}

/* As a result keeps them: what was known is known again. */
Test(signature, known_reports_as_a_text)
{
	struct kmend_crash_known known, again = { 0 };
	struct kmend_crash crash;
	char *text;

	cr_assert_eq(kmend_crash_known_read(&known, NULL, 0, golden_oops, sizeof golden_oops - 1), 0);
	cr_assert(known.reports[0].names_crash);
	text = kmend_crash_known_text(&known);
	cr_assert_eq(kmend_crash_known_parse(&again, text), 0);
	cr_assert_eq(kmend_crash_known_parse(&again, text), 0);
	cr_assert_eq(again.count, 1);
	cr_expect_eq(kmend_crash_console(&crash, golden_oops, sizeof golden_oops - 1, &again), 0);
	free(text);
	kmend_crash_known_release(&again);
	text = kmend_crash_known_text(&again);
	cr_assert_str_eq(text, "");
	free(text);
	cr_assert_eq(kmend_crash_known_parse(&again, "\n\na\nb"), 0);
	cr_assert_eq(again.count, 2);
	cr_assert_str_eq(again.reports[1].signature, "b");
	kmend_crash_known_release(&again);
	kmend_crash_known_release(&known);
}

Test(signature, a_detection_of_the_golden_run_names_no_crash)
{
	struct make make = MAKE_INIT;
	struct kmend_crash_known known;
	struct kmend_crash crash;
	struct kmend_crash_run run = { .reason = "hang", .crashed = 1, .known = &known };

	make_begin(&make, "7");
	MAKE(&make, "detected component=kernel cause=flaky-timer");
	cr_assert_eq(kmend_crash_known_read(&known, make.text.data, make.text.size, NULL, 0), 0);
	run.log = make.text.data;
	run.log_size = make.text.size;
	cr_assert_eq(kmend_crash_read(&crash, &run), 0);
	signature_is(&crash, NULL, "hang (time limit)");
	run.known = NULL;
	cr_assert_eq(kmend_crash_read(&crash, &run), 0);
	signature_is(&crash, NULL, "flaky-timer in component kernel");
	make_free(&make);
	kmend_crash_known_release(&known);
}

/* A report that the kernel went on from is detected, and never what a crash is named after. */
Test(signature, survived_reports)
{
	static const char warning[] = "[    1.0] WARNING: CPU: 0 PID: 1 at fs/x.c:5 warned+0x1/0x20\n";
	struct kmend_crash_run run = {
		.console = warning, .console_size = sizeof warning - 1, .reason = "hang", .crashed = 1
	};
	struct kmend_crash crash;

	cr_assert_eq(kmend_crash_read(&crash, &run), 0);
	signature_is(&crash, NULL, "hang (time limit)");
	run.crashed = 0;
	cr_assert_eq(kmend_crash_read(&crash, &run), 0);
	signature_is(&crash, "warned", "warning in warned");
	cr_expect(crash.detected && crash.survived);
}
