/* Values under keys: published, replaced, fetched, deleted, listed. */
#include "test.h"

/* Is the key in the list? */
static int listed(const char *wanted)
{
	char key[48];
	int n;

	for (unsigned i = 0; (n = ds_list(i, key, sizeof(key))) > 0; i++) {
		CHECK(i < 200);
		if ((size_t)n == strlen(wanted) && !memcmp(key, wanted, (size_t)n))
			return 1;
	}
	CHECK(n < 0 && errno == ENOENT);
	return 0;
}

int main(void)
{
	char value[256], large[257];

	CHECK_ERROR(ds_retrieve("values.a", value, sizeof(value)), ENOENT);
	CHECK(ds_publish("values.a", "one", 3, 0) == 0);
	CHECK(ds_retrieve("values.a", value, sizeof(value)) == 3 && !memcmp(value, "one", 3));
	CHECK(ds_publish("values.a", "three", 5, 0) == 0);
	CHECK(ds_retrieve("values.a", value, 5) == 5 && !memcmp(value, "three", 5));
	CHECK(ds_publish("values.empty", "", 0, 0) == 0);
	CHECK(ds_retrieve("values.empty", value, 1) == 0);
	CHECK(listed("values.a") && listed("values.empty") && !listed("values.b"));
	memset(large, 'l', sizeof(large));
	CHECK(ds_publish("values.large", large, 256, DS_NEW) == 0);
	CHECK(ds_retrieve("values.large", value, 256) == 256 && value[255] == 'l');
	CHECK_ERROR(ds_publish("values.large", large, 257, 0), E2BIG);
	CHECK_ERROR(ds_publish("values.a", "x", 1, DS_NEW), EEXIST);
	CHECK_ERROR(ds_retrieve("values.a", value, 4), ERANGE);
	CHECK_ERROR(ds_retrieve("values.a", value, 0), EINVAL);
	CHECK_ERROR(ds_list(0, value, 0), EINVAL);
	CHECK_ERROR(ds_list(100000, value, 48), ENOENT);
	CHECK(ds_delete("values.a") == 0 && ds_delete("values.empty") == 0 && ds_delete("values.large") == 0);
	CHECK_ERROR(ds_delete("values.a"), ENOENT);
	CHECK(!listed("values.a"));
	return 0;
}
