/*
 * What is different in the life of a machine whose kernel has no glue. Its image is a prepared copy in which every block
 * counts from the start; the machine stops itself at one exact block, which was found once (campaign/locate.h) so that
 * the console says `ready` there. In a run the console file is looked at all the time, and the machine is stopped when a
 * line ends the log. That happens at no exact moment: what stands behind the line is cut off. The events are made from the
 * console when the run is over.
 */
#ifndef KMEND_MACHINE_CONSOLE_H
#define KMEND_MACHINE_CONSOLE_H

#include "harness/machine/private.h"

/* Checks the image and prepares the copy that the emulator gets. */
int console_new(struct machine *machine);

/* The guard's look: has the console said what ends this boot or run? Then the machine is stopped. */
void console_look(struct machine *machine);

/* The end of a boot. NULL: the machine stands at its `ready` stop, memory and logs are prepared for the snapshot. Else why not. */
const char *console_not_ready(struct machine *machine, enum machine_end end);

/* The orders of this run into guest memory. */
int console_arm(struct machine *machine);

/* A run ended in this way; the logs were read. Makes the events and returns how it is to be judged. */
enum machine_end console_over(struct machine *machine, enum machine_end end);

/* The machine stopped because its limit is nearly used up: only a console that is silent from here on counts whole. */
void console_mark_quiet(struct machine *machine);

#endif
