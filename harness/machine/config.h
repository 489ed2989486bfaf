/* What a machine is made of. */
#ifndef KMEND_MACHINE_CONFIG_H
#define KMEND_MACHINE_CONFIG_H

#include <stdint.h>

#include "harness/base/pattern.h"
#include "harness/base/test_limits.h"
#include "harness/config/target.h"
#include "harness/image/image.h"

#define MACHINE_BOOT_LIMIT_MS 60000u /* wall clock until `ready`, when the config says nothing */
/* Wall clock of a run; longer than the slowest hang takes: a guest that spins with `pause` for 10 s costs a minute. */
#define MACHINE_WALL_LIMIT_MS 300000u

enum machine_accel { MACHINE_TCG, MACHINE_KVM };

struct machine_config {
	const char *image_path;
	const struct kmend_image *image;
	struct kmend_machine_settings settings; /* of its target; texts that are NULL are empty, or QEMU's own */
	enum machine_accel accel;
	uint32_t boot_limit_ms;                      /* wall clock until `ready`; 0: MACHINE_BOOT_LIMIT_MS */
	uint32_t wall_limit_ms;                      /* wall clock of every other step; 0: MACHINE_WALL_LIMIT_MS */
	uint32_t golden_seconds;                     /* guest virtual time of a run without a fault; 0: 60 */
	const struct kmend_test_limits *test_limits; /* of its target, what the golden run says is not in them */
	char *const *golden_reports;                 /* of its target */
	size_t ngolden_reports;
	int cpu;                /* host core to run on, -1: any */
	const char *gdb_socket; /* path of a socket that the emulator makes for gdb, without a comma; NULL: none */
	/* A kernel without glue is seen through these; NULL: one with a control block. */
	const struct kmend_patterns *console;
	const char *target, *policy; /* without glue: for its `ready` event */
	uint64_t stop_at;            /* without glue: the counted block that is its `ready` stop; 0: never stops */
	int looking;                 /* without glue: a boot that looks for that block; it takes no snapshot */
	int count_boot;  /* blocks are counted before `ready` too, for machine_counts() there; takes no snapshot */
	int no_snapshot; /* for one run only, right after the boot: the benchmark's fresh boots */
};

/* Fills the parts that a target decides. */
void machine_config_target(struct machine_config *config, const struct kmend_target *target);

/* 1: there can be such a machine. 0 with what is wrong. */
int machine_config_check(const struct machine_config *config);

/* The program that runs guests of this architecture: $KMEND_QEMU, or qemu-system-x86_64 or -i386. */
const char *machine_emulator(const char *arch);

#endif
