/*
 * One experiment machine: QEMU boots an image to `ready`, a snapshot is kept there, and one experiment after the other runs
 * from it (docs/machines.md). Nothing blocks: everything is driven by a libuv loop, so that many machines run side by side
 * in one thread. Guest RAM and serial logs are nameless files that this process maps or reads itself.
 *
 * Life: machine_new -> machine_boot -> machine_run, again and again -> machine_free. Each of boot and run ends in
 * exactly one call of its callback (at once when the machine is dead already). After an infra end (machine_end_is_infra)
 * and after a boot that did not come to `ready` only machine_free is left.
 */
#ifndef KMEND_MACHINE_MACHINE_H
#define KMEND_MACHINE_MACHINE_H

#include <stdint.h>
#include <sys/types.h>
#include <uv.h>

#include "harness/base/buf.h"
#include "harness/base/pattern.h"
#include "harness/config/target.h"
#include "harness/image/image.h"
#include "harness/machine/control.h"

#define MACHINE_LOG_MAX (1u << 20)   /* bytes of either serial port in one run; more is a flood */
#define MACHINE_BOOT_LIMIT_MS 60000u /* wall clock until `ready`, when the config says nothing */
/* Wall clock of a run; longer than the slowest hang takes: a guest that spins with `pause` for 10 s costs a minute. */
#define MACHINE_WALL_LIMIT_MS 300000u
#define MACHINE_MEMORY_MAX_MIB 2048u

enum machine_accel { MACHINE_TCG, MACHINE_KVM };

struct machine_config {
	const char *image_path;
	const struct kmend_image *image;
	const char *image_name; /* its path below the output folder: where "{out}/..." of the disk is */
	const char *disk;       /* as in struct kmend_target; NULL or "": none */
	int boot_disk;          /* the machine starts from the disk, not with the image */
	const char *model;      /* QEMU machine: microvm or pc */
	const char *arch;       /* x86_64 or i386 */
	const char *cpu_model;  /* QEMU CPU model and properties; NULL: max */
	const char *cmdline;    /* kernel command line; NULL or "": none */
	uint32_t memory_mib;
	uint32_t cpus;
	uint32_t icount_shift; /* TCG: guest nanoseconds for an instruction: 1 << shift */
	enum machine_accel accel;
	uint32_t boot_limit_ms; /* wall clock until `ready`; 0: MACHINE_BOOT_LIMIT_MS */
	uint32_t wall_limit_ms; /* wall clock of every other step; 0: MACHINE_WALL_LIMIT_MS */
	int cpu;                /* host core to run on, -1: any */
	int gdb_port;           /* TCP port on 127.0.0.1 for gdb, 0: none */
	/* A kernel without glue (machine/console.h); NULL: one with a control block. */
	const struct kmend_patterns *console;
	const char *target, *policy; /* without glue: for its `ready` event */
	uint64_t stop_at;            /* without glue: the counted block that is its `ready` stop; 0: never stops */
	int looking;                 /* without glue: a boot that looks for that block; it takes no snapshot */
	int no_snapshot;             /* for one run only, right after the boot: the benchmark's fresh boots */
};

enum machine_end {
	MACHINE_END_STOP,  /* the guest asked for the stop; see stop */
	MACHINE_END_RESET, /* reset or triple fault */
	MACHINE_END_POWEROFF,
	MACHINE_END_HANG,     /* guest virtual-time limit passed; in a boot: the wall-clock limit */
	MACHINE_END_FLOOD,    /* a serial port wrote more than MACHINE_LOG_MAX */
	MACHINE_END_EMULATOR, /* infra: the emulator died or answers nonsense */
	MACHINE_END_WALL,     /* infra: wall-clock guard */
};

struct machine_result {
	enum machine_end end;
	uint32_t stop;     /* enum kmend_stop at MACHINE_END_STOP, 0: none that is known */
	const char *infra; /* one stable word at the infra ends, else NULL */
	const char *why;   /* for people: at the infra ends and when a boot does not come to `ready`, else "" */
	/* The whole logs, what came before the snapshot included. Valid until the next run or machine_free. */
	const char *events, *console;
	size_t events_size, console_size;
	/* A kernel without glue: blocks counted, whether it stands at the block that was asked for, the guest's clock
	 * there, and which patterns matched (bit N: kind N). */
	uint64_t blocks, stopped_ns;
	int at_block;
	unsigned matched;
	size_t boot_size;                             /* bytes of events that came before the snapshot */
	uint64_t restore_us, arm_us, run_us, read_us; /* wall clock of the parts */
};

struct machine_order {
	struct control_order control;
	uint64_t limit_ns; /* guest virtual time, rounded up to the watchdog's 2 s steps */
	/* A kernel without glue: */
	uint64_t stop_at; /* counted block at which to stop, 0: run to the end */
	uint64_t end_ns;  /* when the workload ends, for `suite-end`; 0: not known */
	uint64_t planned; /* tests of the golden run; KMEND_TRANSCRIPT_PLANNED_SEEN: as many as there are */
	int by_hand;      /* armed and left paused: a person goes on with gdb */
};

struct machine;
typedef void (*machine_done)(struct machine *machine, const struct machine_result *result, void *context);

/* The config's texts and image must outlive the machine. -1: what cannot be had (QEMU, memory). */
int machine_new(struct machine **out, uv_loop_t *loop, const struct machine_config *config);

/* Boots to `ready` and takes the snapshot. Well when the result is MACHINE_END_STOP with KMEND_STOP_READY. */
void machine_boot(struct machine *machine, machine_done done, void *context);

/* Restores the snapshot, arms, runs to the end. */
void machine_run(struct machine *machine, const struct machine_order *order, machine_done done, void *context);

/* Block counters at the last stop; see control_counts(). */
int machine_counts(const struct machine *machine, struct kmend_count *counts);

/* A result that says nothing about the guest. */
int machine_end_is_infra(enum machine_end end);

/*
 * Guest virtual time of the snapshot (TCG). Two boots of one image are the same machine only when it agrees: compare
 * it before results of the two are put side by side.
 */
uint64_t machine_clock_ns(const struct machine *machine);

/*
 * 0: the emulator has moved the clock at the `ready` stop of a kernel without glue, so this boot is not the machine that others
 * are (clock.h): boot again.
 */
int machine_is_exact(const struct machine *machine);

/* Process id of the emulator that runs now: after a boot it is another one than during it. */
pid_t machine_pid(const struct machine *machine);

/* Kills the emulator. No callback comes afterwards; the memory goes with the next turns of the loop. NULL is fine. */
void machine_free(struct machine *machine);

/* Fills the parts of a config that a target decides. */
void machine_config_target(struct machine_config *config, const struct kmend_target *target);

/* The program that runs guests of this architecture: $KMEND_QEMU, or qemu-system-x86_64 or -i386. */
const char *machine_emulator(const char *arch);

#endif
