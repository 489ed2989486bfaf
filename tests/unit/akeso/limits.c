/* What the explorations do not reach: counters, full logs, no slot left, what a rollback says about other threads. */
#include <criterion/criterion.h>
#include <string.h>

#include "akeso.h"

static struct akeso a;
static struct akeso_thread one, two;
static _Alignas(8) uint8_t log_memory[64 * AKESO_ENTRY_BYTES];
static _Alignas(8) uint64_t cell[4];
static int here, there;

static void begin_with(unsigned entries)
{
	memset(&one, 0, sizeof one);
	memset(&two, 0, sizeof two);
	memset(cell, 0, sizeof cell);
	akeso_init(&a, log_memory, entries * AKESO_ENTRY_BYTES, 1);
}

static void set(struct akeso_thread *t, unsigned i, uint64_t value)
{
	akeso_write(&a, t, &cell[i], sizeof cell[i]);
	cell[i] = value;
}

static void add(struct akeso_thread *t, uint32_t *counter, uint32_t difference)
{
	akeso_added(&a, t, counter, sizeof *counter, difference);
	*counter += difference;
}

/* Two domains count in turn; one goes, and only its share goes with it. */
Test(akeso, counters)
{
	struct akeso_work work = { 0 };
	uint32_t counter = 10;

	begin_with(32);
	akeso_begin(&a, &one, AKESO_BASIC, 1, &here);
	akeso_begin(&a, &two, AKESO_BASIC, 1, &there);
	add(&one, &counter, 3);
	add(&two, &counter, 5);
	add(&one, &counter, UINT32_MAX);
	cr_expect_eq(akeso_fault(&a, &one, &work), AKESO_DONE);
	cr_expect_eq(counter, 15);
	cr_expect_eq(two.landing, NULL, "nobody depends on a counter");
	akeso_end(&a, &two, NULL, &work);
	cr_expect_eq(counter, 15);
	cr_expect_eq(a.used, 0);
}

/* A log without room: its domain cannot be rolled back any more, and memory is left as the thread has made it. */
Test(akeso, full_log)
{
	struct akeso_work work = { 0 };

	begin_with(3);
	a.nentries = 3;
	akeso_begin(&a, &one, AKESO_BASIC, 1, &here);
	for (unsigned i = 0; i < 4; i++)
		set(&one, i, i + 1);
	cr_expect_eq(a.statistics.log_full, 1);
	cr_expect_eq(akeso_fault(&a, &one, &work), AKESO_UNRECOVERABLE);
	for (unsigned i = 0; i < 4; i++)
		cr_expect_eq(cell[i], i + 1);
	cr_expect_eq(one.landing, NULL);
	akeso_end(&a, &one, NULL, &work);
	cr_expect_eq(a.used, 0, "it commits all the same");
	cr_expect_eq(a.statistics.unrecoverable, 1);

	/* And the next one has the whole log again. */
	akeso_begin(&a, &one, AKESO_BASIC, 1, &here);
	set(&one, 0, 9);
	cr_expect_eq(akeso_fault(&a, &one, &work), AKESO_DONE);
	cr_expect_eq(cell[0], 1);
	cr_expect_eq(one.landing, &here);
}

/* A nested domain that lost something takes its parents with it, up to the root, and nobody else. */
Test(akeso, full_log_when_nested)
{
	struct akeso_work work = { 0 };

	begin_with(3);
	a.nentries = 3;
	akeso_begin(&a, &two, AKESO_BASIC, 1, &there);
	set(&two, 3, 7);
	akeso_begin(&a, &one, AKESO_BASIC, 1, &here);
	akeso_begin(&a, &one, AKESO_BASIC, 0, &here);
	for (unsigned i = 0; i < 3; i++)
		set(&one, i, i + 1);
	akeso_end(&a, &one, NULL, &work);
	cr_expect_eq(akeso_fault(&a, &one, &work), AKESO_UNRECOVERABLE);
	cr_expect_eq(akeso_fault(&a, &two, &work), AKESO_DONE);
	cr_expect_eq(cell[3], 0);
	cr_expect_eq(cell[0], 1);
}

/* A write that could not be kept is final: the older one of another domain is not undone over it. */
Test(akeso, full_log_keeps_the_last_value)
{
	struct akeso_work work = { 0 };

	begin_with(1);
	a.nentries = 1;
	akeso_begin(&a, &one, AKESO_BASIC, 1, &here);
	akeso_begin(&a, &two, AKESO_BASIC, 1, &there);
	set(&one, 0, 1);
	set(&two, 0, 2);
	cr_expect_eq(akeso_fault(&a, &one, &work), AKESO_DONE);
	cr_expect_eq(cell[0], 2);
}

Test(akeso, no_slot_left)
{
	struct akeso_work work = { 0 };

	begin_with(64);
	for (unsigned i = 0; i < AKESO_DOMAINS; i++)
		cr_assert(akeso_begin(&a, &one, AKESO_BASIC, 0, &here));
	cr_expect_eq(akeso_begin(&a, &one, AKESO_REVERSIBLE, 0, &there), 0, "runs as part of what encloses it");
	set(&one, 0, 1);
	cr_expect_eq(akeso_fault(&a, &one, &work), AKESO_DONE);
	cr_expect_eq(cell[0], 0);
	/* An unlogged one that has no slot: what it does must not be undone. */
	cr_assert(akeso_begin(&a, &one, AKESO_BASIC, 0, &here));
	cr_expect_eq(akeso_begin(&a, &one, AKESO_UNLOGGED, 0, NULL), 0);
	cr_expect_eq(akeso_fault(&a, &one, &work), AKESO_UNRECOVERABLE);
	cr_expect_eq(a.statistics.domains_full, 2);
}

/* A reader on another thread goes too; one that had returned already is lost. */
Test(akeso, other_threads)
{
	struct akeso_work work = { 0 };
	struct akeso_thread three = { 0 };

	begin_with(64);
	akeso_begin(&a, &one, AKESO_BASIC, 1, &here);
	set(&one, 0, 1);
	akeso_begin(&a, &two, AKESO_BASIC, 1, &there);
	akeso_read(&a, &two, &cell[0], 1);
	set(&two, 1, 2);
	akeso_begin(&a, &three, AKESO_BASIC, 1, NULL);
	akeso_read(&a, &three, &cell[1], 8);
	set(&three, 2, 3);
	akeso_end(&a, &three, NULL, &work);
	cr_expect_eq(three.uncommitted, 1, "waits for what it has read");
	cr_expect_eq(akeso_fault(&a, &one, &work), AKESO_DONE);
	cr_expect_eq(one.landing, &here);
	cr_expect_eq(two.landing, &there);
	cr_expect(three.landing == NULL && three.lost == 1 && !three.uncommitted);
	cr_expect(cell[0] == 0 && cell[1] == 0 && cell[2] == 0);
	cr_expect_eq(a.statistics.cross_thread, 1);
	unsigned listed = 0;
	for (struct akeso_thread *t = work.threads; t; t = t->next)
		listed++;
	cr_expect_eq(listed, 3);
}

/* A reader that cannot be rolled back any more does not keep the fault from being: it stays, with what it has acquired, and is counted. */
Test(akeso, left_behind)
{
	struct akeso_work work = { 0 };
	struct akeso_call inverse = { 9, { 1 }, 0 };
	struct akeso_action action;

	begin_with(64);
	akeso_begin(&a, &one, AKESO_BASIC, 1, &here);
	set(&one, 0, 1);
	akeso_begin(&a, &two, AKESO_BASIC, 1, &there);
	akeso_begin(&a, &two, AKESO_REVERSIBLE, 0, &there);
	akeso_read(&a, &two, &cell[0], 8);
	set(&two, 1, 2);
	akeso_end(&a, &two, &inverse, &work);
	akeso_read(&a, &two, &cell[0], 8);
	set(&two, 2, 3);
	akeso_break(&a, &two);
	cr_expect_eq(akeso_fault(&a, &one, &work), AKESO_DONE);
	cr_expect_eq(one.landing, &here);
	cr_expect_eq(two.landing, NULL);
	cr_expect(cell[0] == 0 && cell[1] == 2 && cell[2] == 3);
	cr_expect_eq(a.statistics.left_behind, 2);
	cr_expect_not(akeso_next(&a, &work, &action), "what stays is not undone");
	akeso_end(&a, &two, NULL, &work);
	cr_expect(akeso_is_free(&two));
	cr_expect_eq(a.used, 0);
}

/* Nor does one go above which one stays: its thread comes back to it. */
Test(akeso, left_behind_below)
{
	struct akeso_work work = { 0 };

	begin_with(4);
	a.nentries = 4;
	akeso_begin(&a, &one, AKESO_BASIC, 1, &here);
	set(&one, 0, 1);
	akeso_begin(&a, &two, AKESO_BASIC, 1, &there);
	akeso_read(&a, &two, &cell[0], 8);
	set(&two, 1, 2);
	akeso_begin(&a, &two, AKESO_TRANSPARENT, 0, &there);
	for (unsigned i = 0; i < 3; i++)
		akeso_write(&a, &two, &cell[i], 8); /* the last one finds no room */
	cr_expect_eq(akeso_fault(&a, &one, &work), AKESO_DONE);
	cr_expect_eq(two.landing, NULL);
	cr_expect_eq(cell[1], 2);
	akeso_end(&a, &two, NULL, &work);
	akeso_end(&a, &two, NULL, &work);
	cr_expect(akeso_is_free(&two));
	cr_expect_eq(a.used, 0);
}

static void begin_lazily(unsigned entries)
{
	begin_with(entries);
	akeso_init(&a, log_memory, entries * AKESO_ENTRY_BYTES, 0);
}

/* A write that is made again needs nothing, until somebody else may have written or been published in between. */
Test(akeso, kept_once)
{
	struct akeso_work work = { 0 };

	begin_lazily(64);
	akeso_begin(&a, &one, AKESO_BASIC, 1, &here);
	set(&one, 0, 1);
	set(&one, 0, 2);
	cr_expect_eq(a.used, 1);
	akeso_begin(&a, &one, AKESO_UNLOGGED, 0, NULL);
	akeso_end(&a, &one, NULL, &work);
	set(&one, 0, 3);
	cr_expect_eq(a.used, 1, "a domain that wrote nothing there does not matter");
	akeso_publish(&a, &one);
	set(&two, 0, 4); /* final */
	set(&one, 0, 5);
	cr_expect_eq(akeso_fault(&a, &one, &work), AKESO_DONE);
	cr_expect_eq(cell[0], 4);
}

/* What a domain writes below an unlogged one of its own thread is final there too. */
Test(akeso, unlogged_over_what_is_not_published)
{
	struct akeso_work work = { 0 };

	begin_lazily(64);
	akeso_begin(&a, &one, AKESO_BASIC, 1, &here);
	set(&one, 0, 1);
	set(&one, 1, 1);
	akeso_begin(&a, &one, AKESO_UNLOGGED, 0, NULL);
	cr_expect_not(akeso_is_quiet(&a, &cell[0], sizeof cell[0]));
	cr_expect(akeso_is_quiet(&a, &cell[2], sizeof cell[2]));
	set(&one, 0, 2);
	akeso_end(&a, &one, NULL, &work);
	set(&one, 0, 3);
	cr_expect_eq(akeso_fault(&a, &one, &work), AKESO_DONE);
	cr_expect_eq(cell[0], 2);
	cr_expect_eq(cell[1], 0);
}

/* The same with a counter: what was added for good stays when the writes and additions around it go. */
Test(akeso, unlogged_addition)
{
	struct akeso_work work = { 0 };

	begin_lazily(64);
	cell[0] = 10;
	akeso_begin(&a, &one, AKESO_BASIC, 1, &here);
	for (unsigned i = 0; i < 2; i++) {
		if (i)
			set(&one, 0, 50);
		akeso_added(&a, &one, &cell[0], 8, 3);
		cell[0] += 3;
		akeso_begin(&a, &one, AKESO_UNLOGGED, 0, NULL);
		akeso_added(&a, &one, &cell[0], 8, 100);
		cell[0] += 100;
		akeso_end(&a, &one, NULL, &work);
	}
	cr_expect_eq(cell[0], 153);
	cr_expect_eq(akeso_fault(&a, &one, &work), AKESO_DONE);
	cr_expect_eq(cell[0], 210);
	cr_expect_eq(a.used, 0);
}

/* Additions to one counter cost one entry, also when it has a neighbour in its word. */
Test(akeso, additions_kept_once)
{
	struct akeso_work work = { 0 };
	uint32_t counter[2] = { 1, 1 };

	begin_lazily(64);
	akeso_begin(&a, &one, AKESO_BASIC, 1, &here);
	for (unsigned i = 0; i < 100; i++)
		add(&one, &counter[i & 1], i & 2 ? UINT32_MAX : 5);
	cr_expect_eq(a.used, 2);
	cr_expect_eq(akeso_fault(&a, &one, &work), AKESO_DONE);
	cr_expect(counter[0] == 1 && counter[1] == 1);
}

/* A lock and a mark in one word: the lock is put back, and the mark that somebody else has set meanwhile stays. */
Test(akeso, bits_of_one_word)
{
	struct akeso_work work = { 0 };

	begin_lazily(64);
	akeso_begin(&a, &one, AKESO_BASIC, 1, &here);
	akeso_write_bits(&a, &one, &cell[0], 8, 1);
	cell[0] |= 1;
	akeso_publish(&a, &one);
	akeso_write_bits(&a, &two, &cell[0], 1, 0x10); /* final */
	cell[0] |= 0x10;
	akeso_begin(&a, &two, AKESO_BASIC, 1, &there);
	akeso_write_bits(&a, &two, &cell[0], 8, 1ull << 40);
	cell[0] |= 1ull << 40;
	cr_expect_eq(akeso_fault(&a, &one, &work), AKESO_DONE);
	cr_expect_eq(cell[0], 0x10 | 1ull << 40);
	cr_expect_eq(two.landing, NULL);
	akeso_end(&a, &two, NULL, &work);
	cr_expect_eq(a.used, 0);
}

/* Numbers that begin again do not mean what they have meant before. */
Test(akeso, stamps_that_come_again)
{
	struct akeso_work work = { 0 };

	begin_lazily(64);
	akeso_begin(&a, &one, AKESO_BASIC, 1, &here);
	a.stamp = a.epoch = 1;
	set(&one, 0, 1);
	akeso_end(&a, &one, NULL, &work);
	a.stamp = a.epoch = UINT32_MAX;
	akeso_begin(&a, &one, AKESO_BASIC, 1, &here); /* the stamp is 1 again */
	cr_expect_eq(a.stamp, 1);
	set(&one, 0, 2);
	akeso_publish(&a, &one);
	cr_expect_eq(a.epoch, 1);
	cr_expect_eq(akeso_fault(&a, &one, &work), AKESO_DONE);
	cr_expect_eq(cell[0], 1);
}

/* A thread that dies in its domains: what it wrote stays, whoever has seen it can commit, and its slots are free again. */
Test(akeso, abandoned)
{
	struct akeso_work work = { 0 };
	struct akeso_call release = { 9, { 1 }, 0 };
	struct akeso_action action;

	begin_with(32);
	akeso_begin(&a, &one, AKESO_BASIC, 1, &here);
	set(&one, 0, 7);
	akeso_begin(&a, &one, AKESO_UNLOGGED, 0, NULL);
	akeso_begin(&a, &one, AKESO_BASIC, 1, &there);
	set(&one, 1, 8);
	cr_expect(akeso_defer(&a, &one, &release));
	akeso_begin(&a, &two, AKESO_BASIC, 1, &here);
	akeso_read(&a, &two, &cell[0], sizeof cell[0]);
	set(&two, 2, 9);
	akeso_break(&a, &one);
	cr_expect_not(akeso_is_recoverable(&a, &one));
	cr_expect(akeso_is_recoverable(&a, &two));
	cr_expect_eq(akeso_fault(&a, &one, &work), AKESO_UNRECOVERABLE);
	akeso_abandon(&a, &one);
	cr_expect(akeso_is_free(&one));
	cr_expect_eq(cell[0], 7);
	cr_expect_eq(cell[1], 8);
	akeso_end(&a, &two, NULL, &work);
	cr_expect_not(akeso_next(&a, &work, &action), "what a dead thread has deferred is not done");
	cr_expect(akeso_is_free(&two));
	cr_expect_eq(a.used, 0);
	for (size_t i = 0; i < AKESO_DOMAINS / 64; i++)
		cr_expect_eq(a.live[i], 0);
}

/* The other way round: the dead one had seen what another rolls back; nothing of it is undone. */
Test(akeso, abandoned_after_it_has_read)
{
	struct akeso_work work = { 0 };

	begin_with(32);
	akeso_begin(&a, &two, AKESO_BASIC, 1, &here);
	set(&two, 0, 7);
	akeso_begin(&a, &one, AKESO_BASIC, 1, &here);
	akeso_read(&a, &one, &cell[0], sizeof cell[0]);
	set(&one, 1, 8);
	akeso_abandon(&a, &one);
	cr_expect_eq(akeso_fault(&a, &two, &work), AKESO_DONE);
	cr_expect_eq(cell[0], 0);
	cr_expect_eq(cell[1], 8);
	cr_expect_eq(one.landing, NULL);
	cr_expect_eq(a.used, 0);
}
