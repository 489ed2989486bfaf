/* From what a guest said to the signature and the place that are stored; this program is the image. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "harness/campaign/crash.h"

#define REPORT(pointer, trace)                                                                                \
	"[    1.0] BUG: kernel NULL pointer dereference, address: 0\n[    1.0] RIP: 0010:" pointer "\n" trace \
	"[    1.0] ---[ end trace 0 ]---\n"

int crash_victim(int x);
int memcpy_victim(int x);
int kmend_victim(int x);
enum { VICTIM_LINE = __LINE__ + 1 };
__attribute__((noinline)) int crash_victim(int x)
{
	volatile int kept = x;

	return kept + 1;
}

/* By its name a primitive of the kernel's. */
__attribute__((noinline)) int memcpy_victim(int x)
{
	volatile int kept = x;

	return kept + 2;
}

/* By its name a part of the fault runtime. */
__attribute__((noinline)) int kmend_victim(int x)
{
	volatile int kept = x;

	return kept + 3;
}

static const struct kmend_image_site site = { .file = "fs/x.c", .line = 7, .function = "f" };

static struct crash_text name_it(const char *console, const char *reason, const struct kmend_image_site *armed)
{
	char *root = realpath("../../..", NULL);
	struct crash_image image = { .path = "/proc/self/exe", .roots = root };
	struct crash_text text;

	struct kmend_crash_run run = {
		.console = console, .console_size = strlen(console), .reason = reason, .crashed = 1
	};

	cr_assert_eq(crash_name(&text, &image, &run, armed), 0);
	crash_image_release(&image);
	free(root);
	return text;
}

static void expect(const struct crash_text *text, const char *signature, const char *kind, const char *file)
{
	cr_expect_str_eq(text->signature, signature, "%s", text->signature);
	cr_expect_str_eq(text->kind, kind, "%s", text->kind);
	cr_expect_eq(strncmp(text->place, file, strlen(file)), 0, "%s", text->place);
}

Test(crash, a_function_of_the_image)
{
	struct crash_text text = name_it(REPORT("crash_victim+0x1/0x20", ""), "reset", &site);

	expect(&text, "page-fault in crash_victim", "line", "tests/unit/campaign/test_crash.c:");
	cr_expect_geq(atoi(strrchr(text.place, ':') + 1), VICTIM_LINE);
	cr_expect_leq(atoi(strrchr(text.place, ':') + 1), VICTIM_LINE + 5);
}

Test(crash, functions_that_the_image_does_not_have)
{
	struct crash_text text =
		name_it(REPORT("rm_minus_rf+0x1/0x20", "Call Trace:\n crash_victim+0x4/0x20\n"), "reset", &site);

	expect(&text, "page-fault in crash_victim", "line", "tests/unit/campaign/test_crash.c:");
	text = name_it(REPORT("rm_minus_rf+0x1/0x20", ""), "reset", &site);
	expect(&text, "page-fault", "site", "fs/x.c:7");
	text = name_it(REPORT("crash_victim+0x7fffffffffffff/0x7fffffffffffffff", ""), "reset", &site);
	expect(&text, "page-fault", "site", "fs/x.c:7");
	text = name_it(REPORT("0xffffffff00000000", ""), "reset", NULL);
	expect(&text, "page-fault", "", "");
}

Test(crash, primitives_are_told_by_their_callers)
{
	static const struct kmend_image_site broken = { .file = "m.c", .line = 1, .function = "memcpy_victim" };
	static const char console[] = REPORT("memcpy_victim+0x1/0x20", "Call Trace:\n crash_victim+0x4/0x20\n");
	struct crash_text text = name_it(console, "reset", &site);

	expect(&text, "page-fault in crash_victim", "line", "tests/unit/campaign/test_crash.c:");
	text = name_it(console, "reset", &broken);
	expect(&text, "page-fault in memcpy_victim", "line", "tests/unit/campaign/test_crash.c:");
	text = name_it(REPORT("memcpy_victim+0x1/0x20", ""), "reset", &site);
	expect(&text, "page-fault in memcpy_victim", "line", "tests/unit/campaign/test_crash.c:");
}

/* Code that only the armed block calls: there the crash is at the armed site. */
Test(crash, the_fault_runtime)
{
	struct crash_text text = name_it(REPORT("kmend_victim+0x1/0x20", ""), "reset", &site);

	expect(&text, "page-fault in f", "site", "fs/x.c:7");
	text = name_it(REPORT("kmend_victim+0x1/0x20", "Call Trace:\n crash_victim+0x4/0x20\n"), "reset", &site);
	expect(&text, "page-fault in crash_victim", "line", "tests/unit/campaign/test_crash.c:");
	text = name_it(REPORT("kmend_victim+0x1/0x20", ""), "reset", NULL);
	expect(&text, "page-fault", "", "");
}

Test(crash, no_place)
{
	struct crash_text text = name_it("", "hang", &site);

	expect(&text, "hang (time limit)", "site", "fs/x.c:7");
	text = name_it("kernel BUG at mm/slab.c:12!\n", "reset", &site);
	expect(&text, "bug", "console", "mm/slab.c:12");
	text = name_it("", "reset", NULL);
	expect(&text, "reset", "", "");
}

/* A run with another outcome has a signature when the guest reported something, and only then. */
Test(crash, what_was_survived)
{
	static const char oops[] = REPORT("crash_victim+0x1/0x20", "");
	struct crash_image image = { .path = "/proc/self/exe" };
	struct crash_text text;
	struct kmend_crash_run run;

	run = (struct kmend_crash_run){ .console = oops, .console_size = sizeof oops - 1, .reason = "tests:a" };
	cr_assert_eq(crash_name(&text, &image, &run, &site), 0);
	cr_expect_str_eq(text.signature, "page-fault in crash_victim");
	run = (struct kmend_crash_run){ .console = "hello\n", .console_size = 6, .reason = "tests:a" };
	cr_assert_eq(crash_name(&text, &image, &run, &site), 0);
	expect(&text, "", "", "");
	cr_expect_str_eq(text.place, "");
	crash_image_release(&image);
}

Test(crash, an_image_that_cannot_be_read)
{
	struct crash_image image = { .path = "/nowhere" };
	static const char console[] = REPORT("crash_victim+0x1/0x20", "");
	struct crash_text text;
	struct kmend_crash_run run;

	run = (struct kmend_crash_run){
		.console = console, .console_size = sizeof console - 1, .reason = "reset", .crashed = 1
	};
	cr_assert_eq(crash_name(&text, &image, &run, &site), 0);
	expect(&text, "page-fault", "site", "fs/x.c:7");
	crash_image_release(&image);
}
