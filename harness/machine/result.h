/* What came of a boot or a run. */
#ifndef KMEND_MACHINE_RESULT_H
#define KMEND_MACHINE_RESULT_H

#include <stddef.h>
#include <stdint.h>

#include "harness/outcome/overdue.h"

#define MACHINE_LOG_MAX (1u << 20) /* bytes of either serial port in one run; more is a flood */

enum machine_end {
	MACHINE_END_STOP,  /* the guest asked for the stop; see stop */
	MACHINE_END_RESET, /* reset or triple fault */
	MACHINE_END_POWEROFF,
	MACHINE_END_SUSPEND, /* to memory: it waits for somebody who wakes it */
	MACHINE_END_HANG,    /* guest virtual-time limit passed; in a boot: the wall-clock limit */
	MACHINE_END_STUCK,   /* the emulator works and the guest executes next to nothing */
	MACHINE_END_FLOOD,   /* a serial port wrote more than MACHINE_LOG_MAX */
	/* The emulator ended itself while the guest ran. When another machine does the same with the same order the guest has done it,
	 * else nobody knows: the caller has to find out. */
	MACHINE_END_DIED,
	MACHINE_END_EMULATOR, /* infra: the emulator died or answers nonsense */
	MACHINE_END_WALL,     /* infra: wall-clock guard */
};

/* A look at the processor of a guest that was ended from outside (samples.h). */
struct machine_sample {
	uint64_t pc;
	int halted;     /* by an instruction: it does nothing until an interrupt comes */
	int interrupts; /* it takes them */
	unsigned ring;
};

#define MACHINE_SAMPLES 5u

struct machine_result {
	enum machine_end end;
	uint32_t stop;     /* enum kmend_stop at MACHINE_END_STOP, 0: none that is known */
	const char *infra; /* one stable word at the infra ends, else NULL */
	const char
		*why; /* for people: at the ends of a dead machine and when a boot does not come to `ready`, else "" */
	const char *died; /* how, at MACHINE_END_DIED: one word, such as "SIGABRT" */
	int is_dead;      /* no run follows on this machine */
	/* At MACHINE_END_HANG, the test that was over its limit; NULL: none, the whole run was. Valid as long as the logs. */
	const struct kmend_overdue *overdue;
	/* The whole logs, what came before the snapshot included. Valid until the next run or machine_free. */
	const char *events, *console;
	size_t events_size, console_size;
	/* A kernel without glue: blocks counted, whether it stands at the block that was asked for, the guest's clock
	 * there, and which patterns matched (bit N: kind N). */
	uint64_t blocks, stopped_ns;
	int at_block;
	int is_power_off; /* it ended by a power-off, however that is judged */
	unsigned matched;
	int by_console;     /* the events were made of the console */
	int panicked_later; /* past_end: it wrote to the panic port after that line */
	size_t end_at; /* without glue: bytes of the console up to the line that ended the run, with it; all when none did */
	/* Of the guest from `ready` to the stop, exact; 0: not asked for, or it did not stop by itself. */
	uint64_t instructions;
	size_t boot_size;                               /* bytes of events that came before the snapshot */
	uint64_t restore_us, arm_us, run_us, read_us;   /* wall clock of the parts */
	struct machine_sample samples[MACHINE_SAMPLES]; /* at the ends that are cut; the first is where it stood then */
	size_t nsamples;
};

/* It was still running when it was ended from outside: its last words differ from run to run. */
static inline int machine_end_is_cut(enum machine_end end)
{
	return end == MACHINE_END_HANG || end == MACHINE_END_STUCK;
}

/* What address 0 is for the kernel where its workload begins: a store through NULL goes through, or it faults. */
enum machine_zero { MACHINE_ZERO_UNKNOWN, MACHINE_ZERO_FAULTS, MACHINE_ZERO_MAPPED };

/* A result that says nothing about the guest. */
static inline int machine_end_is_infra(enum machine_end end)
{
	return end == MACHINE_END_EMULATOR || end == MACHINE_END_WALL;
}

#endif
