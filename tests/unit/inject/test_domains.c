/* The annotation file of Akeso. What is refused, with its message: tests/ir/akeso.sh. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "inject/akeso/domains.h"

static int read_text(struct inject_domains *domains, const char *text)
{
	char path[] = "/tmp/kmend-domains-XXXXXX";
	int fd = mkstemp(path), result;

	cr_assert(fd >= 0);
	cr_assert(write(fd, text, strlen(text)) == (ssize_t)strlen(text));
	close(fd);
	result = inject_domains_read(domains, path);
	unlink(path);
	return result;
}

Test(domains, what_a_line_says)
{
	struct inject_domains domains;
	const struct inject_domain *d;

	cr_assert_eq(
		read_text(&domains,
			"# comment\n\nreversible get error NULL inverse put(result, arg2 , -3) unless 0x10 # more\n"
			"basic sys_* root error -14\nlock take arg2"),
		0);
	cr_assert_eq(domains.count, 3);
	d = inject_domains_find(&domains, "get");
	cr_assert_eq(d->kind, INJECT_DOMAIN_REVERSIBLE);
	cr_assert_eq(d->line, 3);
	cr_assert(d->error.is_given && d->error.value == 0 && d->unless.is_given && d->unless.value == 16);
	cr_assert_str_eq(d->inverse, "put");
	cr_assert_eq(d->narguments, 3);
	cr_assert_eq(d->arguments[0].kind, INJECT_ARGUMENT_RESULT);
	cr_assert(d->arguments[1].kind == INJECT_ARGUMENT_NUMBER && d->arguments[1].value == 1);
	cr_assert(d->arguments[2].kind == INJECT_ARGUMENT_VALUE && d->arguments[2].value == -3);
	d = inject_domains_find(&domains, "sys_read");
	cr_assert(d && d->root && d->error.value == -14);
	cr_assert_eq(inject_domains_find(&domains, "take")->lock, 1);
	cr_assert_null(inject_domains_find(&domains, "other"));
	inject_domains_release(&domains);
	inject_domains_release(&domains);
}

Test(domains, the_first_line_that_fits_counts)
{
	struct inject_domains domains;

	cr_assert_eq(read_text(&domains, "plain sys_exit\nbasic sys_* error 0\n"), 0);
	cr_assert_eq(inject_domains_find(&domains, "sys_exit")->kind, INJECT_DOMAIN_PLAIN);
	cr_assert_eq(inject_domains_find(&domains, "sys_open")->kind, INJECT_DOMAIN_BASIC);
	inject_domains_release(&domains);
}

Test(domains, lines_that_are_refused)
{
	static const char *const texts[] = { "basic", "reversible a error", "reversible a inverse b(", "lock a",
		"lock a arg0", "lock a arg33", "unlogged a unless 1", "reversible a inverse b(1,2,3,4)",
		"reversible a inverse b(1 2)", "reversible a inverse 3(1)", "basic a error 99999999999999999999",
		"release a error 1", "lock a arg1 class 8", "trylock a arg1 result 0", "basic a final", "tell",
		"\x01\x02" };

	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		struct inject_domains domains;

		cr_assert_eq(read_text(&domains, texts[i]), -1, "%s", texts[i]);
		inject_domains_release(&domains);
	}
}

Test(domains, locks_and_units)
{
	static const char text[] = "lock take arg1 class 2 result 0\n"
				   "frees give_back class 1\n"
				   "unlogged point final\n"
				   "tell fs/*\ntell mm/*\ntrust mm/slub.c\n";
	struct inject_domains domains;
	const struct inject_domain *d;

	cr_assert_eq(read_text(&domains, text), 0);
	d = inject_domains_find(&domains, "take");
	cr_assert(d->class == 2 && d->taken.is_given && d->taken.value == 0);
	cr_assert(inject_domains_find(&domains, "give_back")->class == 1);
	cr_assert(inject_domains_find(&domains, "point")->is_final);
	cr_assert_null(inject_domains_find(&domains, "fs/namei.c"));
	cr_assert(inject_domains_tells(&domains, "fs/namei.c"));
	cr_assert(!inject_domains_tells(&domains, "mm/slub.c"));
	cr_assert(!inject_domains_tells(&domains, "net/socket.c"));
	inject_domains_release(&domains);
	cr_assert_eq(read_text(&domains, "trust mm/*"), 0);
	cr_assert(inject_domains_tells(&domains, "net/socket.c"));
	inject_domains_release(&domains);
}

Test(domains, no_file_is_no_domains)
{
	struct inject_domains domains;

	cr_assert_eq(inject_domains_read(&domains, ""), 0);
	cr_assert_null(inject_domains_find(&domains, "a"));
	inject_domains_release(&domains);
}

Test(domains, units_that_stand_apart)
{
	struct inject_domains domains;

	cr_assert_eq(read_text(&domains, "tell mm/*\ntrust mm/slub.c\napart lib/vdso/*\n"), 0);
	cr_expect(inject_domains_is_apart(&domains, "lib/vdso/gettimeofday.c"));
	cr_expect_not(inject_domains_is_apart(&domains, "mm/slub.c"), "what is trusted is counted");
	cr_expect_not(inject_domains_tells(&domains, "lib/vdso/gettimeofday.c"));
	cr_expect_null(inject_domains_find(&domains, "lib/vdso/gettimeofday.c"), "it names no function");
	inject_domains_release(&domains);
}
