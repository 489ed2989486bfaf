/* Windows by policy and SEEP class, and what a replacement decides. */
#include "fixture.h"

static const enum kmend_policy all[] = {
#define KMEND_X(number, name, ...) KMEND_POLICY_##name,
	KMEND_POLICIES(KMEND_X)
#undef KMEND_X
};

static int protects(enum kmend_policy policy)
{
	return policy == KMEND_POLICY_PESSIMISTIC || policy == KMEND_POLICY_ENHANCED || policy == KMEND_POLICY_EXTENDED;
}

Test(window, opens_only_under_the_policies_of_this_runtime)
{
	for (size_t i = 0; i < sizeof(all) / sizeof(all[0]); i++) {
		component_setup(all[i]);
		cr_assert_eq(osiris_rt()->window, 0);
		osiris_checkpoint(33, 0x302, 1);
		cr_assert_eq(osiris_rt()->window, protects(all[i]));
		cr_assert_eq(kmend_is_protected(), (int)osiris_rt()->window);
		cr_assert_eq(osiris_rt()->requester, 33);
		cr_assert_eq(osiris_rt()->request, 0x302);
		cr_assert_eq(osiris_rt()->checkpoints, 1);
		osiris_close();
		cr_assert_eq(osiris_rt()->window, 0);
	}
}

Test(window, seep_table)
{
	static const struct {
		enum kmend_policy policy;
		enum osiris_effect effect;
		uint32_t open;
	} rows[] = {
		{ KMEND_POLICY_PESSIMISTIC, OSIRIS_MODIFIES, 0 },
		{ KMEND_POLICY_PESSIMISTIC, OSIRIS_READS, 0 },
		{ KMEND_POLICY_PESSIMISTIC, OSIRIS_RUNTIME, 1 },
		{ KMEND_POLICY_ENHANCED, OSIRIS_MODIFIES, 0 },
		{ KMEND_POLICY_ENHANCED, OSIRIS_READS, 1 },
		{ KMEND_POLICY_ENHANCED, OSIRIS_RUNTIME, 1 },
		{ KMEND_POLICY_ENHANCED, OSIRIS_HARMLESS, 0 },
		{ KMEND_POLICY_EXTENDED, OSIRIS_MODIFIES, 0 },
		{ KMEND_POLICY_EXTENDED, OSIRIS_READS, 1 },
		{ KMEND_POLICY_EXTENDED, OSIRIS_RUNTIME, 1 },
		{ KMEND_POLICY_EXTENDED, OSIRIS_HARMLESS, 1 },
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		component_setup(rows[i].policy);
		osiris_outbound(rows[i].effect);
		cr_assert_eq(osiris_rt()->window, 0, "a closed window stays closed");
		osiris_checkpoint(33, 1, 1);
		component_scribble(component.data, 4);
		osiris_outbound(rows[i].effect);
		cr_assert_eq(osiris_rt()->window, rows[i].open, "row %zu", i);
		cr_assert_eq(osiris_log_used() != 0, rows[i].open);
		osiris_checkpoint(33, 1, 1);
		cr_assert_eq(osiris_rt()->window, 1, "the next request has a window of its own");
	}
}

Test(window, decisions)
{
	component_setup(KMEND_POLICY_ENHANCED);
	for (size_t i = 0; i < sizeof(all) / sizeof(all[0]); i++) {
		int recovers = protects(all[i]);

		osiris_checkpoint(33, 1, 1);
		cr_assert_eq(osiris_decide(all[i]), recovers ? OSIRIS_ERROR_REPLY : OSIRIS_CARRY_ON);
		osiris_checkpoint(33, 1, 0);
		cr_assert_eq(osiris_decide(all[i]), recovers ? OSIRIS_SHUTDOWN_REQUESTER : OSIRIS_CARRY_ON);
		osiris_close();
		cr_assert_eq(osiris_decide(all[i]), recovers ? OSIRIS_SHUTDOWN_WINDOW : OSIRIS_CARRY_ON);
	}
	osiris_checkpoint(33, 1, 1);
	__kmend_osiris.rt.magic = 0;
	cr_assert_eq(osiris_decide(KMEND_POLICY_ENHANCED), OSIRIS_SHUTDOWN_WINDOW, "a runtime that never started");
}

Test(window, the_client_area_is_protected_and_survives)
{
	component_setup(KMEND_POLICY_ENHANCED);
	uint64_t *client = osiris_client();

	cr_assert_eq(client[0], 0);
	client[7] = 7;
	osiris_checkpoint(33, 1, 1);
	cr_assert_eq(osiris_rollback(), 0);
	cr_assert_eq(client[7], 7);
	cr_assert_geq((uint64_t)client, component_layout.runtime_start);
	cr_assert_lt((uint64_t)(client + 7), component_layout.runtime_end);
	cr_assert_eq((const void *)osiris_rt(), (const void *)&__kmend_osiris, "struct osiris_rt comes first");
}
