/* The life of a trial, from the greeting of its emulator to its end. For trial.c only. */
#ifndef KMEND_MACHINE_TRIAL_RUN_H
#define KMEND_MACHINE_TRIAL_RUN_H

#include "harness/machine/emulator.h"
#include "harness/machine/guard.h"
#include "harness/machine/input.h"
#include "harness/machine/loaded.h"
#include "harness/machine/logs.h"
#include "harness/machine/memory.h"
#include "harness/machine/stop.h"
#include "harness/machine/trial_seen.h"

enum trial_phase { TRIAL_STARTING, TRIAL_BOOTING, TRIAL_AT_READY, TRIAL_RUNNING, TRIAL_AT_END, TRIAL_OVER };

struct tryout {
	struct trial *trial;
	const struct machine_config *config;
	const struct trial_order *order;
	uv_loop_t loop;
	struct emulator emulator;
	struct memory memory;
	struct disk disks[KMEND_DISKS];
	struct logs logs;
	struct input input;
	struct loaded loaded;
	struct command_line parts;
	struct guard guard;
	struct stop stop;
	enum trial_phase phase;
	size_t looked; /* bytes of the console that were searched, whole lines */
	size_t seen;   /* bytes that were there then */
	int failed;
};

/* A phase begins, which must end within its time. */
void trial_begin(struct tryout *try, enum trial_phase phase);
/* A look at it, every TRIAL_TICK_MS; the timer is that of try->guard. */
#define TRIAL_TICK_MS 2u
void trial_tick(uv_timer_t *timer);
/* What the emulator says. */
extern const struct qmp_handlers trial_handlers;

#endif
