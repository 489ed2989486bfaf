/*
 * How the harness and a kernel in a machine understand each other. There are two kinds: a kernel with glue, by its control
 * block and its events (guest_glue.c), and one without, by the runtime that was built into it and by its console
 * (guest_builtin.c). All the rest of the machine knows this interface only.
 */
#ifndef KMEND_MACHINE_GUEST_H
#define KMEND_MACHINE_GUEST_H

#include "harness/machine/config.h"
#include "harness/machine/logs.h"
#include "harness/machine/memory.h"
#include "harness/machine/order.h"
#include "harness/machine/result.h"

/* The console of a kernel without glue, in one boot or run. */
struct guest_console {
	uint64_t token;    /* of this run's marks */
	uint64_t ready_ns; /* the guest's clock at the `ready` stop */
	uint64_t stop_at;  /* the counted block at which it is to stop, 0: at none */
	size_t seen;       /* bytes of the file that were looked at */
	size_t looked;     /* start of the first line that was not finished then */
	size_t quiet;      /* bytes that were there before the last part of the limit */
	int said;          /* a line ends this boot or run ... */
	double said_ns;    /* ... since then: the guard's time */
	int stopping;      /* the machine is stopped because of it */
	/* See overdue.h: looks until now, the one at which the test that is under way was seen first, where its line ends, bytes at the last one. */
	unsigned looks, begun_look;
	size_t begun_at, looked_bytes;
};

struct guest {
	const struct guest_kind *kind;
	const struct machine_config *config;
	const struct machine_order *order; /* of the run, see booting */
	struct memory *memory;
	struct logs *logs;
	struct machine_result *result;
	struct kmend_image
		image; /* without glue: config->image, with the places of the runtime as it lies in guest memory */
	int image_fd;  /* the copy of the image that the emulator boots; -1: the image itself */
	int booting;   /* there has been no order yet */
	struct guest_console console;
	struct kmend_overdue overdue; /* the test that ends this run */
};

struct guest_kind {
	unsigned tick_ms;      /* how often a running guest is looked at */
	uint32_t last_limit_s; /* last part of the virtual-time limit that stands alone, see `quiet`; 0: none */
	int has_marks;         /* it writes to KMEND_MARK_PORT */
	int is_searched;       /* see machine_is_searched() */

	/* Before the first start: checks the image, can make image_fd. -1: it is no image of this kind, or does not fit. */
	int (*prepare)(struct guest *guest);

	/* A look at the running guest; `spent_ns` of this step's time are used. 1: it has said what ends the step, stop it. */
	int (*look)(struct guest *guest, double spent_ns);

	/*
	 * The boot has come to `end`, the logs are read. NULL: the guest stands at its `ready` stop, and memory and logs are as
	 * the snapshot is to hold them. Else why not; the text is valid until the next call. result->stop is set in any case.
	 */
	const char *(*ready)(struct guest *guest, enum machine_end end);

	/* Writes guest->order into guest memory. -1: it does not fit. */
	int (*arm)(struct guest *guest);

	/* The guest stands still because its limit is used up, but for the last part. */
	void (*quiet)(struct guest *guest);

	/* See overdue.h. Asked only when tests have limits. */
	int (*overdue)(struct guest *guest, uint64_t now_ns);

	/*
	 * A run has come to *end at the latest at `limit_ns` of the guest's clock, the logs are read. Makes of them what is kept,
	 * sets result->stop, and *end to how the run is to be judged. -1: out of memory.
	 */
	int (*over)(struct guest *guest, enum machine_end *end, uint64_t limit_ns);

	/* The block counters, by dense block number. -1: the guest's description of them is wrong. */
	int (*counts)(const struct guest *guest, struct kmend_count *counts);

	/* See machine_is_exact(); `clock_ns` is that of the snapshot. */
	int (*is_exact)(const struct guest *guest, uint64_t clock_ns);
};

extern const struct guest_kind guest_glue, guest_builtin;

/* What a person reads about a boot that has come to END and not to `ready`. */
const char *guest_boot_ended(enum machine_end end);

#endif
