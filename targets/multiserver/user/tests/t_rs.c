/* What RS says about the services, and what it does for pid 1 only. */
#include "test.h"
#include "trap.h"

int main(void)
{
	static const char *const names[] = { "rs", "pm", "vm", "vfs", "ds", "disk" };
	struct msg m = { .type = CALL_RS_STATUS, .a = { EP_PM } };
	struct rs_status s;
	char text[8];

	for (unsigned i = 0; i < 6; i++) {
		int ep = rs_lookup(names[i]);

		CHECK(ep > 0 && rs_list(i) == ep);
		CHECK(rs_status((endpoint_t)ep, &s) == 0 && !strcmp(s.name, names[i]) && s.endpoint == (uint32_t)ep);
		CHECK(s.has_clone == (ep != EP_DISK));
	}
	CHECK_ERROR(rs_list(6), ENOENT);
	CHECK_ERROR(rs_lookup("nobody"), ENOENT);
	CHECK_ERROR(rs_lookup("a name that is longer than any of them"), ENOENT);
	CHECK_ERROR(rs_lookup(""), EINVAL);
	CHECK_ERROR(rs_status(77, &s), ESRCH);
	CHECK_ERROR(rs_status(EP_PM, (void *)8), EFAULT);
	CHECK(call_msg(EP_RS, &m) == -EINVAL);
	msg_grant_write(&m, 0, text, sizeof(text));
	m.type = CALL_RS_STATUS;
	m.a[0] = EP_PM;
	CHECK(call_msg(EP_RS, &m) == -EINVAL);
	CHECK_ERROR(rs_set_period(EP_PM, 500), EPERM);
	CHECK_ERROR(rs_refresh(EP_PM), EPERM);
	CHECK(call3(EP_RS, 0x5ff, 0, 0, 0) == -ENOSYS);
	return 0;
}
