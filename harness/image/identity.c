/*
 * Stable identities: unit:function:ordinal:candidate:type, with component/ in front when the unit is part of several
 * components. The plan of a campaign stores these; each image maps them to its own dense numbers.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "harness/base/error.h"
#include "harness/base/fault.h"
#include "harness/image/private.h"

#define NUMBERS_BYTES 80 /* room for the numbers, the type's name, separators and the NUL */

static size_t identity_room(const struct kmend_image *image, const struct kmend_image_site *s)
{
	return strlen(image->components[s->component].name) + strlen(s->unit) + strlen(s->function) + NUMBERS_BYTES;
}

static int write_identities(struct kmend_image *image, const struct image_unit *unit_of_site[])
{
	struct image_storage *storage = image->storage;
	size_t room = 1, used = 0;

	for (uint32_t i = 0; i < image->nsites; i++)
		room += identity_room(image, &image->sites[i]);
	if (room > 4ull * KMEND_IMAGE_MAX_TABLE_BYTES)
		return kmend_error("site table: names take too much room");
	storage->identities = malloc(room);
	if (!storage->identities)
		return kmend_error("out of memory");
	for (uint32_t i = 0; i < image->nsites; i++) {
		struct kmend_image_site *s = &image->sites[i];
		int shared = unit_of_site[i]->shared_name;
		char *text = storage->identities + used;

		used += 1 +
			(size_t)snprintf(text, room - used, "%s%s%s:%s:%u:%u:%s",
				shared ? image->components[s->component].name : "", shared ? "/" : "", s->unit,
				s->function, s->ordinal, s->candidate, kmend_fault_type_text(s->type));
		s->identity = text;
	}
	return 0;
}

static int by_identity(const void *a, const void *b)
{
	const struct kmend_image_site *x = *(const struct kmend_image_site *const *)a;
	const struct kmend_image_site *y = *(const struct kmend_image_site *const *)b;

	return strcmp(x->identity, y->identity);
}

static int build_index(struct kmend_image *image)
{
	struct image_storage *storage = image->storage;
	const struct kmend_image_site **sorted = malloc(((size_t)image->nsites + 1) * sizeof(*sorted));
	int result = 0;

	storage->by_name = calloc((size_t)image->nsites + 1, sizeof(*storage->by_name));
	if (!sorted || !storage->by_name) {
		free(sorted);
		return kmend_error("out of memory");
	}
	for (uint32_t i = 0; i < image->nsites; i++)
		sorted[i] = &image->sites[i];
	qsort(sorted, image->nsites, sizeof(*sorted), by_identity);
	for (uint32_t i = 0; i < image->nsites && !result; i++) {
		storage->by_name[i] = sorted[i]->number;
		if (i && strcmp(sorted[i - 1]->identity, sorted[i]->identity) == 0)
			result = kmend_error("site table: two sites of one identity: %s", sorted[i]->identity);
	}
	free(sorted);
	return result;
}

int image_identities_make(struct kmend_image *image, const struct image_unit *unit_of_site[])
{
	return write_identities(image, unit_of_site) ? -1 : build_index(image);
}

static const struct kmend_image_site *in_order(const struct kmend_image *image, uint32_t i)
{
	const struct image_storage *storage = image->storage;

	return &image->sites[storage->by_name[i]];
}

const struct kmend_image_site *kmend_image_find(const struct kmend_image *image, const char *identity)
{
	uint32_t low = 0, high = image->nsites;

	while (low < high) {
		uint32_t middle = low + (high - low) / 2;
		const struct kmend_image_site *s = in_order(image, middle);
		int order = strcmp(identity, s->identity);

		if (order == 0)
			return s;
		if (order < 0)
			high = middle;
		else
			low = middle + 1;
	}
	return NULL;
}

int kmend_image_same_sites(
	const struct kmend_image *a, const char *label_a, const struct kmend_image *b, const char *label_b)
{
	uint32_t i = 0;

	while (i < a->nsites && i < b->nsites) {
		int order = strcmp(in_order(a, i)->identity, in_order(b, i)->identity);

		if (order)
			return kmend_error("the images differ: site %s is only in %s",
				in_order(order < 0 ? a : b, i)->identity, order < 0 ? label_a : label_b);
		i++;
	}
	if (i < a->nsites)
		return kmend_error("the images differ: site %s is only in %s", in_order(a, i)->identity, label_a);
	if (i < b->nsites)
		return kmend_error("the images differ: site %s is only in %s", in_order(b, i)->identity, label_b);
	return 0;
}
