/* Two processes talk through the store: one publishes, the other waits for the event and answers. */
#include "test.h"

#define ROUNDS 2

/* Waits for an event of the key, a little at a time. */
static void await(const char *wanted)
{
	char key[48];
	int what;

	for (int i = 0; i < 100; i++) {
		int n = ds_check(key, sizeof(key), &what);

		if (n > 0 && what == 1 && (size_t)n == strlen(wanted) && !memcmp(key, wanted, (size_t)n))
			return;
		CHECK(n > 0 || errno == EAGAIN);
		if (n < 0)
			CHECK(sleep_ms(1) == 0);
	}
	CHECK(0);
}

int main(void)
{
	int value = 0;
	pid_t pid;

	CHECK(ds_subscribe("talk.answer") == 0);
	pid = fork();
	CHECK(pid >= 0);
	if (pid == 0) {
		CHECK(ds_subscribe("talk.question") == 0);
		CHECK(ds_publish("talk.answer", &value, sizeof(value), 0) == 0); /* here I am */
		for (;;) {
			await("talk.question");
			CHECK(ds_retrieve("talk.question", &value, sizeof(value)) == sizeof(value));
			if (value == 0)
				_exit(0); /* its answers go with it */
			value *= 3;
			CHECK(ds_publish("talk.answer", &value, sizeof(value), 0) == 0);
		}
	}
	await("talk.answer");
	for (int i = 1; i <= ROUNDS; i++) {
		CHECK(ds_publish("talk.question", &i, sizeof(i), 0) == 0);
		await("talk.answer");
		CHECK(ds_retrieve("talk.answer", &value, sizeof(value)) == sizeof(value) && value == 3 * i);
	}
	value = 0;
	CHECK(ds_publish("talk.question", &value, sizeof(value), 0) == 0 && test_wait(pid) == 0);
	CHECK(ds_delete("talk.question") == 0 && ds_unsubscribe("talk.answer") == 0);
	return 0;
}
