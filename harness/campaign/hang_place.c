#include "harness/campaign/hang_place.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "harness/store/hang.h"

/* The function that the address lies in, and its line. 0: not one of the image. */
static int add_known(char *text, size_t size, struct kmend_symbols *symbols, uint64_t pc, const char **function)
{
	const struct kmend_symbol *symbol = symbols ? kmend_symbols_at(symbols, pc) : NULL;
	struct kmend_line line;
	char shown[KMEND_CRASH_FUNCTION];

	if (!symbol)
		return 0;
	*function = symbol->name;
	kmend_crash_show_name(shown, symbol->name);
	if (kmend_symbols_line(symbols, pc, symbol->address, &line))
		snprintf(text, size, "\n%s %s:%" PRIu32, shown, line.file, line.line);
	else
		snprintf(text, size, "\n%s", shown);
	return 1;
}

/* Halted with interrupts off nothing wakes it; halted else it waits for one. All in one function: stuck there. */
static enum kmend_hang word_of(const struct machine_sample *samples, size_t count, int in_one_function)
{
	size_t halted = 0, dead = 0;

	for (size_t i = 0; i < count; i++) {
		halted += samples[i].halted != 0;
		dead += samples[i].halted && !samples[i].interrupts;
	}
	return dead == count      ? KMEND_HANG_HALTED
		: halted == count ? KMEND_HANG_WAITS
		: in_one_function ? KMEND_HANG_STUCK
				  : KMEND_HANG_SLOW;
}

/* One look. *function: the one that it is in, NULL: not known. */
static void add_look(char *text, size_t size, struct crash_image *image, const char *component,
	const struct machine_sample *sample, const char **function)
{
	struct kmend_symbols *symbols = crash_image_symbols(image);
	size_t used;

	if (add_known(text, size, symbols, sample->pc, function))
		return;
	if (sample->ring == 3 && symbols &&
		add_known(text, size, crash_image_part(image, component), sample->pc, function)) {
		used = strlen(text);
		snprintf(text + used, size - used, " (if it is %s)", component);
		return;
	}
	snprintf(text, size, "\n0x%" PRIx64 "%s", sample->pc, sample->ring == 3 ? " (user mode)" : "");
}

void hang_tell(char text[HANG_TEXT_MAX], struct crash_image *image, const char *component,
	const struct machine_sample *samples, size_t count)
{
	char lines[HANG_TEXT_MAX] = "";
	const char *first = NULL;
	int in_one = 1;

	*text = 0;
	for (size_t i = 0; i < count; i++) {
		const char *function = NULL;
		size_t used = strlen(lines);

		add_look(lines + used, sizeof lines - used, image, component, &samples[i], &function);
		if (i && (!function || !first || strcmp(function, first) != 0))
			in_one &= !function && !first && samples[i].pc == samples[0].pc;
		if (!i)
			first = function;
	}
	if (count)
		snprintf(text, HANG_TEXT_MAX, "%s%s", kmend_hang_name(word_of(samples, count, in_one)), lines);
}
