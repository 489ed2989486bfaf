#include "by_hand.h"

#include <criterion/criterion.h>

#include "harness/base/error.h"

struct kmend_samples by_hand(const char *name, const char *policy)
{
	struct kmend_samples samples;
	size_t index;

	cr_assert_eq(kmend_samples_init(&samples, name), 0, "%s", kmend_error_text());
	cr_assert_eq(kmend_samples_add_policy(&samples, &index, policy, "hash", 1000), 0, "%s", kmend_error_text());
	cr_assert_eq(index, 0);
	samples.plan_complete = 1;
	return samples;
}

void by_hand_any(struct kmend_samples *samples, size_t policy, struct kmend_sample_fault fault)
{
	fault.unit = fault.unit ? fault.unit : "unit.c";
	fault.function = fault.function ? fault.function : "f";
	fault.type = fault.type ? fault.type : "fail-stop";
	fault.component = fault.component ? fault.component : "c";
	fault.file = fault.file ? fault.file : "unit.c";
	cr_assert_eq(kmend_samples_add_fault(samples, policy, &fault), 0, "%s", kmend_error_text());
}

void by_hand_fault(
	struct kmend_samples *samples, const char *function, uint64_t shape, uint32_t block, enum kmend_outcome outcome)
{
	by_hand_any(samples, 0,
		(struct kmend_sample_fault){
			.function = function, .shape = shape, .block = block, .outcome = outcome });
}

void by_hand_sort(struct kmend_samples *samples)
{
	cr_assert_eq(kmend_samples_sort(samples), 0, "%s", kmend_error_text());
}
