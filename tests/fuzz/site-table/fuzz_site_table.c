/*
 * Fuzzer of the site-table reader. The first byte chooses: a site table alone, or a whole image. Whatever is accepted
 * must hold what image.h promises. With a fuzzing engine: clang -fsanitize=fuzzer,address; the corpus also runs as an
 * ordinary test through ../runner.c.
 */
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "harness/base/fault.h"
#include "harness/image/image.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

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

	if (!size)
		return 0;
	if ((data[0] == 'e' ? open_bytes(&image, data + 1, size - 1) : kmend_image_parse(&image, data + 1, size - 1)) ==
		0)
		check(image);
	else
		require(!image, "no image after an error");
	return 0;
}
