/* DS and RS wrappers, audits, console and clock. */
#include "ms.h"

#include "string.h"
#include "trap.h"

static int key_call(uint32_t type, const char *key)
{
	struct msg m = { .type = type };

	msg_grant_read(&m, 0, key, strlen(key) + 1);
	return (int)to_errno(call_msg(EP_DS, &m));
}

int ds_publish(const char *key, const void *value, size_t n, int flags)
{
	struct msg m = { .type = CALL_DS_PUBLISH, .a = { (uint64_t)(int64_t)flags } };

	msg_grant_read(&m, 0, key, strlen(key) + 1);
	msg_grant_read(&m, 1, value, n);
	return (int)to_errno(call_msg(EP_DS, &m));
}

int ds_retrieve(const char *key, void *buffer, size_t n)
{
	struct msg m = { .type = CALL_DS_RETRIEVE };

	msg_grant_read(&m, 0, key, strlen(key) + 1);
	msg_grant_write(&m, 1, buffer, n);
	return (int)to_errno(call_msg(EP_DS, &m));
}

int ds_delete(const char *key)
{
	return key_call(CALL_DS_DELETE, key);
}

int ds_subscribe(const char *prefix)
{
	return key_call(CALL_DS_SUBSCRIBE, prefix);
}

int ds_unsubscribe(const char *prefix)
{
	return key_call(CALL_DS_UNSUBSCRIBE, prefix);
}

int ds_check(char *key, size_t n, int *what)
{
	struct msg m = { .type = CALL_DS_CHECK };
	int64_t r;

	msg_grant_write(&m, 1, key, n);
	r = call_msg(EP_DS, &m);
	if (r >= 0 && what)
		*what = (int)m.a[1];
	return (int)to_errno(r);
}

int ds_list(unsigned index, char *key, size_t n)
{
	struct msg m = { .type = CALL_DS_LIST, .a = { index } };

	msg_grant_write(&m, 1, key, n);
	return (int)to_errno(call_msg(EP_DS, &m));
}

int rs_lookup(const char *name)
{
	struct msg m = { .type = CALL_RS_LOOKUP };

	msg_grant_read(&m, 0, name, strlen(name) + 1);
	return (int)to_errno(call_msg(EP_RS, &m));
}

int rs_status(endpoint_t ep, struct rs_status *out)
{
	struct msg m = { .type = CALL_RS_STATUS, .a = { ep } };

	msg_grant_write(&m, 0, out, sizeof(*out));
	return (int)to_errno(call_msg(EP_RS, &m));
}

int rs_list(unsigned index)
{
	return (int)to_errno(call3(EP_RS, CALL_RS_LIST, index, 0, 0));
}

int rs_set_period(endpoint_t ep, unsigned ms)
{
	return (int)to_errno(call3(EP_RS, CALL_RS_SET_PERIOD, ep, ms, 0));
}

int rs_refresh(endpoint_t ep)
{
	return (int)to_errno(call3(EP_RS, CALL_RS_REFRESH, ep, 0, 0));
}

int server_audit(endpoint_t ep, char *text, size_t n)
{
	static const uint32_t kind[NSERVICE] = {
		[EP_RS] = CALL_RS_AUDIT,
		[EP_PM] = CALL_PM_AUDIT,
		[EP_VM] = CALL_VM_AUDIT,
		[EP_VFS] = CALL_VFS_AUDIT,
		[EP_DS] = CALL_DS_AUDIT,
	};
	struct msg m = { .type = ep < NSERVICE ? kind[ep] : 0 };

	msg_grant_write(&m, 0, text, n);
	return (int)call_msg(ep, &m);
}

void console_write(const char *text, size_t n)
{
	struct kcall k = { .p = (void *)text, .n = n };

	kcall(CALL_KC_CONSOLE, &k);
}

uint64_t time_ns(void)
{
	return (uint64_t)kcall(CALL_KC_TIME, NULL);
}
