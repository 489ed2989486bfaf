/* The good result file that inputs change. */
#include "tests/fuzz/result/base.h"

#include <stdio.h>

#include "harness/base/outcome.h"
#include "harness/store/store.h"
#include "tests/fuzz/require.h"

#define SITES 3

static void add_site(struct kmend_store *store, int number)
{
	char identity[64], name[16];
	struct kmend_store_function owner = { .component = number ? "pm" : "vfs", .unit = "x.c", .name = name };
	struct kmend_store_block block = { .ordinal = (uint32_t)number, .file = "x.c" };
	struct kmend_store_site site = {
		.identity = identity, .type = "fail-stop", .file = "x.c", .line = 10 + (uint32_t)number
	};

	snprintf(name, sizeof name, "f%d", number);
	snprintf(identity, sizeof identity, "x.c:f%d:%d:0:fail-stop", number, number);
	require(kmend_store_function_add(store, &owner) == 0, "a function");
	block.function_id = owner.id;
	require(kmend_store_block_add(store, &block) == 0, "a block");
	site.block_id = block.id;
	require(kmend_store_site_add(store, &site) == 0, "a site");
	for (int64_t policy = 1; policy <= 2; policy++) {
		struct kmend_store_site_image image = { .site_id = site.id,
			.policy_id = policy,
			.dense_site = (uint32_t)number,
			.dense_block = (uint32_t)number };
		struct kmend_store_block_count count = { .policy_id = policy,
			.block_id = block.id,
			.protected_runs = policy == 2 ? 30 : 0,
			.unprotected_runs = 10 };
		struct kmend_store_plan plan = { .policy_id = policy,
			.site_id = site.id,
			.fault = { .activation = KMEND_ACTIVATION_PERSISTENT, .seed = 7 } };

		require(kmend_store_site_image_add(store, &image) == 0 &&
				kmend_store_block_count_add(store, &count) == 0 &&
				kmend_store_plan_add(store, &plan) == 0,
			"an experiment");
	}
}

static const char golden[] = "@kmend 0 1000 ready target=t policy=none sites=3*4B\n";

static void add_results(struct kmend_store *store)
{
	for (int64_t id = 1; id <= 2 * SITES; id++) {
		struct kmend_store_result result = { .id = id,
			.attempts = 1,
			.outcome = id % 2 ? KMEND_OUTCOME_PASS : KMEND_OUTCOME_CRASH,
			.reason = id % 2 ? "completed" : "page-fault",
			.activations = 1,
			.guest_ns = 5000,
			.wall_us = 700,
			.own_us = 300,
			.log = golden,
			.log_size = sizeof golden - 1,
			.console = "hello\n",
			.console_size = 6,
			.signature = id % 2 ? NULL : "page-fault in f",
			.place = id % 2 ? NULL : "x.c:7",
			.place_kind = id % 2 ? NULL : "line" };

		require(kmend_store_result_put(store, &result) == 0, "a result");
	}
}

void fuzz_result_make(const char *path)
{
	static const char *const facts[][2] = { { "campaign", "c" }, { "target", "t" }, { "revision", "r" },
		{ "seed", "1" }, { "fault_model", "fail-stop" }, { "jobs", "2" }, { "seconds", "1.5" },
		{ "policies", "none,enhanced" }, { "plan_complete", "1" }, { "shard", "1/1" } };
	static const char *const names[] = { "none", "enhanced" };
	struct kmend_store *store;

	require(kmend_store_create(&store, path) == 0 && kmend_store_begin(store) == 0, "a result file");
	for (int i = 0; i < 2; i++) {
		struct kmend_store_policy policy = { .name = names[i],
			.image_hash = "00ff",
			.image_path = "image.elf",
			.nsites = SITES,
			.nblocks = SITES,
			.golden_ns = 1000000,
			.limit_ns = 2000000000 };

		require(kmend_store_policy_add(store, &policy) == 0 &&
				kmend_store_policy_logs_set(
					store, policy.id, golden, sizeof golden - 1, golden, sizeof golden - 1) == 0,
			"a policy");
	}
	for (int i = 0; i < SITES; i++)
		add_site(store, i);
	for (size_t i = 0; i < sizeof facts / sizeof facts[0]; i++)
		require(kmend_store_meta_set(store, facts[i][0], facts[i][1]) == 0, "a fact");
	add_results(store);
	require(kmend_store_commit(store) == 0 && kmend_store_finish(store) == 0, "one file");
	kmend_store_close(store);
}
