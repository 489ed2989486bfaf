/* What can be a key, and whose it is. */
#include "test.h"
#include "trap.h"

static void stranger(void)
{
	char value[8];

	CHECK(ds_retrieve("keys.mine", value, 8) == 1);
	CHECK_ERROR(ds_publish("keys.mine", "2", 1, 0), EPERM);
	CHECK_ERROR(ds_delete("keys.mine"), EPERM);
}

int main(void)
{
	struct msg m = { .type = CALL_DS_PUBLISH };
	char key[64];

	memset(key, 'k', sizeof(key));
	key[47] = 0;
	CHECK(ds_publish(key, "1", 1, 0) == 0 && ds_delete(key) == 0);
	key[47] = 'k';
	key[48] = 0;
	CHECK_ERROR(ds_publish(key, "1", 1, 0), ENAMETOOLONG);
	CHECK_ERROR(ds_retrieve(key, key, 1), ENAMETOOLONG);
	CHECK_ERROR(ds_publish("", "1", 1, 0), EINVAL);
	CHECK_ERROR(ds_publish("with space", "1", 1, 0), EINVAL);
	CHECK_ERROR(ds_delete("with\ttab"), EINVAL);
	CHECK_ERROR(ds_subscribe("\177"), EINVAL);
	CHECK_ERROR(ds_unsubscribe(""), EINVAL);
	CHECK_ERROR(ds_publish("keys.flags", "1", 1, 2), EINVAL);
	CHECK_ERROR(ds_publish("keys.fault", (void *)8, 1, 0), EFAULT);
	CHECK(call_msg(EP_DS, &m) == -EINVAL); /* no key at all */
	msg_grant_read(&m, 0, (void *)8, 4);
	m.type = CALL_DS_DELETE;
	CHECK(call_msg(EP_DS, &m) == -EFAULT);
	CHECK(ds_publish("keys.mine", "1", 1, 0) == 0);
	CHECK(test_in_child(stranger) == 0);
	CHECK(ds_delete("keys.mine") == 0);
	CHECK(call3(EP_DS, CALL_DS_EXIT, 300, 0, 0) == -EPERM);
	CHECK(call3(EP_DS, 0x4ff, 0, 0, 0) == -ENOSYS);
	return 0;
}
