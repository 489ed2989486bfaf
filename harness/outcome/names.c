/* Names of functions as they are shown. */
#include <stdio.h>
#include <string.h>

#include "harness/outcome/names.h"

size_t kmend_crash_base_name(const char *function)
{
	size_t length = strcspn(function, ".");

	return length ? length : strlen(function);
}

void kmend_crash_show_name(char name[KMEND_CRASH_FUNCTION], const char *function)
{
	static const char *const calls[] = { "__do_", "__se_", "__x64_", "__ia32_", "__arm64_", "__riscv_", "__s390x_",
		"__s390_", "__powerpc_" };
	size_t length = kmend_crash_base_name(function);

	for (size_t i = 0; i < sizeof calls / sizeof calls[0]; i++) {
		size_t before = strlen(calls[i]);

		if (strncmp(function, calls[i], before) == 0 &&
			(strncmp(function + before, "sys_", 4) == 0 ||
				strncmp(function + before, "compat_sys_", 11) == 0)) {
			function += before;
			length -= before;
			break;
		}
	}
	if (strncmp(function, "SyS_", 4) == 0 || strncmp(function, "SYSC_", 5) == 0) {
		size_t before = function[3] == '_' ? 4 : 5; /* up to 4.16 */

		snprintf(name, KMEND_CRASH_FUNCTION, "sys_%.*s", (int)(length - before), function + before);
		return;
	}
	snprintf(name, KMEND_CRASH_FUNCTION, "%.*s", (int)length, function);
}
