#include <criterion/criterion.h>
#include <string.h>

#include "harness/base/fault.h"
#include "kmend/abi.h"

Test(fault, by_text_and_by_number)
{
	cr_assert_eq(kmend_fault_type_find("hang"), KMEND_FAULT_HANG);
	cr_assert_str_eq(kmend_fault_type_text(KMEND_FAULT_FAIL_STOP), "fail-stop");
	cr_assert_eq(kmend_fault_type_find("no such type"), KMEND_FAULT_NONE);
	cr_assert_null(kmend_fault_type_text(KMEND_FAULT_NONE));
}

Test(fault, the_lists_are_whole)
{
	char joined[1024] = "";
	size_t n = 0;

	for (const char *text; (text = kmend_fault_type_at(n)); n++) {
		strcat(strcat(joined, n ? "," : ""), text);
		cr_assert_str_eq(kmend_fault_type_text(kmend_fault_type_find(text)), text);
	}
	cr_assert_geq(n, 2);
	cr_assert_str_eq(kmend_fault_types_all(), joined);
}
