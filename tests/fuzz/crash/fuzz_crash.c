/*
 * Crash texts: whatever a guest writes to both ports, what comes out is bounded, printable, and says something. The input
 * is an event log and a console with a NUL between them; without one it is a console.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "harness/outcome/signature.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(int holds, const char *what)
{
	if (holds)
		return;
	fprintf(stderr, "does not hold: %s\n", what);
	abort();
}

static void check_name(const char *name, size_t room, const char *letters)
{
	require(memchr(name, 0, room) != NULL, "a text ends in its room");
	require(strspn(name, letters) == strlen(name), "a name holds what names may hold");
}

#define LETTERS "abcdefghijklmnopqrstuvwxyz0123456789"
#define CAPITALS "ABCDEFGHIJKLMNOPQRSTUVWXYZ"

static void check_crash(const struct kmend_crash *crash, size_t console_size)
{
	require(crash->cause[0] != 0, "a cause");
	check_name(crash->cause, sizeof(crash->cause), LETTERS "- ()");
	check_name(crash->component, sizeof(crash->component), LETTERS "-");
	check_name(crash->file, sizeof(crash->file), LETTERS CAPITALS "_./+-");
	require(!strstr(crash->file, ".."), "a file that goes nowhere else");
	require((crash->file[0] != 0) == (crash->line != 0), "a file has a line");
	require(crash->nframes <= KMEND_CRASH_FRAMES, "frames have room");
	for (size_t i = 0; i < crash->nframes; i++) {
		const struct kmend_crash_frame *frame = &crash->frames[i];
		char text[400];

		check_name(frame->function, sizeof(frame->function), LETTERS CAPITALS "_.$");
		require(frame->function[0] || frame->address, "a frame is somewhere");
		require(frame->said_at <= console_size, "a frame has a line");
		require(kmend_crash_base_name(frame->function) <= strlen(frame->function), "the name is not longer");
		require(kmend_crash_rank(frame->function, frame->returns) <= KMEND_CRASH_NEVER, "a rank");
		kmend_crash_signature(text, sizeof(text), crash, frame->function);
		require(text[0] && strlen(text) < sizeof(text), "a signature");
	}
}

/* Exactly as large as the text, so that a sanitizer sees a byte read too many. */
static char *exactly(const void *bytes, size_t size)
{
	char *copy = malloc(size ? size : 1);

	require(copy != NULL, "memory");
	if (size)
		memcpy(copy, bytes, size);
	return copy;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char *const reasons[] = { "hang", "reset", "panic:x", "panic:Attempted%20to%20kill%20init", "",
		"%" };
	const uint8_t *nul = size ? memchr(data, 0, size) : NULL;
	size_t log_size = nul ? (size_t)(nul - data) : 0, console_size = nul ? size - log_size - 1 : size;
	char *log = exactly(data, log_size), *console = exactly(nul ? nul + 1 : data, console_size);
	struct kmend_crash_run run = { log, log_size, console, console_size, "", 0, NULL };
	struct kmend_crash crash, again;
	struct kmend_crash_known known;

	for (size_t i = 0; i < sizeof(reasons) / sizeof(reasons[0]); i++) {
		run.reason = reasons[i];
		run.crashed = i & 1;
		require(kmend_crash_read(&crash, &run) == 0, "read");
		check_crash(&crash, console_size);
	}
	require(kmend_crash_read(&again, &run) == 0, "read again");
	require(memcmp(&crash, &again, sizeof(crash)) == 0, "the same again");
	if (kmend_crash_console(&crash, console, console_size, NULL))
		check_crash(&crash, console_size);
	else
		require(!crash.cause[0] && !crash.nframes, "nothing was found");
	/* What a run without a fault says, too, names no crash. */
	require(kmend_crash_known_read(&known, log, log_size, console, console_size) == 0, "known");
	require(kmend_crash_console(&crash, console, console_size, &known) == 0 || known.count >= 64, "all are known");
	kmend_crash_known_release(&known);
	free(log);
	free(console);
	return 0;
}
