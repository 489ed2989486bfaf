/* What `extended` adds: effects that end with a process, messages that may be dropped or repeated. */
#include "fixture.h"

static void open_for(unsigned remedies)
{
	component_setup(KMEND_POLICY_EXTENDED);
	osiris_checkpoint(33, 0x101, remedies);
	component_scribble(component.data, 4);
}

Test(extended, a_local_effect_on_a_requester_that_may_be_killed_keeps_the_window)
{
	open_for(OSIRIS_ANSWER | OSIRIS_KILL);
	osiris_outbound_local(33);
	cr_assert_eq(osiris_rt()->window, 1);
	cr_assert_eq(osiris_victim(0), 33);
	cr_assert_eq(osiris_victim(1), OSIRIS_NOBODY);
	cr_assert_eq(osiris_decide(KMEND_POLICY_EXTENDED), OSIRIS_KILL_REQUESTER);
	cr_assert_eq(osiris_rollback(), 0);
	cr_assert(osiris_is_victim(33), "after the rollback it is still to be killed");
	osiris_checkpoint(33, 0x101, OSIRIS_ANSWER | OSIRIS_KILL);
	cr_assert_eq(osiris_victim(0), OSIRIS_NOBODY, "the next request begins without");
	cr_assert_eq(osiris_decide(KMEND_POLICY_EXTENDED), OSIRIS_ERROR_REPLY);
}

Test(extended, a_local_effect_on_anybody_else_closes_the_window)
{
	open_for(OSIRIS_ANSWER); /* pid 1: not to be killed */
	osiris_outbound_local(33);
	cr_assert_eq(osiris_rt()->window, 0);
	open_for(OSIRIS_ANSWER | OSIRIS_KILL);
	osiris_outbound_local(34);
	cr_assert_eq(osiris_rt()->window, 0);
	cr_assert_eq(osiris_decide(KMEND_POLICY_EXTENDED), OSIRIS_SHUTDOWN_WINDOW);
}

Test(extended, a_process_made_in_the_window_is_killed_and_the_requester_answered)
{
	open_for(OSIRIS_ANSWER);
	osiris_created(40);
	osiris_outbound_local(40);
	cr_assert_eq(osiris_rt()->window, 1);
	cr_assert_eq(osiris_victim(0), 40);
	cr_assert_eq(osiris_decide(KMEND_POLICY_EXTENDED), OSIRIS_ERROR_REPLY);
}

Test(extended, what_the_request_is_about)
{
	int ends = 1;

	open_for(OSIRIS_ANSWER);
	osiris_charge(41, 0);
	osiris_charge(42, 1);
	cr_assert_eq(osiris_victim(0), OSIRIS_NOBODY, "nothing was done to them yet");
	osiris_outbound_local(41);
	cr_assert_eq(osiris_victim(0), OSIRIS_NOBODY, "whoever asked ends it");
	cr_assert_eq(osiris_touched(0, &ends), 41);
	cr_assert_eq(ends, 0);
	osiris_outbound_local(42);
	cr_assert_eq(osiris_touched(1, &ends), 42);
	cr_assert_eq(ends, 1);
	cr_assert_eq(osiris_touched(2, &ends), OSIRIS_NOBODY);
	cr_assert_eq(osiris_victim(0), 42);
	cr_assert_eq(osiris_rt()->window, 1);
}

Test(extended, a_full_list_closes_the_window)
{
	open_for(OSIRIS_ANSWER);
	for (uint32_t i = 0; i < OSIRIS_CHARGES; i++)
		osiris_created(50 + i);
	cr_assert_eq(osiris_rt()->window, 1);
	osiris_created(90);
	cr_assert_eq(osiris_rt()->window, 0);
}

Test(extended, without_an_answer)
{
	static const struct {
		unsigned remedies;
		enum osiris_decision decision;
	} rows[] = {
		{ 0, OSIRIS_SHUTDOWN_REQUESTER },
		{ OSIRIS_KILL, OSIRIS_KILL_REQUESTER },
		{ OSIRIS_DROP, OSIRIS_DROP_MESSAGE },
		{ OSIRIS_REPEAT, OSIRIS_REPEAT_MESSAGE },
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		open_for(rows[i].remedies);
		cr_assert_eq(osiris_decide(KMEND_POLICY_EXTENDED), rows[i].decision, "row %zu", i);
		osiris_close();
		cr_assert_eq(osiris_decide(KMEND_POLICY_EXTENDED), OSIRIS_SHUTDOWN_WINDOW);
	}
}

Test(extended, other_policies_know_nothing_of_it)
{
	static const enum kmend_policy others[] = { KMEND_POLICY_PESSIMISTIC, KMEND_POLICY_ENHANCED };

	for (size_t i = 0; i < 2; i++) {
		component_setup(others[i]);
		cr_assert_not(osiris_lenient());
		osiris_checkpoint(33, 1, OSIRIS_ANSWER | OSIRIS_KILL);
		osiris_outbound_local(33);
		cr_assert_eq(osiris_rt()->window, 0);
		osiris_checkpoint(33, 1, OSIRIS_ANSWER);
		osiris_created(40);
		cr_assert_eq(osiris_rt()->window, 0);
		osiris_checkpoint(33, 1, OSIRIS_ANSWER);
		osiris_outbound(OSIRIS_HARMLESS);
		cr_assert_eq(osiris_rt()->window, 0);
		osiris_checkpoint(33, 1, OSIRIS_DROP | OSIRIS_REPEAT | OSIRIS_KILL);
		cr_assert_eq(osiris_decide(others[i]), OSIRIS_SHUTDOWN_REQUESTER);
	}
}
