/* Every activation reads back as it was written. */
#include <criterion/criterion.h>

#include "harness/base/activation.h"
#include "kmend/abi.h"

static void same(const char *text, uint32_t kind, uint64_t parameter)
{
	char out[KMEND_ACTIVATION_TEXT_MAX];
	struct kmend_activation_rule rule;

	cr_assert_eq(kmend_activation_read(&rule, text), 0, "%s", text);
	cr_expect_eq(rule.kind, kind, "%s", text);
	cr_expect_eq(rule.parameter, parameter, "%s", text);
	cr_expect_str_eq(kmend_activation_write(out, kind, parameter), text);
}

Test(activation, as_written)
{
	same("persistent", KMEND_ACTIVATION_PERSISTENT, 0);
	same("once", KMEND_ACTIVATION_ONCE, 0);
	same("every 1", KMEND_ACTIVATION_EVERY, 1);
	same("after 9223372036854775807", KMEND_ACTIVATION_AFTER, INT64_MAX);
	same("probability 1", KMEND_ACTIVATION_PROBABILITY, UINT64_C(1) << 32);
	same("probability 0.5", KMEND_ACTIVATION_PROBABILITY, UINT64_C(1) << 31);
	same("storm 300000", KMEND_ACTIVATION_STORM, 300000);
	same("interval 8ms", KMEND_ACTIVATION_INTERVAL, 8000000);
	same("interval 1us", KMEND_ACTIVATION_INTERVAL, 1000);
	same("interval 1500us", KMEND_ACTIVATION_INTERVAL, 1500000);
	same("interval 3s", KMEND_ACTIVATION_INTERVAL, UINT64_C(3000000000));
}

Test(activation, storms_have_a_number)
{
	static const char *const texts[] = { "storm", "storm 0", "storm 4294967296", "storm 5ms", "storm -1" };
	struct kmend_activation_rule rule;

	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
		cr_expect_eq(kmend_activation_read(&rule, texts[i]), -1, "%s", texts[i]);
}

Test(activation, intervals_have_a_unit)
{
	static const char *const texts[] = { "interval", "interval ", "interval 5", "interval 0ms", "interval 5 ms",
		"interval -1ms", "interval 5m", "interval 5ns", "interval 9223372036855s",
		"interval 99999999999999999999s", "interval 5msx" };
	struct kmend_activation_rule rule;

	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
		cr_expect_eq(kmend_activation_read(&rule, texts[i]), -1, "%s", texts[i]);
	cr_expect_eq(kmend_activation_read(&rule, "interval 1000us"), 0);
	cr_expect_eq(rule.parameter, 1000000, "the same as 1ms");
}

Test(activation, every_share_reads_back)
{
	char out[KMEND_ACTIVATION_TEXT_MAX];
	struct kmend_activation_rule rule;

	for (uint64_t share = 1; share <= UINT64_C(1) << 32; share = share * 3 + 1) {
		kmend_activation_write(out, KMEND_ACTIVATION_PROBABILITY, share);
		cr_assert_eq(kmend_activation_read(&rule, out), 0, "%s", out);
		cr_expect_eq(rule.parameter, share, "%s", out);
	}
}

Test(activation, names)
{
	uint32_t kind;

	cr_expect_eq(kmend_activation_find(&kind, "after"), 0);
	cr_expect_eq(kind, KMEND_ACTIVATION_AFTER);
	cr_expect_eq(kmend_activation_find(&kind, "before"), -1);
	cr_expect_null(kmend_activation_name(99));
}
