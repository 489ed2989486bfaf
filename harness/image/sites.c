/* Sites on demand: from a dense number to what the table says about it. */
#include <assert.h>

#include "harness/image/private.h"

uint32_t kmend_image_block_of(const struct kmend_image *image, uint32_t number)
{
	assert(number < image->nsites);
	return image_storage(image)->block_of[number];
}

static const struct image_function *function_of(const struct kmend_image *image, uint32_t number)
{
	const struct image_storage *s = image_storage(image);

	return &s->functions[s->function_of[kmend_image_block_of(image, number)]];
}

const struct kmend_site *image_site_record(const struct kmend_image *image, uint32_t number)
{
	const struct image_unit *unit = &image_storage(image)->units.units[function_of(image, number)->unit];

	return &unit->sites[number - unit->first_site];
}

uint32_t kmend_image_component_of(const struct kmend_image *image, uint32_t number)
{
	return image_storage(image)->units.units[function_of(image, number)->unit].component;
}

uint32_t kmend_image_type_of(const struct kmend_image *image, uint32_t number)
{
	return image_site_record(image, number)->type;
}

struct kmend_image_site kmend_image_site(const struct kmend_image *image, uint32_t number)
{
	const struct image_storage *s = image_storage(image);
	const struct image_function *function = function_of(image, number);
	const struct image_unit *unit = &s->units.units[function->unit];
	const struct kmend_site *record = image_site_record(image, number);
	uint32_t block = s->block_of[number];

	return (struct kmend_image_site){
		.number = number,
		.block = block,
		.component = unit->component,
		.unit = unit->name,
		.function = unit->strings + function->record->name,
		.file = unit->strings + record->file,
		.line = record->line,
		.ordinal = s->ordinal_of[block],
		.candidate = record->candidate,
		.type = record->type,
		.shape = function->record->shape,
	};
}
