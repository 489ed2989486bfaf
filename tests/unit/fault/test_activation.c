/* When an armed site acts, mode by mode, at the limits, and again the same. */
#include <criterion/criterion.h>

#include "recovery-rt/fault/activation.h"

static uint64_t due; /* of no meaning but for intervals */

static struct kmend_fault fault_of(enum kmend_activation activation, uint64_t parameter)
{
	return (struct kmend_fault){ .type = 1, .activation = activation, .parameter = parameter, .seed = 42 };
}

/* Runs the block n times. Bit i of the result: it acted at execution i + 1; n up to 64. */
static uint64_t pattern(struct kmend_fault *fault, int n)
{
	uint64_t bits = 0, activations = fault->activations;

	for (int i = 0; i < n; i++) {
		uint64_t number = kmend_fault_runs(fault, 0, &due);

		if (!number)
			continue;
		cr_assert_eq(number, ++activations, "activations are numbered one by one");
		bits |= UINT64_C(1) << i;
	}
	cr_assert_eq(fault->activations, activations);
	return bits;
}

Test(activation, persistent)
{
	struct kmend_fault fault = fault_of(KMEND_ACTIVATION_PERSISTENT, 0);

	cr_assert_eq(pattern(&fault, 64), UINT64_MAX);
	cr_assert_eq(fault.executions, 64);
}

Test(activation, once)
{
	struct kmend_fault fault = fault_of(KMEND_ACTIVATION_ONCE, 0);

	cr_assert_eq(pattern(&fault, 64), 1);
	for (int i = 0; i < 100000; i++)
		cr_assert_eq(kmend_fault_runs(&fault, 0, &due), 0);
	cr_assert_eq(fault.executions, 100064);
	cr_assert_eq(fault.activations, 1);
}

Test(activation, every)
{
	static const struct {
		uint64_t n, bits;
	} rows[] = { { 1, 0xffff }, { 2, 0xaaaa }, { 3, 0x4924 }, { 16, 0x8000 }, { 17, 0 }, { UINT64_MAX, 0 },
		{ 0, 0xffff } };

	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		struct kmend_fault fault = fault_of(KMEND_ACTIVATION_EVERY, rows[i].n);

		cr_assert_eq(pattern(&fault, 16), rows[i].bits, "every %llu", (unsigned long long)rows[i].n);
	}
}

Test(activation, every_with_large_numbers)
{
	static const uint64_t ns[] = { 3, 7, 4294967295u, 4294967296u, 4294967297u, UINT64_C(1) << 62 };

	for (size_t i = 0; i < sizeof ns / sizeof ns[0]; i++) {
		struct kmend_fault fault = fault_of(KMEND_ACTIVATION_EVERY, ns[i]);

		fault.executions = UINT64_MAX / ns[i] * ns[i] - 3;
		cr_assert_eq(pattern(&fault, 3), 4, "every %llu", (unsigned long long)ns[i]);
	}
	for (uint64_t n = 1; n < 2000; n++)
		for (uint64_t of = 1; of < 50; of++)
			cr_assert_eq(kmend_is_multiple(n, of), n % of == 0, "%llu of %llu", (unsigned long long)n,
				(unsigned long long)of);
}

Test(activation, after)
{
	struct kmend_fault fault = fault_of(KMEND_ACTIVATION_AFTER, 5),
			   never = fault_of(KMEND_ACTIVATION_AFTER, UINT64_MAX);

	cr_assert_eq(pattern(&fault, 16), 0xffe0);
	cr_assert_eq(pattern(&never, 64), 0);
}

Test(activation, probability)
{
	struct kmend_fault never = fault_of(KMEND_ACTIVATION_PROBABILITY, 0),
			   always = fault_of(KMEND_ACTIVATION_PROBABILITY, UINT64_C(1) << 32),
			   quarter = fault_of(KMEND_ACTIVATION_PROBABILITY, UINT64_C(1) << 30), again = quarter,
			   other = quarter;
	uint64_t first;

	other.seed++;
	cr_assert_eq(pattern(&never, 64), 0);
	cr_assert_eq(pattern(&always, 64), UINT64_MAX);
	first = pattern(&quarter, 64);
	cr_assert_eq(pattern(&again, 64), first, "the same seed gives the same executions");
	cr_assert_neq(pattern(&other, 64), first);
	for (int i = 0; i < 99936; i++)
		kmend_fault_runs(&quarter, 0, &due);
	/* 100,000 draws of 1/4: 25,000, and five standard deviations of 137 */
	cr_assert(quarter.activations > 24315 && quarter.activations < 25685, "%llu",
		(unsigned long long)quarter.activations);
}

Test(activation, unknown_does_nothing)
{
	struct kmend_fault fault = fault_of((enum kmend_activation)99, 1);

	cr_assert_eq(pattern(&fault, 64), 0);
	cr_assert_eq(fault.executions, 64);
}

/* What goes by the struct alone carries on where another instance of the component left off. */
Test(activation, a_copy_carries_on)
{
	struct kmend_fault fault = fault_of(KMEND_ACTIVATION_EVERY, 10), replaced;

	cr_assert_eq(pattern(&fault, 8), 0);
	replaced = fault;
	cr_assert_eq(pattern(&replaced, 4), 2);
}

Test(activation, counting_carries)
{
	uint64_t n = UINT32_MAX - 1;

	cr_assert_eq(kmend_count_next(&n), UINT32_MAX);
	cr_assert_eq(kmend_count_next(&n), UINT64_C(1) << 32);
	cr_assert_eq(kmend_count_next(&n), (UINT64_C(1) << 32) + 1);
	cr_assert_eq(n, (UINT64_C(1) << 32) + 1);
}

Test(activation, draws)
{
	struct kmend_fault fault = fault_of(KMEND_ACTIVATION_PERSISTENT, 0);
	uint64_t seed = kmend_fault_seed(&fault), first;

	kmend_fault_runs(&fault, 0, &due);
	first = kmend_fault_random(&fault);
	cr_assert_eq(kmend_fault_random(&fault), first, "one number for one activation");
	kmend_fault_runs(&fault, 0, &due);
	cr_assert_neq(kmend_fault_random(&fault), first);
	cr_assert_eq(kmend_fault_seed(&fault), seed);
	fault.seed++;
	cr_assert_neq(kmend_fault_seed(&fault), seed);
}

/* The first interval begins with the first execution; what came too late for an interval is not made up for. */
Test(activation, interval)
{
	struct kmend_fault fault = fault_of(KMEND_ACTIVATION_INTERVAL, 100);
	static const struct {
		uint64_t now, activation;
	} rows[] = { { 1000, 0 }, { 1099, 0 }, { 1100, 1 }, { 1101, 0 }, { 1199, 0 }, { 1250, 2 }, { 1349, 0 },
		{ 1350, 3 }, { 9000, 4 }, { 9001, 0 }, { 9099, 0 }, { 9100, 5 } };
	uint64_t next = 0;

	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
		cr_expect_eq(kmend_fault_runs(&fault, rows[i].now, &next), rows[i].activation, "at %llu",
			(unsigned long long)rows[i].now);
	cr_expect_eq(fault.executions, sizeof rows / sizeof rows[0]);
	cr_expect_eq(fault.activations, 5);
}

Test(activation, interval_at_the_limits)
{
	struct kmend_fault never = fault_of(KMEND_ACTIVATION_INTERVAL, UINT64_MAX),
			   always = fault_of(KMEND_ACTIVATION_INTERVAL, 1);
	uint64_t next = 0;

	cr_expect_eq(kmend_fault_runs(&never, 5, &next), 0);
	cr_expect_eq(next, UINT64_MAX, "it does not wrap");
	cr_expect_eq(kmend_fault_runs(&never, UINT64_MAX - 1, &next), 0);
	next = 0;
	for (uint64_t now = 1; now < 10; now++)
		cr_expect_eq(kmend_fault_runs(&always, now, &next), now - 1);
}

/* N to 2N executions from one fault to the next, the same for the same seed; over after KMEND_STORM_MOST. */
Test(activation, storm)
{
	struct kmend_fault fault = fault_of(KMEND_ACTIVATION_STORM, 50), same = fault, other = fault;
	uint64_t next = 0, same_next = 0, other_next = 0, last = 0, differing = 0;
	unsigned short_ones = 0, long_ones = 0;

	other.seed++;
	for (uint64_t n = 1; n <= 200000; n++) {
		uint64_t number = kmend_fault_runs(&fault, 0, &next);

		cr_assert_eq(kmend_fault_runs(&same, 0, &same_next), number);
		differing += kmend_fault_runs(&other, 0, &other_next) != number;
		if (!number)
			continue;
		cr_assert(
			n - last >= 50 && n - last < 100, "%llu after the one before", (unsigned long long)(n - last));
		short_ones += n - last < 75;
		long_ones += n - last >= 75;
		last = n;
	}
	cr_expect_eq(fault.activations, KMEND_STORM_MOST);
	cr_expect(short_ones > 400 && long_ones > 400);
	cr_expect_gt(differing, KMEND_STORM_MOST);
}

Test(activation, a_storm_of_the_longest_pauses)
{
	struct kmend_fault fault = fault_of(KMEND_ACTIVATION_STORM, UINT32_MAX);

	for (uint64_t n = 0; n < 100; n++) {
		uint64_t pause = kmend_storm_pause(&fault, n);

		cr_assert(pause >= UINT32_MAX && pause < 2ull * UINT32_MAX);
	}
}
