/*
 * The one contract between compiler side (inject/), guest side (recovery-rt/, targets/) and host side (harness/).
 * Includes <stdint.h> and nothing else, so that a kernel of any licence and any libc can take it. All numbers are
 * little endian; all addresses are 64 bits wide also for 32-bit guests.
 */
#ifndef KMEND_ABI_H
#define KMEND_ABI_H

#include <stdint.h>

#define KMEND_ABI_VERSION 1u

/* ---------------------------------------------------------------------------------------------------------------
 * Fault types. The number is stored in site tables and control blocks: append, never renumber.
 */
#define KMEND_FAULT_TYPES(X)         \
	X(1, FAIL_STOP, "fail-stop") \
	X(2, HANG, "hang") /* spins for ever at the top of the block: exercises the hang detectors */

enum kmend_fault_type {
	KMEND_FAULT_NONE = 0,
#define KMEND_X(number, name, text) KMEND_FAULT_##name = (number),
	KMEND_FAULT_TYPES(KMEND_X)
#undef KMEND_X
};

/* Recovery policies; the number is what the guest is told, the text is what people write and read. */
#define KMEND_POLICIES(X)                \
	X(0, NONE, "none")               \
	X(1, STATELESS, "stateless")     \
	X(2, NAIVE, "naive")             \
	X(3, PESSIMISTIC, "pessimistic") \
	X(4, ENHANCED, "enhanced")

enum kmend_policy {
#define KMEND_X(number, name, text) KMEND_POLICY_##name = (number),
	KMEND_POLICIES(KMEND_X)
#undef KMEND_X
};

/* ---------------------------------------------------------------------------------------------------------------
 * Site table: the contents of the section KMEND_SITES_SECTION, which no loader loads. It is a sequence of chunks,
 * each a multiple of 8 bytes long. A COMPONENT chunk opens a component; the UNIT chunks up to the next COMPONENT
 * chunk (or the end) belong to it. Units before any COMPONENT chunk belong to a component called "kernel".
 *
 * Dense numbers: sites and blocks are numbered from 0 over the whole image, component after component in the order
 * of the section, inside a component in ascending order of the units' watch_va, inside a unit in table order.
 * The first block of a component is the lowest watch_va of its units.
 */
#define KMEND_SITES_SECTION ".kmend.sites"
#define KMEND_CHUNK_MAGIC 0x54534d4bu /* "KMST" */

enum kmend_chunk_kind { KMEND_CHUNK_COMPONENT = 1, KMEND_CHUNK_UNIT = 2 };

struct kmend_chunk {
	uint32_t magic;
	uint16_t version; /* KMEND_ABI_VERSION */
	uint16_t kind;    /* enum kmend_chunk_kind */
	uint32_t bytes;   /* of the whole chunk, this header and padding included */
	uint32_t reserved;
};

struct kmend_component_chunk {
	struct kmend_chunk chunk;
	char name[16]; /* NUL padded, at most 15 characters */
};

/* Followed by nsites records, then strings_bytes bytes of NUL-terminated strings, then zeros up to a multiple of 8. */
struct kmend_unit_chunk {
	struct kmend_chunk chunk;
	uint64_t watch_va; /* of the watch byte of the unit's first block */
	uint32_t nblocks;
	uint32_t nsites;
	uint32_t strings_bytes;
	uint32_t unit; /* offset of the translation unit's name in the strings */
};

struct kmend_site {
	uint32_t function;  /* string offset */
	uint32_t file;      /* string offset; of the source line, can be a header */
	uint32_t line;      /* 0: unknown */
	uint32_t block;     /* watch byte of this site: watch_va + block */
	uint32_t ordinal;   /* of the block inside its function: part of the identity */
	uint16_t candidate; /* ordinal of the candidate inside its block: part of the identity */
	uint16_t type;      /* enum kmend_fault_type */
};

/* ---------------------------------------------------------------------------------------------------------------
 * What inject/ leaves in an instrumented object, and the slow path it calls.
 *
 * KMEND_WATCH_SECTION holds one byte for each block, KMEND_COUNTS_SECTION one struct kmend_count for each block, in
 * the same order. The pristine path is one compare of the watch byte with zero. When it is not zero the block calls
 *     uint32_t __kmend_block(uint8_t *watch)       (preserve_most calling convention, never instrumented)
 * (on i386 a definition in C with that convention loses its result, see recovery-rt/fault/slow_path.h),
 * which counts or activates, and returns KMEND_ACT_NONE (carry on) or the action to take.
 * KMEND_UNITS_SECTION holds one struct kmend_unit for each translation unit.
 */
#define KMEND_WATCH_SECTION "kmend_watch"
#define KMEND_COUNTS_SECTION "kmend_counts"
#define KMEND_UNITS_SECTION "kmend_units"

enum { KMEND_WATCH_COUNT = 1, KMEND_WATCH_ARMED = 2 };
enum { KMEND_ACT_NONE = 0, KMEND_ACT_FAIL_STOP = 1 /* the block stores through NULL */ };

struct kmend_count {
	uint32_t in_window; /* executions while a recovery window was open */
	uint32_t outside;
};

struct kmend_unit {
	uint32_t nblocks;
	uint32_t nsites;
};

/* ---------------------------------------------------------------------------------------------------------------
 * Control block: guest memory that the harness maps. The symbol is kmend_control; its physical address follows from
 * the program headers of the image. The guest fills the upper half before the `ready` stop and re-reads the lower
 * half right after it; everything in it that comes from the guest is hostile input to the harness.
 *
 * Stops: the guest stores a kmend_stop code and writes 1 to the pvpanic port; the machine pauses at that instruction.
 */
#define KMEND_CONTROL_SYMBOL "kmend_control"
#define KMEND_CONTROL_MAGIC 0x4c544344454e4d4bull /* "KMNEDCTL" */
#define KMEND_STOP_PORT 0x505
#define KMEND_MAX_COMPONENTS 16

enum kmend_stop { KMEND_STOP_READY = 1, KMEND_STOP_DONE = 2, KMEND_STOP_PANIC = 3, KMEND_STOP_SHUTDOWN = 4 };
enum kmend_mode { KMEND_MODE_PLAIN = 0, KMEND_MODE_GOLDEN = 1 /* count blocks */, KMEND_MODE_ARMED = 2 };

struct kmend_component {
	char name[16];
	uint64_t watch_pa;  /* physical, contiguous, nblocks bytes */
	uint64_t counts_pa; /* physical, contiguous, nblocks struct kmend_count */
	uint32_t first_block;
	uint32_t nblocks;
};

struct kmend_control {
	/* guest to harness */
	uint64_t magic;
	uint32_t version;
	uint32_t ncomponents;
	uint32_t nblocks;
	uint32_t nsites;
	uint32_t policy; /* enum kmend_policy */
	uint32_t stop;   /* enum kmend_stop, valid while stopped */
	struct kmend_component component[KMEND_MAX_COMPONENTS];
	/* harness to guest */
	uint32_t mode;      /* enum kmend_mode */
	uint32_t site;      /* dense site number, for the events */
	uint32_t block;     /* dense block number, to be watched */
	uint32_t candidate; /* ordinal in the block */
	uint32_t type;      /* enum kmend_fault_type */
	uint32_t flags;     /* KMEND_FLAG_... */
	uint64_t seed;
	char workload[128]; /* "" = all tests; else names separated by commas */
};

enum {
	KMEND_FLAG_ORACLE = 1 /* save the whole writable state at each checkpoint and compare it after each rollback */
};

/* ---------------------------------------------------------------------------------------------------------------
 * Kernels without glue. With KMEND_RUNTIME=builtin, kmend-cc puts the slow path itself into every instrumented unit
 * (recovery-rt/fault/builtin.c), and there is no control block: the harness finds the watch bytes, the counters and this
 * struct through the image's symbols and writes into guest memory. All of it is hostile input to the harness.
 *
 * Stop: the clock is read and stored in stopped_ns; KMEND_BUILTIN_STOP_STEPS instructions behind the reading the machine
 * pauses. Mark: KMEND_MARK_BEGIN, then token, clock and number of the activation in KMEND_MARK_DIGITS hexadecimal digits
 * each, then KMEND_MARK_END; all written to KMEND_MARK_PORT, which ends in the same file as the console.
 */
#define KMEND_BUILTIN_SYMBOL "kmend_builtin"
#define KMEND_BUILTIN_WATCH_SYMBOL "__start_" KMEND_WATCH_SECTION
#define KMEND_BUILTIN_COUNTS_SYMBOL "__start_" KMEND_COUNTS_SECTION
#define KMEND_BUILTIN_MAGIC 0x4e4942444e454d4bull /* "KMENDBIN" */
#define KMEND_BUILTIN_STOP_STEPS 5
#define KMEND_BUILTIN_NEVER UINT64_MAX /* as stop_at */
#define KMEND_MARK_PORT 0x506
#define KMEND_MARK_BEGIN 1
#define KMEND_MARK_END 2
#define KMEND_MARK_DIGITS 16

struct kmend_builtin {
	uint64_t magic;
	uint32_t version; /* KMEND_ABI_VERSION */
	uint32_t type;    /* harness to guest: enum kmend_fault_type of the armed block */
	uint64_t stop_at; /* harness to guest: the machine stops when `blocks` has come to this value */
	uint64_t token;   /* harness to guest: what marks begin with */
	uint64_t blocks;  /* executions that were counted, of all blocks */
	uint64_t stopped_ns;
	uint64_t activations;
	uint32_t stopped; /* it has stopped, 1: not again */
	uint32_t reserved;
};

/* ---------------------------------------------------------------------------------------------------------------
 * Component header: what a loader and a recovery server need to know about one instrumented component (a server of a
 * multi-server system). Section KMEND_HEADER_SECTION, placed by the linker script at the component's image base.
 */
#define KMEND_HEADER_SECTION ".kmend.header"
#define KMEND_HEADER_MAGIC 0x44484d4bu /* "KMHD" */

struct kmend_header {
	uint32_t magic;
	uint32_t version;
	uint64_t entry;         /* fresh start */
	uint64_t entry_recover; /* start as the replacement of a crashed instance */
	uint64_t watch_start, watch_end;
	uint64_t counts_start, counts_end;
	uint64_t units_start, units_end;
	uint64_t data_start, data_end;  /* private writable state, page aligned: what state transfer copies ... */
	uint64_t rt_start, rt_end;      /* ... and the runtime's protected region (undo log and struct kmend_rt) */
	uint64_t stack_low, stack_high; /* main stack: not transferred */
};

/* First bytes of the runtime's protected region; the kernel reads it when a component crashes. */
#define KMEND_RT_MAGIC 0x54524d4bu /* "KMRT" */

struct kmend_rt {
	uint32_t magic;
	uint32_t window;    /* 1 while the recovery window is open */
	uint32_t replyable; /* the request that opened it can be answered with an error */
	uint32_t requester; /* endpoint of the request in progress */
	uint64_t request;   /* message kind of the request in progress, for people */
	uint64_t log_used;  /* bytes of undo log in use */
	uint64_t log_high;  /* most bytes ever in use */
	uint64_t checkpoints, rollbacks, overflows, logged_stores, stray_writes;
	uint64_t oracle_checks, oracle_differences;
};

/* ---------------------------------------------------------------------------------------------------------------
 * Event log limits (the format itself is in docs/event-log.md).
 */
#define KMEND_EVENT_LINE_MAX 512 /* bytes, newline included */
#define KMEND_EVENT_VALUE_MAX 120

#endif
