/* Who subscribes hears of changes: in order, each once, the oldest lost when there are too many. */
#include "test.h"

static void expect(const char *key, int change)
{
	char got[48] = "";
	int what = 0;

	CHECK(ds_check(got, sizeof(got) - 1, &what) == (int)strlen(key));
	CHECK(!strncmp(got, key, strlen(key)) && what == change);
}

static void publish_other(void)
{
	CHECK(ds_publish("events.child", "1", 1, 0) == 0);
}

int main(void)
{
	char key[48];

	CHECK_ERROR(ds_check(key, sizeof(key), NULL), EAGAIN);
	CHECK(ds_subscribe("events.") == 0);
	CHECK_ERROR(ds_subscribe("events."), EEXIST);
	CHECK_ERROR(ds_check(key, sizeof(key), NULL), EAGAIN);
	CHECK(ds_publish("events.a", "1", 1, 0) == 0 && ds_publish("other.a", "1", 1, 0) == 0);
	CHECK(ds_publish("events.b", "1", 1, 0) == 0 && ds_publish("events.a", "2", 1, 0) == 0);
	CHECK_ERROR(ds_check(key, 3, NULL), ERANGE); /* nothing is lost by that */
	expect("events.a", 1);
	expect("events.b", 1);
	CHECK_ERROR(ds_check(key, sizeof(key), NULL), EAGAIN);
	CHECK(ds_delete("events.b") == 0);
	expect("events.b", 2);
	/* A child's key comes, and goes with the child. */
	CHECK(test_in_child(publish_other) == 0);
	expect("events.child", 1);
	expect("events.child", 2);

	for (int i = 0; i < 10; i++) {
		snprintf(key, sizeof(key), "events.n%d", i);
		CHECK(ds_publish(key, "1", 1, 0) == 0);
	}
	expect("events.n2", 1); /* the queue has eight places */
	expect("events.n3", 1);
	CHECK(ds_unsubscribe("events.") == 0);
	CHECK_ERROR(ds_unsubscribe("events."), ENOENT);
	CHECK_ERROR(ds_check(key, sizeof(key), NULL), EAGAIN);
	CHECK(ds_delete("events.a") == 0 && ds_delete("other.a") == 0);
	return 0;
}
