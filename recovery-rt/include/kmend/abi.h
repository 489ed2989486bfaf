/*
 * The one contract between compiler side (inject/), guest side (recovery-rt/, targets/) and host side (harness/).
 * Includes <stdint.h> and nothing else, so that a kernel of any licence and any libc can take it. All numbers are
 * little endian; all addresses are 64 bits wide also for 32-bit guests. C and C++ read it; the layouts are checked at
 * its end.
 */
#ifndef KMEND_ABI_H
#define KMEND_ABI_H

#include <stdint.h>

#define KMEND_ABI_VERSION 2u

/* ---------------------------------------------------------------------------------------------------------------
 * Lists. Each is the only place that names its members: number, constant, symbol, text. Numbers are stored in site
 * tables, control blocks and result files: append, never renumber.
 */

/* Fault types. inject/sites/types/SYMBOL.c holds the type; the guest and the harness know it by this row alone. */
#define KMEND_FAULT_TYPES(X)                                       \
	X(1, FAIL_STOP, fail_stop, "fail-stop")                    \
	X(2, HANG, hang, "hang")                                   \
	X(3, SWAP, swap, "swap")                                   \
	X(4, NO_LOAD, no_load, "no-load")                          \
	X(5, RANDOM_LOAD, random_load, "random-load")              \
	X(6, NO_STORE, no_store, "no-store")                       \
	X(7, FLIP_BRANCH, flip_branch, "flip-branch")              \
	X(8, FLIP_BOOL, flip_bool, "flip-bool")                    \
	X(9, CORRUPT_POINTER, corrupt_pointer, "corrupt-pointer")  \
	X(10, CORRUPT_INDEX, corrupt_index, "corrupt-index")       \
	X(11, CORRUPT_INTEGER, corrupt_integer, "corrupt-integer") \
	X(12, CORRUPT_OPERATOR, corrupt_operator, "corrupt-operator") \
	X(13, STUCK_AT_BRANCH, stuck_at_branch, "stuck-at-branch")  \
	X(14, STUCK_AT_LOOP, stuck_at_loop, "stuck-at-loop")        \
	X(15, BUFFER_OVERFLOW, buffer_overflow, "buffer-overflow")  \
	X(16, MEM_LEAK, mem_leak, "mem-leak")                      \
	X(17, DANGLING_POINTER, dangling_pointer, "dangling-pointer")

/* When an armed site acts, counted in executions of its block since it was armed; `interval` goes by guest time. */
#define KMEND_ACTIVATIONS(X)                                                           \
	X(0, PERSISTENT, persistent, "persistent")    /* every time */                 \
	X(1, ONCE, once, "once")                      /* the first time */             \
	X(2, EVERY, every, "every")                   /* the Nth, 2Nth, 3Nth ... */    \
	X(3, AFTER, after, "after")                   /* every time after the Nth */   \
	X(4, PROBABILITY, probability, "probability") /* by chance, from the seed */ \
	X(5, INTERVAL, interval, "interval")          /* after N ns, then after N ns more, ... */ \
	X(6, STORM, storm, "storm")                   /* no site of its own: in whatever block comes after N to 2N executions that can be rolled back */

/* Recovery runtimes: what the compiler instruments a component for. inject/SYMBOL/ and recovery-rt/SYMBOL/ hold them. */
#define KMEND_RUNTIMES(X)          \
	X(0, NONE, none, "none")   \
	X(1, OSIRIS, osiris, "osiris") \
	X(2, AKESO, akeso, "akeso")

/*
 * How accesses reach the log of the runtime. Of osiris writes: a call each, a look at the window in place, two versions of each function. Of
 * akeso, for measuring: a look at each read and write (`checked`), at writes alone, at both with no domain ever begun, at both and all of them counted.
 */
#define KMEND_LOG_LEVELS(X)               \
	X(0, ALWAYS, always, "always")    \
	X(1, CHECKED, checked, "checked") \
	X(2, CLONED, cloned, "cloned")    \
	X(3, STORES, stores, "stores")    \
	X(4, IDLE, idle, "idle")          \
	X(5, COUNTED, counted, "counted")

/*
 * Recovery policies: number, constant, symbol, text, runtime, whether executions can be protected (recovery windows, logged
 * domains: coverage is measured), whether the system shuts down in good order when it cannot recover.
 */
#define KMEND_POLICIES(X)                                              \
	X(0, NONE, none, "none", NONE, 0, 0)                           \
	X(1, STATELESS, stateless, "stateless", NONE, 0, 0)            \
	X(2, NAIVE, naive, "naive", NONE, 0, 0)                        \
	X(3, PESSIMISTIC, pessimistic, "pessimistic", OSIRIS, 1, 1)    \
	X(4, ENHANCED, enhanced, "enhanced", OSIRIS, 1, 1)             \
	X(5, AKESO, akeso, "akeso", AKESO, 1, 0)                       \
	X(6, EXTENDED, extended, "extended", OSIRIS, 1, 1)

enum kmend_fault_type {
	KMEND_FAULT_NONE = 0,
#define KMEND_X(number, name, symbol, text) KMEND_FAULT_##name = (number),
	KMEND_FAULT_TYPES(KMEND_X)
#undef KMEND_X
};

enum kmend_log_level {
#define KMEND_X(number, name, symbol, text) KMEND_LOG_##name = (number),
	KMEND_LOG_LEVELS(KMEND_X)
#undef KMEND_X
};
#define KMEND_LOG_DEFAULT KMEND_LOG_CHECKED

enum kmend_activation {
#define KMEND_X(number, name, symbol, text) KMEND_ACTIVATION_##name = (number),
	KMEND_ACTIVATIONS(KMEND_X)
#undef KMEND_X
};

enum kmend_runtime {
#define KMEND_X(number, name, symbol, text) KMEND_RUNTIME_##name = (number),
	KMEND_RUNTIMES(KMEND_X)
#undef KMEND_X
};

enum kmend_policy {
#define KMEND_X(number, name, symbol, text, runtime, protects, orderly) KMEND_POLICY_##name = (number),
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

/*
 * Followed by nfunctions struct kmend_function, nblocks struct kmend_block, nsites struct kmend_site, strings_bytes bytes of
 * NUL-terminated strings, then zeros up to a multiple of 8. The blocks of a function follow each other, as do the sites
 * of a block: by type, then by candidate.
 */
struct kmend_unit_chunk {
	struct kmend_chunk chunk;
	uint64_t watch_va; /* of the watch byte of the unit's first block */
	uint32_t nfunctions;
	uint32_t nblocks;
	uint32_t nsites;
	uint32_t strings_bytes;
	uint32_t unit; /* offset of the translation unit's name in the strings */
	uint32_t reserved;
};

struct kmend_function {
	uint64_t shape;   /* hash of what its IR looks like, without addresses, names of files and lines; see docs/fault-sites.md */
	uint32_t name;    /* string offset */
	uint32_t nblocks; /* that have sites; never 0 */
};

struct kmend_block {
	uint32_t ordinal; /* inside its function: part of the identity */
	uint32_t nsites;  /* never 0 */
};

struct kmend_site {
	uint16_t type;      /* enum kmend_fault_type */
	uint16_t candidate; /* ordinal of the candidate of this type inside its block: part of the identity */
	uint32_t file;      /* string offset; of the source line, can be a header */
	uint32_t line;      /* 0: unknown */
};

/* ---------------------------------------------------------------------------------------------------------------
 * What inject/ leaves in an instrumented object, and the slow path it calls.
 *
 * KMEND_WATCH_SECTION holds one byte for each block, KMEND_COUNTS_SECTION one struct kmend_count for each block, in
 * the same order. The pristine path is one compare of the watch byte with zero. When it is not zero the block calls
 *     uint32_t __kmend_block(uint8_t *watch)       (preserve_most calling convention, never instrumented)
 * (on i386 a definition in C with that convention loses its result, see recovery-rt/fault/slow_path.h),
 * which counts or activates, and returns KMEND_ACT_NONE (carry on in the pristine copy) or KMEND_ACTION(type, candidate):
 * the candidate that acts now. What acting means is in the block itself; the guest's runtime knows no type.
 * KMEND_UNITS_SECTION holds one struct kmend_unit for each translation unit.
 *
 * A faulty copy that draws calls, in the ordinary C calling convention and without arguments,
 *     uint64_t __kmend_seed(void)      the same 64 bits in the whole experiment
 *     uint64_t __kmend_random(void)    others at each activation
 * Both are made from struct kmend_fault alone (seed; seed and activations), so that an experiment replays exactly.
 */
#define KMEND_WATCH_SECTION "kmend_watch"
#define KMEND_COUNTS_SECTION "kmend_counts"
#define KMEND_UNITS_SECTION "kmend_units"

enum { KMEND_WATCH_COUNT = 1, KMEND_WATCH_ARMED = 2 };

#define KMEND_ACT_NONE 0u
#define KMEND_ACTION(type, candidate) ((uint32_t)(type) << 16 | (uint32_t)(candidate))

/* Executions of a block: while the recovery runtime could have rolled them back, and else. */
struct kmend_count {
	uint32_t protected_runs;
	uint32_t unprotected_runs;
};

struct kmend_unit {
	uint32_t nblocks;
	uint32_t nsites;
};

/* ---------------------------------------------------------------------------------------------------------------
 * The fault, as the harness orders it and as the guest carries it out: the same struct with and without glue.
 */
struct kmend_fault {
	uint16_t type;       /* enum kmend_fault_type */
	uint16_t candidate;  /* ordinal in the block */
	uint32_t activation; /* enum kmend_activation */
	uint64_t parameter;  /* N of `every`, `after` and `interval`, at least 1; of `probability` the share in units of 2^-32 */
	uint64_t seed;       /* of everything random: `probability`, and what a candidate draws (kmend_random) */
	/* guest to harness */
	uint64_t executions;  /* of the armed block, since it was armed */
	uint64_t activations; /* of them, those in which the fault acted */
};

/* ---------------------------------------------------------------------------------------------------------------
 * Control block: guest memory that the harness maps. The symbol is kmend_control; its physical address follows from
 * the program headers of the image. The guest fills the upper half before the `ready` stop and re-reads the lower
 * half right after it; everything in it that comes from the guest is hostile input to the harness.
 *
 * It lies in initialised data: before a boot that counts, the harness sets `boot_mode` in its copy of the image to
 * KMEND_MODE_GOLDEN. Then every block counts from as early on as the guest can see to, and at the `ready` stop the counters hold the
 * boot; the harness empties them there.
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
	/* guest to harness; magic and version are there from the start */
	uint64_t magic;
	uint32_t version;
	uint32_t ncomponents;
	uint32_t nblocks;
	uint32_t nsites;
	uint32_t policy; /* enum kmend_policy */
	uint32_t stop;   /* enum kmend_stop, valid while stopped */
	struct kmend_component component[KMEND_MAX_COMPONENTS];
	/* harness to guest */
	uint32_t boot_mode; /* enum kmend_mode: PLAIN or GOLDEN, from the first instruction on */
	uint32_t mode;      /* enum kmend_mode, from the `ready` stop on */
	uint32_t site;      /* dense site number, for the events */
	uint32_t block;     /* dense block number, to be watched */
	uint32_t flags;     /* KMEND_FLAG_... */
	uint32_t reserved;
	struct kmend_fault fault;
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
 * Stop: the clock is read and stored in stopped_ns; KMEND_BUILTIN_STOP_STEPS instructions after the reading the machine
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
	uint32_t stopped; /* it has stopped, 1: not again */
	uint64_t stop_at; /* harness to guest: the machine stops when `blocks` has come to this value */
	uint64_t token;   /* harness to guest: what marks begin with */
	uint64_t blocks;  /* executions that were counted, of all blocks */
	uint64_t stopped_ns;
	struct kmend_fault fault;
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
	uint64_t data_start, data_end;       /* private writable state, page aligned: what state transfer copies ... */
	uint64_t runtime_start, runtime_end; /* ... and the recovery runtime's own region, see recovery-rt/ */
	uint64_t stack_low, stack_high;      /* main stack: not transferred */
};

/* ---------------------------------------------------------------------------------------------------------------
 * The undo log of the OSIRIS runtime, as the instrumentation sees it where it does not call the runtime: offsets into __kmend_osiris of the
 * window (4 bytes, not 0: open) and of the place of the next entry (8 bytes, counted from __kmend_log_end, negative). An entry
 * is the address and the eight old bytes there; so many may be appended before the runtime is asked for room.
 */
#define KMEND_OSIRIS_WINDOW 4
#define KMEND_OSIRIS_LOG_AT 24
#define KMEND_OSIRIS_ENTRY_BYTES 16
#define KMEND_OSIRIS_ENTRIES_AT_ONCE 32

/* ---------------------------------------------------------------------------------------------------------------
 * Event log limits (the format itself is in docs/event-log.md).
 */
#define KMEND_EVENT_LINE_MAX 512 /* bytes, newline included */
#define KMEND_EVENT_VALUE_MAX 120

/* ---------------------------------------------------------------------------------------------------------------
 * The layouts, the same for every compiler that reads this, on 64 and 32 bits.
 */
#ifdef __cplusplus
#define KMEND_LAYOUT(condition) static_assert(condition, "kmend/abi.h: another layout than everybody else's")
#else
#define KMEND_LAYOUT(condition) _Static_assert(condition, "kmend/abi.h: another layout than everybody else's")
#endif
#define KMEND_SIZE(type, bytes) KMEND_LAYOUT(sizeof(struct type) == (bytes))
#define KMEND_AT(type, field, offset) KMEND_LAYOUT(__builtin_offsetof(struct type, field) == (offset))
KMEND_SIZE(kmend_chunk, 16);
KMEND_SIZE(kmend_component_chunk, 32);
KMEND_SIZE(kmend_unit_chunk, 48);
KMEND_AT(kmend_unit_chunk, unit, 40);
KMEND_SIZE(kmend_function, 16);
KMEND_SIZE(kmend_block, 8);
KMEND_SIZE(kmend_site, 12);
KMEND_SIZE(kmend_count, 8);
KMEND_SIZE(kmend_unit, 8);
KMEND_SIZE(kmend_fault, 40);
KMEND_AT(kmend_fault, activations, 32);
KMEND_SIZE(kmend_component, 40);
KMEND_AT(kmend_control, component, 32);
KMEND_AT(kmend_control, boot_mode, 672);
KMEND_AT(kmend_control, fault, 696);
KMEND_AT(kmend_control, workload, 736);
KMEND_SIZE(kmend_control, 864);
KMEND_AT(kmend_builtin, fault, 48);
KMEND_SIZE(kmend_builtin, 88);
KMEND_SIZE(kmend_header, 120);

#endif
