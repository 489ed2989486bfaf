/*
 * The first place of the guest's that the image knows and that is no machinery names the crash; when all are machinery, the
 * first that the image knows. A function of the guest that the image does not have is none.
 */
#include "harness/campaign/crash.h"

#include <stdio.h>
#include <string.h>

/* A place that the image knows. */
struct found {
	const char *function;
	struct kmend_line line;
	int has_line;
};

static struct kmend_symbols *symbols_of(struct crash_image *image)
{
	if (!image->tried) {
		image->tried = 1;
		kmend_symbols_open(&image->symbols, image->path, image->root);
	}
	return image->symbols;
}

/* The program of the component that the detector named, NULL when the image carries none. */
static struct kmend_symbols *part_of(struct crash_image *image, const char *component)
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

/* Is it the place to name? The function that was broken always is. */
static int tells(const struct found *found, const struct kmend_crash_frame *frame, const struct kmend_image_site *site)
{
	return (site && !frame->returns && strcmp(found->function, site->function) == 0) ||
		!kmend_crash_is_machinery(found->function, !frame->returns);
}

/* The part of the runtime that acts for the armed block: a place in it is the armed site. */
static int is_fault_runtime(const char *function)
{
	return strncmp(function, "__kmend_", 8) == 0 || strncmp(function, "kmend_", 6) == 0;
}

static int find(struct found *found, struct kmend_symbols *symbols, const struct kmend_crash *crash,
	const struct kmend_image_site *site)
{
	struct found one;
	int any = 0, armed = 0;

	for (size_t i = 0; i < crash->nframes; i++) {
		if (!find_frame(&one, symbols, &crash->frames[i], site))
			continue;
		if (tells(&one, &crash->frames[i], site)) {
			*found = one;
			return 1;
		}
		if (is_fault_runtime(one.function))
			armed = 1;
		else if (!any++)
			*found = one;
	}
	if (!any && armed && site)
		found->function = site->function;
	return any || armed;
}

static void put_place(struct crash_text *text, const char *kind, const char *file, uint32_t line)
{
	text->kind = kind;
	snprintf(text->place, sizeof text->place, "%.*s:%u", KMEND_SOURCE_MAX - 1, file, (unsigned)line);
}

int crash_name(struct crash_text *text, struct crash_image *image, int crashed, const char *log, size_t log_size,
	const char *console, size_t console_size, const char *reason, const struct kmend_image_site *site)
{
	struct kmend_symbols *symbols, *part;
	struct kmend_crash crash;
	struct found found = { 0 };

	*text = (struct crash_text){ .kind = "" };
	if (kmend_crash_read(&crash, log, log_size, console, console_size, reason) < 0)
		return -1;
	if (!crashed && !crash.detected)
		return 0;
	symbols = crash.nframes ? symbols_of(image) : NULL;
	part = symbols ? part_of(image, crash.component) : NULL;
	if (symbols && !(part && find(&found, part, &crash, site)))
		find(&found, symbols, &crash, site);
	kmend_crash_signature(text->signature, sizeof text->signature, &crash, found.function);
	if (found.has_line)
		put_place(text, "line", found.line.file, found.line.line);
	else if (crash.file[0])
		put_place(text, "console", crash.file, crash.line);
	else if (found.function && !(site && found.function == site->function)) {
		text->kind = "symbol";
		snprintf(text->place, sizeof text->place, "%.*s", (int)kmend_crash_base_name(found.function),
			found.function);
	} else if (site && *site->file)
		put_place(text, "site", site->file, site->line);
	return 0;
}

void crash_image_release(struct crash_image *image)
{
	for (size_t i = 0; i < image->nparts; i++)
		kmend_symbols_free(image->parts[i].symbols);
	kmend_symbols_free(image->symbols);
	*image = (struct crash_image){ 0 };
}
