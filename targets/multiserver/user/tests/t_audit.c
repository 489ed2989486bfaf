/* Anybody may ask a server to check its own state; a buffer is no condition. */
#include "test.h"

int main(void)
{
	static const endpoint_t servers[] = { EP_RS, EP_PM, EP_VM, EP_VFS, EP_DS };
	char text[64];
	int hold[2];
	pid_t pid;
	char c;

	/* Something to look at: a second process, a pipe, a key, a subscription, an open file without a name. */
	CHECK(pipe(hold) == 0 && ds_publish("audit.key", "1", 1, 0) == 0 && ds_subscribe("audit.") == 0);
	CHECK(open("/tmp/audit", O_RDWR | O_CREAT, 0600) > 0 && unlink("/tmp/audit") == 0);
	pid = fork();
	CHECK(pid >= 0);
	if (pid == 0) {
		close(hold[1]);
		_exit((int)read(hold[0], &c, 1));
	}
	CHECK(sleep_ms(1) == 0);
	for (unsigned i = 0; i < 5; i++) {
		int found = server_audit(servers[i], text, sizeof(text));

		if (found > 0)
			console_printf("audit of %u: %.60s\n", servers[i], text);
		CHECK(found == 0);
	}
	CHECK(server_audit(EP_DS, text, 0) == 0);
	CHECK(close(hold[1]) == 0 && test_wait(pid) == 0);
	CHECK(ds_delete("audit.key") == 0);
	return 0;
}
