/* Whose fault the end of an emulator is. */
#include <criterion/criterion.h>
#include <string.h>

#include "harness/campaign/death.h"

static struct machine_result death(const char *how, const char *events)
{
	return (struct machine_result){
		.end = MACHINE_END_DIED, .died = how, .events = events, .events_size = strlen(events), .is_dead = 1
	};
}

Test(death, the_first_one_proves_nothing)
{
	const struct machine_result first = death("SIGABRT", "log");

	cr_expect_neq(death_mark(&first), 0);
	cr_expect_eq(death_end(&first, 0), MACHINE_END_EMULATOR);
}

Test(death, the_same_again_is_the_guests)
{
	const struct machine_result first = death("SIGABRT", "log"), again = death("SIGABRT", "log");

	cr_expect_eq(death_end(&again, death_mark(&first)), MACHINE_END_DIED);
}

Test(death, another_one_is_not)
{
	const struct machine_result first = death("SIGABRT", "log"), how = death("SIGSEGV", "log"),
				    where = death("SIGABRT", "lo");

	cr_expect_eq(death_end(&how, death_mark(&first)), MACHINE_END_EMULATOR);
	cr_expect_eq(death_end(&where, death_mark(&first)), MACHINE_END_EMULATOR);
}

Test(death, other_ends_stay_what_they_are)
{
	const struct machine_result stop = { .end = MACHINE_END_STOP }, wall = { .end = MACHINE_END_WALL };

	cr_expect_eq(death_mark(&stop), 0);
	cr_expect_eq(death_end(&stop, 0), MACHINE_END_STOP);
	cr_expect_eq(death_end(&wall, 7), MACHINE_END_WALL);
}
