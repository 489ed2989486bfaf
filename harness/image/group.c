#include "harness/image/group.h"

#include <fnmatch.h>
#include <string.h>

#include "harness/base/error.h"
#include "harness/image/private.h"

/* `folder/` is everything below it; else as the shell does, and a star also matches slashes. */
static int matches(const char *pattern, const char *unit)
{
	size_t size = strlen(pattern);

	return size && pattern[size - 1] == '/' ? strncmp(pattern, unit, size) == 0
						: fnmatch(pattern, unit, FNM_NOESCAPE) == 0;
}

/* The component of that name, which is made when there is none. -1: too many. */
static int find(struct kmend_image *image, const char *name, size_t size)
{
	struct kmend_image_component *fresh = &image->components[image->ncomponents];

	for (uint32_t i = 0; i < image->ncomponents; i++)
		if (strncmp(image->components[i].name, name, size) == 0 && !image->components[i].name[size])
			return (int)i;
	if (image->ncomponents == KMEND_MAX_COMPONENTS || size >= sizeof fresh->name)
		return kmend_error("components: at most %d, of at most %zu characters, with the image's own `%s`",
			KMEND_MAX_COMPONENTS, sizeof fresh->name - 1, image->components[0].name);
	*fresh = (struct kmend_image_component){ 0 };
	memcpy(fresh->name, name, size);
	return (int)image->ncomponents++;
}

static int group(struct kmend_image *image, const char *entry)
{
	struct image_units *units = &image_storage(image)->units;
	const char *colon = strchr(entry, ':');
	int component = colon ? find(image, entry, (size_t)(colon - entry)) : 0;

	for (uint32_t i = 0; colon && component >= 0 && i < units->count; i++)
		if (matches(colon + 1, units->units[i].name))
			units->units[i].component = (uint32_t)component;
	return component < 0 ? -1 : 0;
}

/* The numbers of a component do not follow each other any more. */
static void forget_ranges(struct kmend_image *image)
{
	for (uint32_t i = 0; i < image->ncomponents; i++) {
		struct kmend_image_component *c = &image->components[i];

		c->first_block = c->nblocks = c->first_site = c->nsites = 0;
	}
}

int kmend_image_group(struct kmend_image *image, char *const *entries, uint64_t count)
{
	int any = 0;

	for (uint64_t i = 0; i < count; i++)
		any |= strchr(entries[i], ':') != NULL;
	if (!any || image->ncomponents != 1)
		return 0;
	for (uint64_t i = 0; i < count; i++)
		if (group(image, entries[i]) < 0)
			return -1;
	forget_ranges(image);
	return 0;
}

int kmend_image_group_matches(const struct kmend_image *image, const char *entry)
{
	const struct image_units *units = &image_storage(image)->units;
	const char *colon = strchr(entry, ':');

	for (uint32_t i = 0; colon && i < units->count; i++)
		if (matches(colon + 1, units->units[i].name))
			return 1;
	return !colon;
}
