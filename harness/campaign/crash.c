/*
 * The first place of the guest's that the image knows and that does not just do what its caller asks for names the crash;
 * else the first that the image knows at all. A function that the image does not have counts for nothing.
 */
#include "harness/campaign/crash.h"

#include <stdio.h>
#include <string.h>

/* A place that the image knows. */
struct found {
	const char *function;
	struct kmend_line line;
	int has_line;
	size_t said_at; /* of its frame */
};

struct kmend_symbols *crash_image_symbols(struct crash_image *image)
{
	if (!image->tried && image->path) {
		image->tried = 1;
		kmend_symbols_open(&image->symbols, image->path, image->roots);
	}
	return image->symbols;
}

struct kmend_symbols *crash_image_part(struct crash_image *image, const char *component)
{
	struct crash_part *part;

	for (size_t i = 0; i < image->nparts; i++)
		if (strcmp(image->parts[i].name, component) == 0)
			return image->parts[i].symbols;
	if (!*component || image->nparts == CRASH_PARTS_MAX)
		return NULL;
	part = &image->parts[image->nparts++];
	snprintf(part->name, sizeof part->name, "%s", component);
	kmend_symbols_part(&part->symbols, image->symbols, component);
	return part->symbols;
}

static void look_up(struct found *found, struct kmend_symbols *symbols, const struct kmend_symbol *symbol,
	const struct kmend_crash_frame *frame, uint64_t address)
{
	found->function = symbol->name;
	found->has_line = kmend_symbols_line(symbols,
		frame->returns && address > symbol->address ? address - 1 : address, symbol->address, &found->line);
}

/* Can the guest mean this one of several functions with the same name? Its own table counts up to the next symbol. */
static int fits(const struct kmend_symbol *symbol, const struct kmend_crash_frame *frame)
{
	return frame->offset < symbol->reach &&
		(!frame->size || frame->size == symbol->size || frame->size == symbol->reach);
}

/* Static functions of one name: the one in the armed site's file, else the only one that fits, else just the name. */
static int find_function(struct found *found, struct kmend_symbols *symbols, const struct kmend_crash_frame *frame,
	const struct kmend_image_site *site)
{
	const struct kmend_symbol *first, *only = NULL;
	size_t count = kmend_symbols_named(symbols, frame->function, strlen(frame->function), &first), fitting = 0;

	for (size_t i = 0; i < count; i++) {
		if (count > 1 && !fits(&first[i], frame))
			continue;
		look_up(found, symbols, &first[i], frame, first[i].address + frame->offset);
		if (found->has_line && count > 1 && site && strcmp(found->line.file, site->file) == 0)
			return 1;
		only = &first[i];
		fitting++;
	}
	if (!count || (count == 1 && frame->offset > first->reach))
		return 0;
	found->function = first->name;
	found->has_line = 0;
	if (fitting == 1)
		look_up(found, symbols, only, frame, only->address + frame->offset);
	return 1;
}

static int find_frame(struct found *found, struct kmend_symbols *symbols, const struct kmend_crash_frame *frame,
	const struct kmend_image_site *site)
{
	const struct kmend_symbol *symbol;

	if (frame->function[0])
		return find_function(found, symbols, frame, site);
	symbol = kmend_symbols_at(symbols, frame->address);
	if (symbol)
		look_up(found, symbols, symbol, frame, frame->address);
	return symbol != NULL;
}

/* How well does it name the crash? The function that was broken always does. */
static enum kmend_crash_rank rank(
	const struct found *found, const struct kmend_crash_frame *frame, const struct kmend_image_site *site)
{
	if (site && !frame->returns && strcmp(found->function, site->function) == 0)
		return KMEND_CRASH_NAMES;
	return kmend_crash_rank(found->function, frame->returns);
}

/* The part of the runtime that acts for the armed block: a place in it is the armed site. */
static int is_fault_runtime(const char *function)
{
	return strncmp(function, "__kmend_", 8) == 0 || strncmp(function, "kmend_", 6) == 0;
}

/* The first of the places that name the crash best. */
static int find(struct found *found, struct kmend_symbols *symbols, const struct kmend_crash *crash,
	const struct kmend_image_site *site)
{
	enum kmend_crash_rank best = KMEND_CRASH_NEVER;
	struct found one;
	int armed = 0;

	for (size_t i = 0; i < crash->nframes && best != KMEND_CRASH_NAMES; i++) {
		const struct kmend_crash_frame *frame = &crash->frames[i];

		if (!find_frame(&one, symbols, frame, site))
			continue;
		one.said_at = frame->said_at;
		if (is_fault_runtime(one.function)) {
			armed = 1;
		} else if (rank(&one, frame, site) < best) {
			best = rank(&one, frame, site);
			*found = one;
		}
	}
	if (best == KMEND_CRASH_NEVER && armed && site)
		found->function = site->function;
	return best != KMEND_CRASH_NEVER || armed;
}

static void put_place(struct crash_text *text, const char *kind, const char *file, uint32_t line)
{
	text->kind = kind;
	snprintf(text->place, sizeof text->place, "%.*s:%u", KMEND_SOURCE_MAX - 1, file, (unsigned)line);
}

/* Without an image the guest is believed. */
static void believe(struct found *found, const struct kmend_crash *crash)
{
	const struct kmend_crash_frame *place = kmend_crash_place(crash);

	if (!place)
		return;
	found->function = place->function;
	found->said_at = place->said_at;
}

static void look_for(struct found *found, struct crash_image *image, const struct kmend_crash *crash,
	const struct kmend_image_site *site)
{
	struct kmend_symbols *symbols = crash->nframes && image->path ? crash_image_symbols(image) : NULL;
	struct kmend_symbols *part = symbols ? crash_image_part(image, crash->component) : NULL;

	if (!image->path)
		believe(found, crash);
	else if (symbols && !(part && find(found, part, crash, site)))
		find(found, symbols, crash, site);
}

/* The best that is known of where it was. */
static void tell_place(struct crash_text *text, const struct found *found, const struct kmend_crash *crash,
	const struct kmend_image_site *site)
{
	if (found->has_line) {
		put_place(text, "line", found->line.file, found->line.line);
	} else if (crash->file[0]) {
		put_place(text, "console", crash->file, crash->line);
	} else if (text->function[0] && !(site && found->function == site->function)) {
		text->kind = "symbol";
		snprintf(text->place, sizeof text->place, "%s", text->function);
	} else if (site && *site->file) {
		put_place(text, "site", site->file, site->line);
	}
}

int crash_name(struct crash_text *text, struct crash_image *image, const struct kmend_crash_run *run,
	const struct kmend_image_site *site)
{
	struct kmend_crash crash;
	struct found found = { 0 };

	*text = (struct crash_text){ .kind = "" };
	if (kmend_crash_read(&crash, run) < 0)
		return -1;
	if (!run->crashed && !crash.detected)
		return 0;
	look_for(&found, image, &crash, site);
	if (found.function)
		kmend_crash_show_name(text->function, found.function);
	memcpy(text->cause, crash.cause, sizeof text->cause);
	text->survived = crash.survived;
	text->headline_at = crash.headline_at;
	text->said_at = found.said_at;
	kmend_crash_signature(text->signature, sizeof text->signature, &crash, found.function);
	tell_place(text, &found, &crash, site);
	return 0;
}

void crash_image_release(struct crash_image *image)
{
	for (size_t i = 0; i < image->nparts; i++)
		kmend_symbols_free(image->parts[i].symbols);
	kmend_symbols_free(image->symbols);
	*image = (struct crash_image){ 0 };
}
