/* The table of machine settings: every row there and back, and what is refused. */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "harness/base/error.h"
#include "harness/config/machine_settings.h"

static struct kmend_machine_settings settings;

static void release(void)
{
	kmend_machine_settings_release(&settings);
}

TestSuite(machine_settings, .fini = release);

static const struct kmend_machine_setting *row_of(const char *key)
{
	const struct kmend_machine_setting *row = kmend_machine_setting_rows;

	while (row->key && strcmp(row->key, key))
		row++;
	cr_assert(row->key, "no row %s", key);
	return row;
}

Test(machine_settings, every_row_comes_back_as_it_was)
{
	struct kmend_machine_settings again = { 0 };

	settings.arch = strdup("i386");
	settings.image = strdup("kernel.elf");
	settings.memory_mib = 2048;
	for (const struct kmend_machine_setting *row = kmend_machine_setting_rows; row->key; row++) {
		char *text, *back;

		cr_assert_eq(kmend_machine_setting_default(&settings, row), 0);
		cr_assert_null(kmend_machine_setting_wrong(&settings, row), "%s", row->key);
		text = kmend_machine_setting_text(&settings, row);
		cr_assert_eq(kmend_machine_setting_parse(&again, row, text), 0, "%s", kmend_error_text());
		back = kmend_machine_setting_text(&again, row);
		cr_assert_str_eq(back, text, "%s", row->key);
		free(back);
		free(text);
	}
	cr_assert_str_eq(again.arch, "i386", "what is given stays");
	cr_assert_str_eq(again.machine, "microvm");
	cr_assert_str_eq(again.disk, "");
	cr_assert_eq(again.icount_shift, 3);
	cr_assert_eq(again.memory_mib, 2048);
	kmend_machine_settings_release(&again);
	cr_assert_null(again.arch);
}

Test(machine_settings, what_there_cannot_be)
{
	static const struct {
		const char *key, *text, *why;
	} cases[] = { { "arch", "riscv", "arch: unknown architecture" }, { "arch", "x86", "unknown architecture" },
		{ "arch", "", "unknown architecture" }, { "machine", "q36", "machine: unknown machine" },
		{ "vga", "cirrus", "vga: must be none or std" },
		{ "arguments", "-gdb tcp::1", "arguments: '-gdb' opens a socket" },
		{ "boot", "kernel disk", "boot: must be kernel or disk" },
		{ "memory_mib", "16385", "memory_mib: must be 2 to 16384" },
		{ "memory_mib", "1", "must be 2 to 16384" }, { "memory_mib", "", "is not a number" },
		{ "memory_mib", "-8", "is not a number" }, { "memory_mib", " 8", "is not a number" },
		{ "memory_mib", "8x", "is not a number" },
		{ "memory_mib", "4294967304" /* 8, in 32 bits */, "is not a number" },
		{ "memory_mib", "99999999999999999999999", "is not a number" },
		{ "cpus", "2", "cpus: must be 1: only one virtual CPU" },
		{ "icount_shift", "11", "icount_shift: must be 0 to 10" } };

	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		cr_expect_eq(kmend_machine_setting_parse(&settings, row_of(cases[i].key), cases[i].text), -1,
			"%s: %s is taken", cases[i].key, cases[i].text);
		cr_expect(strstr(kmend_error_text(), cases[i].why), "%s: '%s' does not say '%s'", cases[i].key,
			kmend_error_text(), cases[i].why);
	}
}
