/*
 * The inside of a machine. Its life is one chain of steps; each is started by an answer or an event of the emulator, or by
 * the guard's timer:
 *
 *   boot:  greeting -> capabilities -> cont -> STOP -> judge -> savevm -> remember memory ->
 *          second emulator, without a kernel: greeting -> capabilities -> loadvm -> done
 *   run:   [system_reset when the last run ended in `shutdown` state] -> restore memory -> loadvm -> empty the logs,
 *          write the orders -> limit, cont -> STOP -> judge -> [looks, when it hangs] -> done
 *
 * The files, from the top; each knows those after it, never one before it (tests/style/layers.sh):
 *
 *   machine.c   the calls                       driver.c    what happens -> what is to be done
 *   boot.c      greeting to snapshot            restore.c   snapshot to running guest
 *   stall.c     does its clock still run?        feed.c      what is typed on the console
 *   samples.c   where does it hang?              instructions.c  how many were there?
 *   step.c      phases, limits, commands        end.c       results and failures
 *   emulator.c  process and connection          guest.h     how a guest is understood, two kinds of it
 *   limit.c, guard.c, stop.c, logs.c and others: know no machine
 *
 * Why a second emulator: loadvm begins with a reset of the machine, and that copies the kernel image into guest memory
 * again and throws away, block by block, what was translated from there: 9 of 16 ms for a kernel of 4 MB. An emulator that
 * was started without a kernel has nothing to copy, and the snapshot holds all the rest.
 */
#ifndef KMEND_MACHINE_STATE_H
#define KMEND_MACHINE_STATE_H

#include "harness/machine/disk.h"
#include "harness/machine/emulator.h"
#include "harness/machine/guard.h"
#include "harness/machine/guest.h"
#include "harness/machine/input.h"
#include "harness/machine/limit.h"
#include "harness/machine/loaded.h"
#include "harness/machine/stop.h"

enum machine_phase {
	PHASE_NEW,       /* the process is started, nobody asked for the boot yet */
	PHASE_STARTING,  /* waits for the emulator's greeting */
	PHASE_BOOTING,   /* the guest runs to `ready` */
	PHASE_SAVING,    /* the snapshot is taken */
	PHASE_CHANGING,  /* the second emulator starts and tries the snapshot */
	PHASE_IDLE,      /* nothing to do */
	PHASE_RESTORING, /* the snapshot is loaded */
	PHASE_RUNNING,   /* the guest runs an experiment */
	PHASE_SAMPLING,  /* its run is over and judged; where it hangs is looked at */
	PHASE_COUNTING,  /* it is over, and its instructions are asked for */
	PHASE_DEAD,      /* only machine_free is left */
};

struct machine;

/* See stall.h. */
struct stall {
	double looked_ns, last_ns; /* when this look was and the one before, in time spent */
	size_t said;               /* bytes of its logs then */
	uint64_t clock_ns;         /* what the guest's clock was then */
	uint64_t slow_ns;          /* the same at the first slow look */
	int looking;               /* answers are on their way */
	int stopped;               /* the machine has stopped meanwhile */
	int over;                  /* its limit has passed, and the watchdog has not seen it */
	unsigned slow_looks;       /* in a row */
	const struct stall_calls *calls;
};

/* See samples.h. */
struct samples {
	enum machine_end end; /* of the run */
	int runs;             /* the guest runs until the next look */
	int asked;            /* it was told to stop */
};

struct machine {
	struct machine_config config;
	struct emulator emulator;
	struct memory memory;
	struct disk disks[KMEND_DISKS];
	struct logs logs;
	struct input input;
	struct guest guest;
	int snapshot_fd;
	struct loaded loaded;
	struct command_line parts; /* all of the above, for the emulator */

	enum machine_phase phase;
	struct guard guard;
	struct limit limit;
	struct stop stop;
	struct stall stall;
	struct samples samples;
	/* see feed.h */
	void (*fed)(struct machine *machine);
	unsigned feed_rounds;
	int has_fed;

	int booted;             /* `ready` was reached */
	int needs_reset;        /* the emulator is in its `shutdown` state */
	uint64_t clock_ns;      /* guest virtual time of the snapshot */
	enum machine_zero zero; /* address 0 there */
	uint64_t marked_ns;     /* uv_hrtime: end of the last part, for the times */

	struct machine_order order;
	struct machine_result result;
	char why[256];
	char died[EMULATOR_HOW];
	void (*done)(struct machine *machine, const struct machine_result *result, void *context);
	void *context;
};

#endif
