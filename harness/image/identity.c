/*
 * Stable identities: unit:function:ordinal:candidate:type, with component/ before it when the unit is part of several
 * components. The plan of a campaign stores these; each image maps them to its own dense numbers.
 *
 * Inside a function, blocks are in the order of their ordinals and sites in that of type and candidate (unit.c checks
 * both). So identities are unique when no two functions have the same head, the part before the numbers.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "harness/base/error.h"
#include "harness/base/fault.h"
#include "harness/image/private.h"

static const char *name_of(const struct image_unit *unit, const struct image_function *function)
{
	return unit->strings + function->record->name;
}

static int write_heads(struct kmend_image *image)
{
	struct image_storage *s = image_storage(image);
	size_t room = 1, used = 0;

	for (uint32_t i = 0; i < image->nfunctions; i++) {
		const struct image_unit *unit = &s->units.units[s->functions[i].unit];

		room += sizeof(image->components[0].name) + strlen(unit->name) +
			strlen(name_of(unit, &s->functions[i])) + 3;
	}
	if (room > KMEND_IMAGE_MAX_TABLE_BYTES)
		return kmend_error("site table: names take too much room");
	s->heads = malloc(room);
	if (!s->heads)
		return kmend_error("out of memory");
	for (uint32_t i = 0; i < image->nfunctions; i++) {
		const struct image_unit *unit = &s->units.units[s->functions[i].unit];
		const char *component = unit->shared_name ? image->components[unit->component].name : "";

		s->functions[i].head = s->heads + used;
		used += 1 +
			(size_t)snprintf(s->heads + used, room - used, "%s%s%s:%s", component, *component ? "/" : "",
				unit->name, name_of(unit, &s->functions[i]));
	}
	return 0;
}

static int by_head(const void *a, const void *b)
{
	const struct image_function *x = *(const struct image_function *const *)a;
	const struct image_function *y = *(const struct image_function *const *)b;

	return strcmp(x->head, y->head);
}

int image_identities_make(struct kmend_image *image)
{
	struct image_storage *s = image_storage(image);
	const struct image_function **sorted = malloc(((size_t)image->nfunctions + 1) * sizeof(*sorted));
	int result = write_heads(image);

	s->by_head = calloc((size_t)image->nfunctions + 1, sizeof(*s->by_head));
	if (!result && (!sorted || !s->by_head))
		result = kmend_error("out of memory");
	for (uint32_t i = 0; i < image->nfunctions && !result; i++)
		sorted[i] = &s->functions[i];
	if (!result)
		qsort(sorted, image->nfunctions, sizeof(*sorted), by_head);
	for (uint32_t i = 0; i < image->nfunctions && !result; i++) {
		s->by_head[i] = (uint32_t)(sorted[i] - s->functions);
		if (i && strcmp(sorted[i - 1]->head, sorted[i]->head) == 0)
			result = kmend_error("site table: two functions of one name: %s", sorted[i]->head);
	}
	free(sorted);
	return result;
}

const char *kmend_image_identity(const struct kmend_image *image, uint32_t number, char out[KMEND_IMAGE_IDENTITY_MAX])
{
	const struct image_storage *s = image_storage(image);
	const struct kmend_site *record = image_site_record(image, number);
	uint32_t block = s->block_of[number];

	snprintf(out, KMEND_IMAGE_IDENTITY_MAX, "%s:%u:%u:%s", s->functions[s->function_of[block]].head,
		s->ordinal_of[block], record->candidate, kmend_fault_type_text(record->type));
	return out;
}

/* The end of TEXT[0 .. n) without its last part, which *PART gets; 0 when there is no colon. */
static size_t cut_part(const char *text, size_t n, const char **part)
{
	while (n && text[n - 1] != ':')
		n--;
	*part = text + n;
	return n ? n - 1 : 0;
}

/* A number as an identity has it: no sign, no leading zeros, ended by END. */
static int read_number(uint32_t *out, const char *text, char end)
{
	char again[16], *after;
	unsigned long value = strtoul(text, &after, 10);

	if (value > UINT32_MAX || *after != end || *text < '0' || *text > '9')
		return 0;
	*out = (uint32_t)value;
	return snprintf(again, sizeof(again), "%lu", value) == after - text;
}

/* The function whose head is TEXT[0 .. n), or NULL. */
static const struct image_function *find_function(const struct kmend_image *image, const char *text, size_t n)
{
	const struct image_storage *s = image_storage(image);
	uint32_t low = 0, high = image->nfunctions;

	while (low < high) {
		uint32_t middle = low + (high - low) / 2;
		const struct image_function *f = &s->functions[s->by_head[middle]];
		int order = strncmp(text, f->head, n);

		if (!order && !f->head[n])
			return f;
		if (order < 0 || !order)
			high = middle;
		else
			low = middle + 1;
	}
	return NULL;
}

/* Elements [LOW, HIGH) of ORDINALS ascend; the place of ORDINAL, or HIGH. */
static uint32_t find_block(const uint32_t *ordinals, uint32_t low, uint32_t high, uint32_t ordinal)
{
	uint32_t end = high;

	while (low < high) {
		uint32_t middle = low + (high - low) / 2;

		if (ordinals[middle] < ordinal)
			low = middle + 1;
		else
			high = middle;
	}
	return low < end && ordinals[low] == ordinal ? low : end;
}

int kmend_image_find(const struct kmend_image *image, const char *identity, uint32_t *number)
{
	const struct image_storage *s = image_storage(image);
	const char *type_text, *candidate_text, *ordinal_text;
	const struct image_function *function;
	uint32_t ordinal, candidate, type, block;
	size_t n = strlen(identity);

	n = cut_part(identity, n, &type_text);
	n = cut_part(identity, n, &candidate_text);
	n = cut_part(identity, n, &ordinal_text);
	type = kmend_fault_type_find(type_text);
	function = n && type ? find_function(image, identity, n) : NULL;
	if (!function || !read_number(&ordinal, ordinal_text, ':') || !read_number(&candidate, candidate_text, ':'))
		return 0;
	block = find_block(s->ordinal_of, function->first_block, function[1].first_block, ordinal);
	if (block == function[1].first_block)
		return 0;
	for (uint32_t i = s->first_site[block]; i < s->first_site[block + 1]; i++) {
		const struct kmend_site *record = image_site_record(image, i);

		if (record->type == type && record->candidate == candidate) {
			*number = i;
			return 1;
		}
	}
	return 0;
}
