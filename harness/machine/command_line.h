/* The emulator's command line. */
#ifndef KMEND_MACHINE_COMMAND_LINE_H
#define KMEND_MACHINE_COMMAND_LINE_H

#include "harness/machine/config.h"
#include "harness/machine/disk.h"

/* What it is made from. The files are nameless ones of this process, which the emulator inherits. */
struct command_line {
	const struct machine_config *config;
	const struct disk *disks; /* KMEND_DISKS */
	int has_marks;            /* the guest writes to KMEND_MARK_PORT */
	int ram, snapshot, console, events;
	int input;  /* the guest's console is typed on through it; -1: nothing is */
	int initrd; /* the emulator has it as PROCESS_FIXED; -1: there is none */
	int image;  /* the prepared copy of the image, -1: there is none */
};

/*
 * For the emulator that boots the image, or (with_kernel 0) for the one that only ever loads the snapshot. A
 * NULL-terminated argument list of the caller (command_line_free), or NULL when out of memory.
 */
char **command_line_new(const struct command_line *parts, int monitor, int with_kernel);
void command_line_free(char **list);

/* The files that it names, for the emulator to inherit. Returns how many. */
#define COMMAND_LINE_FILES 9
unsigned command_line_files(int files[COMMAND_LINE_FILES], const struct command_line *parts, int monitor);

#endif
