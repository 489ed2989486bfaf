/* Memory that is freed for good while domains can still be rolled back: what is not undone there any more. */
#include <criterion/criterion.h>
#include <string.h>

#include "akeso.h"

static struct akeso a;
static struct akeso_thread one, two;
static _Alignas(8) uint8_t log_memory[64 * AKESO_ENTRY_BYTES];
static _Alignas(4096) uint8_t pages[3 * 4096];
static int here, there;

static void begin_with(unsigned entries, int eager)
{
	memset(&one, 0, sizeof one);
	memset(&two, 0, sizeof two);
	memset(pages, 0, sizeof pages);
	akeso_init(&a, log_memory, entries * AKESO_ENTRY_BYTES, eager);
}

static void set(struct akeso_thread *t, unsigned at, uint8_t value)
{
	akeso_write(&a, t, &pages[at], 1);
	pages[at] = value;
}

/* T acquires what lies at AT, and writes into it. */
static void acquire(struct akeso_thread *t, enum akeso_kind kind, unsigned at)
{
	struct akeso_call inverse = { 7, { (uintptr_t)&pages[at] }, (uintptr_t)&pages[at] };
	struct akeso_work work = { 0 };

	cr_assert(akeso_begin(&a, t, kind, 0, &there));
	akeso_end(&a, t, &inverse, &work);
	set(t, at, 1);
}

static unsigned calls(struct akeso_work *work)
{
	struct akeso_action action;
	unsigned n = 0;

	while (akeso_next(&a, work, &action)) {
		cr_expect(action.kind == AKESO_CALL && action.call.function == 7);
		n++;
	}
	return n;
}

static void freed_by_nobody(enum akeso_kind kind, int eager)
{
	struct akeso_work work = { 0 };

	begin_with(64, eager);
	akeso_begin(&a, &one, AKESO_BASIC, 1, &here);
	acquire(&one, kind, 16);
	akeso_freed(&a, NULL, &one, &pages[17], 4096); /* others, before and after it */
	akeso_freed(&a, NULL, &one, &pages[0], 16);
	cr_expect_eq(akeso_fault(&a, &one, &work), AKESO_DONE);
	cr_expect_eq(calls(&work), 1);
	cr_expect_eq(pages[16], 0);
	cr_expect_eq(a.used, 0);
}

static void freed_by_an_interrupt(enum akeso_kind kind, int eager)
{
	struct akeso_work work = { 0 };

	begin_with(64, eager);
	akeso_begin(&a, &one, AKESO_BASIC, 1, &here);
	acquire(&one, kind, 16);
	set(&one, 8, 1);
	akeso_freed(&a, NULL, &one, &pages[16], 8);
	pages[16] = 9; /* the allocator's, which tells nobody */
	cr_expect_eq(akeso_fault(&a, &one, &work), AKESO_DONE);
	cr_expect_eq(one.landing, &here);
	cr_expect_eq(calls(&work), 0);
	cr_expect_eq(a.statistics.voided, 1);
	cr_expect(pages[16] == 9 && pages[8] == 0);
	cr_expect_eq(a.used, 0);
}

Test(freed, by_nobody)
{
	for (int eager = 0; eager < 2; eager++) {
		freed_by_nobody(AKESO_UNLOGGED, eager);
		freed_by_nobody(AKESO_REVERSIBLE, eager);
	}
}

Test(freed, by_an_interrupt)
{
	for (int eager = 0; eager < 2; eager++) {
		freed_by_an_interrupt(AKESO_UNLOGGED, eager);
		freed_by_an_interrupt(AKESO_REVERSIBLE, eager);
	}
}

/* Between the rollback and its inverses somebody else has freed it. */
Test(freed, before_the_inverse_is_called)
{
	struct akeso_work work = { 0 };

	begin_with(64, 0);
	akeso_begin(&a, &one, AKESO_BASIC, 1, &here);
	acquire(&one, AKESO_UNLOGGED, 16);
	acquire(&one, AKESO_UNLOGGED, 32);
	cr_expect_eq(akeso_fault(&a, &one, &work), AKESO_DONE);
	akeso_freed(&a, NULL, NULL, &pages[32], 8);
	cr_expect_eq(calls(&work), 1);
	cr_expect_eq(a.used, 0);
}

/* Several pages at once, as an area of virtual memory is freed, and a domain that was switched out. */
Test(freed, pages)
{
	struct akeso_work work = { 0 };

	begin_with(64, 0);
	akeso_begin(&a, &one, AKESO_BASIC, 1, &here);
	acquire(&one, AKESO_UNLOGGED, 4096);
	set(&one, 4090, 1);
	set(&one, 8191, 2);
	set(&one, 8192, 3);
	set(&one, 4095 + 4096 + 2, 4);
	akeso_publish(&a, &one);
	akeso_freed(&a, &two, NULL, &pages[4096], 4097);
	cr_expect_eq(akeso_fault(&a, &one, &work), AKESO_DONE);
	cr_expect_eq(calls(&work), 0);
	cr_expect(pages[4090] == 0 && pages[4096] == 1 && pages[8191] == 2 && pages[8192] == 3 && pages[8193] == 0);
	cr_expect_eq(a.used, 0);
}

/* What was freed in the domain itself, for good, cannot be had back. */
Test(freed, in_a_logged_domain)
{
	struct akeso_work work = { 0 };

	begin_with(64, 0);
	akeso_begin(&a, &one, AKESO_BASIC, 1, &here);
	akeso_freed(&a, &one, NULL, &pages[16], 8);
	cr_expect_eq(akeso_fault(&a, &one, &work), AKESO_UNRECOVERABLE);
}

/* Who releases what another domain has acquired depends on it; who releases what nobody has acquired depends on nobody. */
Test(freed, released_by_another_domain)
{
	struct akeso_call release = { 7, { (uintptr_t)&pages[16] }, 0 };
	struct akeso_work work = { 0 };

	begin_with(64, 1);
	akeso_begin(&a, &one, AKESO_BASIC, 1, &here);
	acquire(&one, AKESO_UNLOGGED, 16);
	akeso_begin(&a, &two, AKESO_BASIC, 1, &there);
	cr_expect(akeso_defer(&a, &two, &release));
	akeso_end(&a, &two, NULL, &work);
	cr_expect_eq(calls(&work), 0, "it waits");
	cr_expect_eq(akeso_fault(&a, &one, &work), AKESO_DONE);
	cr_expect_eq(two.lost, 1);
	cr_expect_eq(calls(&work), 1, "the inverse, and not the release");
	one.listed = two.listed = 0;

	akeso_begin(&a, &two, AKESO_BASIC, 1, &there);
	cr_expect(akeso_defer(&a, &two, &release));
	akeso_end(&a, &two, NULL, &work);
	cr_expect_eq(calls(&work), 1);
	cr_expect_eq(a.used, 0);
}

/* An inverse for which there is no second entry: the domain is lost, and nothing else is. */
Test(freed, full_log)
{
	struct akeso_work work = { 0 };

	begin_with(1, 0);
	a.nentries = 1;
	akeso_begin(&a, &one, AKESO_BASIC, 1, &here);
	acquire(&one, AKESO_UNLOGGED, 16);
	akeso_freed(&a, NULL, &one, &pages[16], 8);
	cr_expect_eq(akeso_fault(&a, &one, &work), AKESO_UNRECOVERABLE);
	akeso_end(&a, &one, NULL, &work);
	cr_expect_eq(a.used, 0);
}
