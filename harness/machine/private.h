/*
 * The inside of a machine, shared by the files that each hold one part of its life:
 *
 *   machine.c  new and free            boot.c   from the greeting to the snapshot
 *   emulator.c the process             run.c    restore, arm, go on
 *   stop.c     why the guest stopped   limit.c  virtual-time limit
 *   guard.c    wall clock and floods   end.c    logs, results, failures
 *   console.c  kernels without glue
 *
 * Each step is started by an answer or an event of the emulator, or by the guard's timer. The chain:
 *
 *   boot:  greeting -> capabilities -> cont -> STOP -> judge -> savevm -> remember memory ->
 *          second emulator, without a kernel: greeting -> capabilities -> loadvm -> done
 *   run:   [system_reset when the last run ended in `shutdown` state] -> restore memory -> loadvm -> cut the logs,
 *          write the control block -> limit, cont -> STOP -> judge -> done
 *
 * Why a second emulator: loadvm begins with a reset of the machine, and that copies the kernel image into guest memory
 * again and throws away, block by block, what was translated from there: 9 of 16 ms for a kernel of 4 MB. An emulator that
 * was started without a kernel has nothing to copy, and the snapshot holds all the rest.
 */
#ifndef KMEND_MACHINE_PRIVATE_H
#define KMEND_MACHINE_PRIVATE_H

#include <sys/types.h>
#include <uv.h>

#include "harness/base/buf.h"
#include "harness/machine/args.h"
#include "harness/machine/disk.h"
#include "harness/machine/machine.h"
#include "harness/machine/memory.h"
#include "harness/machine/qmp.h"

enum machine_phase {
	PHASE_NEW,       /* the process is started, nobody asked for the boot yet */
	PHASE_STARTING,  /* waits for the emulator's greeting */
	PHASE_BOOTING,   /* the guest runs to `ready` */
	PHASE_SAVING,    /* the snapshot is taken */
	PHASE_CHANGING,  /* the second emulator starts and tries the snapshot */
	PHASE_IDLE,      /* nothing to do */
	PHASE_RESTORING, /* the snapshot is loaded */
	PHASE_RUNNING,   /* the guest runs an experiment */
	PHASE_DEAD,      /* only machine_free is left */
};

/* What the emulator announced before the STOP that ends a run. */
enum machine_cause { CAUSE_NONE, CAUSE_STOP, CAUSE_RESET, CAUSE_POWEROFF };

/* The console of a kernel without glue, in one boot or run. */
struct machine_console {
	uint64_t token;    /* of this run's marks */
	uint64_t ready_ns; /* the guest's clock at the `ready` stop */
	size_t seen;       /* bytes of the file that were looked at */
	size_t looked;     /* start of the first line that was not finished then */
	size_t quiet;      /* bytes that were there before the last part of the limit */
	int said;          /* a line ends this boot or run ... */
	double said_ns;    /* ... since then: the guard's spent_ns */
	int stopping;      /* `stop` was sent because of it */
};

struct machine {
	struct machine_config config;
	uv_timer_t timer; /* the guard's */
	pid_t pid;
	struct qmp *qmp;
	struct machine_fds fds;
	int error_fd; /* what the emulator says on stderr */
	struct memory memory;
	struct disk disk;

	enum machine_phase phase;
	enum machine_cause cause;
	int greeted;                 /* this emulator talks */
	int booted;                  /* `ready` was reached */
	int flooding;                /* `stop` was sent because of a flood */
	int needs_reset;             /* the emulator is in its `shutdown` state */
	uint32_t limit_s, granted_s; /* guest virtual seconds: still to be granted, and armed in the watchdog now */
	uint64_t order_limit_ns;     /* the whole limit, as rounded */
	uint64_t clock_ns;           /* guest virtual time of the snapshot */
	uint64_t marked_ns;          /* uv_hrtime: end of the last part, for the times */
	uint64_t looked_ns;          /* guard: uv_hrtime of the last look */
	double spent_ns;             /* guard: time that counts against the limit */
	uint64_t waited_ns;          /* guard: what the emulator had waited for a core at the last look */

	struct machine_console console_state;
	struct machine_order order;
	struct kmend_buf events, console;
	size_t boot_events, boot_console; /* bytes of them that came before the snapshot */
	struct machine_result result;
	char why[256];
	machine_done done;
	void *context;
};

/* emulator.c: starts the process, with the image as its kernel or without one; ends it (also when there is none). */
int emulator_start(struct machine *machine, int with_kernel);
void emulator_end(struct machine *machine);

/* boot.c */
void boot_greeted(struct machine *machine);
void boot_over(struct machine *machine, enum machine_end end);

/* run.c */
void run_restore(struct machine *machine);
/* Makes the paused machine what it was at the snapshot. */
int run_load(struct machine *machine, qmp_reply loaded);
/* An answer that matters only when it is a refusal. */
void run_answer(void *context, json_t *result, const char *error);

/* stop.c */
void stop_event(struct machine *machine, const char *name, json_t *data);
void stop_over(struct machine *machine, enum machine_end end);

/* limit.c: sets the virtual-time limit of this run; arms its next part and lets the guest go on; one part is used up. */
void limit_set(struct machine *machine, uint64_t limit_ns);
void limit_go(struct machine *machine);
void limit_expired(struct machine *machine);

/* guard.c: enters a phase that must end within its wall-clock limit. */
void guard_start(struct machine *machine, enum machine_phase phase);
void guard_stop(struct machine *machine);

/* end.c */
/* Microseconds since the last call. */
uint64_t end_lap_us(struct machine *machine);
/* Both serial logs behind what is kept of the boot. 1: one of them is longer than allowed, -1: unreadable. */
int end_read_logs(struct machine *machine);
/* Hands the result over. */
void end_finish(struct machine *machine, enum machine_end end);
/* The end of a machine's usefulness: `word` is stable, `what` for people; adds what the emulator said last. */
void end_fail(struct machine *machine, enum machine_end end, const char *word, const char *what);
/* The same with the error that is set as the message: a failure of our own, and a command that could not be sent. */
void end_fail_here(struct machine *machine);
void end_fail_link(struct machine *machine);

#endif
