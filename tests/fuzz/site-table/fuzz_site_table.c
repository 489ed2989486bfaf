/*
 * Fuzzer of the site-table reader. The first byte chooses: a site table alone, or a whole image. Whatever is accepted
 * must hold what image.h promises. With a fuzzing engine: clang -fsanitize=fuzzer,address; the corpus also runs as an
 * ordinary test through ../runner.c. It is
 * made of two units that kmend cc compiled (image-*, table-*), of copies that are wrong in one place, and of what an engine found from them.
 */
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "harness/base/error.h"
#include "harness/base/fault.h"
#include "harness/image/image.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int kmend_fuzz_end(void);

/* What the reader says of tables and images that are wrong in one way each: the corpus has an input for every one. */
static const char *const refusals[] = {
	"cut off",
	"not a chunk",
	"site table of version",
	"its size is wrong",
	"of a kind that does not exist",
	"a component chunk of the wrong size",
	"bad component name",
	"two components of one name",
	"too many components",
	"a unit chunk that is too short",
	"counts do not fit the size",
	"strings are not terminated",
	"a name is too long",
	"a name is not printable",
	"a name outside the strings",
	"a unit without a proper name",
	"a function without a proper name",
	"a function without blocks",
	"its functions have another number of blocks",
	"the blocks of a function are not in order",
	"a block without sites",
	"its blocks have another number of sites",
	"a fault type that does not exist",
	"the sites of a block are not in order",
	"do not follow those of",
	"two functions of one name",
	"not a usable ELF image",
	"no symbol",
	"lies in no loaded segment",
};
enum { REFUSALS = sizeof(refusals) / sizeof(refusals[0]) };

static struct {
	unsigned refused[REFUSALS];
	unsigned tables, images; /* accepted, with sites */
} seen;

static void require(int holds, const char *what)
{
	if (holds)
		return;
	fprintf(stderr, "site table: does not hold: %s\n", what);
	abort();
}

static void check_site(const struct kmend_image *image, uint32_t i)
{
	const struct kmend_image_site site = kmend_image_site(image, i), *s = &site;
	const struct kmend_image_component *c = &image->components[s->component];
	char identity[KMEND_IMAGE_IDENTITY_MAX];
	uint32_t found;

	require(s->number == i, "number is the index");
	require(s->component < image->ncomponents, "component exists");
	require(s->block >= c->first_block && s->block - c->first_block < c->nblocks, "block belongs to its component");
	require(i >= c->first_site && i - c->first_site < c->nsites, "site belongs to its component");
	require(strlen(s->unit) && strlen(s->function) && strlen(s->file) < KMEND_IMAGE_MAX_NAME, "names");
	require(kmend_fault_type_find(kmend_fault_type_text(s->type)) == s->type, "type exists");
	require(s->block == kmend_image_block_of(image, i) && s->type == kmend_image_type_of(image, i),
		"the short ways");
	require(kmend_image_find(image, kmend_image_identity(image, i, identity), &found) && found == i,
		"identity finds the site");
	require(strlen(identity) + 1 < KMEND_IMAGE_IDENTITY_MAX, "identity was not cut");
}

static void check(struct kmend_image *image)
{
	uint64_t blocks = 0, sites = 0;

	for (uint32_t i = 0; i < image->ncomponents; i++) {
		require(image->components[i].first_block == blocks && image->components[i].first_site == sites,
			"dense");
		blocks += image->components[i].nblocks;
		sites += image->components[i].nsites;
	}
	require(blocks == image->nblocks && sites == image->nsites, "sums");
	for (uint32_t i = 0; i < image->nsites; i++)
		check_site(image, i);
	require(kmend_image_same_sites(image, "a", image, "b") == 0, "same as itself");
	kmend_image_free(image);
}

static int open_bytes(struct kmend_image **out, const uint8_t *data, size_t size)
{
	int fd = memfd_create("image", 0), result;
	char path[64];

	if (fd < 0 || write(fd, data, size) != (ssize_t)size)
		abort();
	snprintf(path, sizeof(path), "/proc/self/fd/%d", fd);
	result = kmend_image_open(out, path);
	close(fd);
	return result;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct kmend_image *image = NULL;
	int is_image, failed;

	if (!size)
		return 0;
	is_image = data[0] == 'e';
	failed = is_image ? open_bytes(&image, data + 1, size - 1) : kmend_image_parse(&image, data + 1, size - 1);
	if (!failed) {
		seen.tables += !is_image && image->nsites;
		seen.images += is_image && image->nsites;
		check(image);
		return 0;
	}
	require(!image, "no image after an error");
	for (size_t i = 0; i < REFUSALS; i++)
		seen.refused[i] += strstr(kmend_error_text(), refusals[i]) != NULL;
	return 0;
}

/* The whole corpus must reach past the header of a table, into every check. */
int kmend_fuzz_end(void)
{
	int missing = seen.tables < 3 || seen.images < 2;

	printf("accepted with sites: %u tables, %u images\n", seen.tables, seen.images);
	for (size_t i = 0; i < REFUSALS; i++)
		if (!seen.refused[i]) {
			printf("no input is refused because of: %s\n", refusals[i]);
			missing = 1;
		}
	return missing;
}
