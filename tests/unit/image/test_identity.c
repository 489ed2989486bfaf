/* Finding sites by identity and comparing images. */
#include <criterion/criterion.h>
#include <string.h>

#include "harness/base/error.h"
#include "tests/unit/image/build.h"

static char identity[KMEND_IMAGE_IDENTITY_MAX];

static struct kmend_image *parse(const struct build *b)
{
	struct kmend_image *image = NULL;

	cr_assert_eq(kmend_image_parse(&image, b->bytes, b->size), 0, "%s", kmend_error_text());
	return image;
}

TestSuite(identity);

Test(identity, find)
{
	static struct build b;
	static const char *const none[] = { "", ":", "::::", "z.c:f:20:0:fail-stop", "z.c:f:0:1:fail-stop",
		"z.c:f:0:0:hang", "z.c:f:0:0:fail-sto", "z.c:f:00:0:fail-stop", "z.c:f:0:+0:fail-stop",
		"z.c:f::0:fail-stop", "z.c:f:4294967296:0:fail-stop", "z.c:f:0:0:", "z.c:ff:0:0:fail-stop",
		"z.c::0:0:fail-stop", "f:0:0:fail-stop", "z.c:f:0:0:fail-stop " };
	struct kmend_image *image;
	uint32_t found;

	build_component(&b, "pm");
	build_unit(&b, "z.c", "f", 0x1000, 20, 20);
	build_unit(&b, "a.c", "g", 0x1014, 30, 30);
	image = parse(&b);
	for (uint32_t i = 0; i < image->nsites; i++)
		cr_assert(kmend_image_find(image, kmend_image_identity(image, i, identity), &found) && found == i);
	for (size_t i = 0; i < sizeof(none) / sizeof(none[0]); i++)
		cr_assert_not(kmend_image_find(image, none[i], &found), "found '%s'", none[i]);
	kmend_image_free(image);
}

Test(identity, unit_of_two_components)
{
	static struct build b;
	struct kmend_image *image;

	build_component(&b, "pm");
	build_unit(&b, "lib/list.c", "f", 0x1000, 1, 1);
	build_unit(&b, "pm.c", "f", 0x1001, 1, 1);
	build_component(&b, "vm");
	build_unit(&b, "lib/list.c", "f", 0x1000, 1, 1);
	image = parse(&b);
	cr_assert_str_eq(kmend_image_identity(image, 0, identity), "pm/lib/list.c:f:0:0:fail-stop");
	cr_assert_str_eq(kmend_image_identity(image, 1, identity), "pm.c:f:0:0:fail-stop");
	cr_assert_str_eq(kmend_image_identity(image, 2, identity), "vm/lib/list.c:f:0:0:fail-stop");
	kmend_image_free(image);
}

Test(identity, same_sites)
{
	static struct build x, y, z;
	struct kmend_image *a, *b, *c;

	build_unit(&x, "a.c", "f", 0x1000, 2, 2);
	build_unit(&x, "b.c", "f", 0x1002, 2, 2);
	build_unit(&y, "b.c", "f", 0x77, 2, 2); /* other addresses, another order */
	build_unit(&y, "a.c", "f", 0x79, 2, 2);
	build_unit(&z, "a.c", "f", 0x1000, 2, 2);
	a = parse(&x);
	b = parse(&y);
	c = parse(&z);
	cr_assert_eq(kmend_image_same_sites(a, "none", b, "enhanced"), 0);
	cr_assert_eq(kmend_image_same_sites(a, "none", c, "naive"), -1);
	cr_assert(strstr(kmend_error_text(), "b.c:f:0:0:fail-stop is only in none"), "%s", kmend_error_text());
	cr_assert_eq(kmend_image_same_sites(c, "naive", a, "none"), -1);
	cr_assert(strstr(kmend_error_text(), "only in none"), "%s", kmend_error_text());
	kmend_image_free(a);
	kmend_image_free(b);
	kmend_image_free(c);
}
