/* Texts of a guest as words. */
#include <criterion/criterion.h>
#include <string.h>

#include "harness/outcome/words.h"

static void says(const char *text, const char *want)
{
	char words[64];

	words_put(words, sizeof words, text, strlen(text));
	cr_expect_str_eq(words, want, "'%s': '%s', wanted '%s'", text, words, want);
}

Test(words, numbers_and_addresses_are_left_out)
{
	says("Out of memory: pid 12 at 0xffff8001", "out-of-memory-pid-at");
	says("lapicid 0: acquire", "lapicid-acquire");
	says("c0ffee12 is no word", "is-no-word");
}

Test(words, the_number_of_a_trap_stays)
{
	says("trap 14", "trap-14");
	says("unexpected trap 14 from cpu 0 eip 8010421f", "unexpected-trap-14-from-cpu-eip");
	says("trap: 0xe", "trap-0xe");
	says("exception 13, error 0", "exception-13-error");
	says("trap in 14", "trap-in");
	says("trap 0x80104242", "trap");
	says("trap 7 14", "trap-7");
}
