/* What a build leaves beside its image: the list of its units, and the folders that names are relative to. */
#include "harness/build/out.h"
#include "harness/build/units.h"
#include "tests/fuzz/require.h"

static char dir[] = "/tmp/kmend-fuzz-XXXXXX", image[64], units[64], roots[64];

static void clean(void)
{
	unlink(units);
	unlink(roots);
	rmdir(dir);
}

static void set_up(void)
{
	if (image[0])
		return;
	require(mkdtemp(dir) != NULL, "a folder");
	snprintf(image, sizeof image, "%s/image.elf", dir);
	snprintf(units, sizeof units, "%s/%s", dir, BUILD_UNITS_FILE);
	snprintf(roots, sizeof roots, "%s/%s", dir, BUILD_ROOTS_FILE);
	atexit(clean);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct kmend_target target = { .dir = "/t", .settings = { .image = "image.elf" } };
	char *text;

	set_up();
	write_whole(units, data, size);
	write_whole(roots, data, size);
	text = kmend_build_units(&target, image);
	require(text != NULL, "a text, whatever the list is");
	require(strlen(text) < 400, "it is short");
	require_printable(text, "it is in our words");
	free(text);
	text = kmend_build_roots(&target, image);
	require(text != NULL && strlen(text) <= (size ? size : 2), "folders");
	free(text);
	return 0;
}
