/*
 * The table of ms/extended.h at work: what a message that modifies its receiver does to the window, what may be done about a crash, and the
 * end of the processes that a rollback leaves half done. Under every other policy all of it says what ms/calls.h says.
 */
#include <ms/extended.h>

#include "glue.h"

enum { REPEATS_MAX = 3, SUBJECT_ARGUMENTS = 4, NS_PER_MS = 1000000 };

enum row_class { CLASS_NONE, CLASS_LOCAL, CLASS_PAGE, CLASS_CREATES, CLASS_HARMLESS, CLASS_KILL };

struct row {
	enum row_class class;
	uint8_t sent, handled;
};

static struct row row_of(uint32_t kind)
{
	switch (kind) {
#define ROW(name, row_class, sent_args, handled_args, why) \
	case CALL_##name:                                  \
		return (struct row){ CLASS_##row_class, sent_args, handled_args };
		MS_EXTENDED(ROW)
#undef ROW
	default:
		return (struct row){ CLASS_NONE, 0, 0 };
	}
}

static unsigned notification(endpoint_t self, uint64_t bits)
{
	unsigned remedies = 0;
	uint64_t known = 0;

#define ROW(service, bit, remedy, why)                            \
	if (self == EP_##service && (bits & NOTIFY_##bit) != 0) { \
		remedies |= OSIRIS_##remedy;                      \
		known |= NOTIFY_##bit;                            \
	}
	MS_EXTENDED_NOTIFICATIONS(ROW)
#undef ROW
	if (bits == 0 || known != bits)
		return 0;
	return remedies & OSIRIS_REPEAT ? OSIRIS_REPEAT : remedies; /* several at once: what the strictest one needs */
}

/* User processes but pid 1: the first one there is. */
static int may_be_killed(uint64_t process)
{
	return process < EP_NONE && (process & 0xff) > USER_SLOT_FIRST;
}

void sv_outbound_modifies(uint32_t kind, const uint64_t *a)
{
	struct row row = { CLASS_NONE, 0, 0 };

	if (osiris_lenient())
		row = row_of(kind);
	switch (row.class) {
	case CLASS_LOCAL:
		for (unsigned i = 0; i < SUBJECT_ARGUMENTS; i++)
			if (row.sent & ARG(i))
				osiris_outbound_local((uint32_t)a[i]);
		break;
	case CLASS_CREATES: /* kc_proc_create() says who it was */
	case CLASS_HARMLESS:
		osiris_outbound(OSIRIS_HARMLESS);
		break;
	default:
		osiris_outbound(OSIRIS_MODIFIES);
		break;
	}
}

unsigned sv_remedies(const struct msg *m)
{
	unsigned remedies = m->type != MSG_NOTIFY && sv_answer(m->type) == SEEP_ERROR ? OSIRIS_ANSWER : 0;

	if (!osiris_lenient())
		return remedies;
	if (m->type == MSG_NOTIFY)
		return notification(sv_glue()->self, m->a[0]);
	if (may_be_killed(m->source) && (remedies || row_of(m->type).class == CLASS_KILL))
		remedies |= OSIRIS_KILL;
	return remedies;
}

void sv_subjects(const struct msg *m)
{
	struct row row = { CLASS_NONE, 0, 0 };

	if (osiris_lenient() && m->type != MSG_NOTIFY)
		row = row_of(m->type);
	for (unsigned i = 0; i < SUBJECT_ARGUMENTS; i++) {
		if (!(row.handled & ARG(i)))
			continue;
		if (row.class == CLASS_PAGE && may_be_killed(m->a[i]))
			osiris_charge((uint32_t)m->a[i], 1);
		else if (row.class == CLASS_LOCAL && m->source == EP_PM)
			osiris_charge((uint32_t)m->a[i], 0);
	}
}

void sv_end_victims(void)
{
	int (*hook)(endpoint_t) = sv_glue()->end_hook;
	uint32_t process;
	int ends = 0;

	for (unsigned n = 0; (process = osiris_touched(n, &ends)) != OSIRIS_NOBODY; n++) {
		int done = hook && hook(process);

		if (ends && !done)
			kc_kill(process); /* one that is gone is ended */
	}
}

void sv_set_end_hook(int (*hook)(endpoint_t process))
{
	sv_glue()->end_hook = hook;
}

/* A window that was rolled back may have set an alarm, or was opened by one: the service gets one to look by. */
void sv_alarm_again(void)
{
	if (osiris_lenient())
		kc_alarm_by((uint64_t)ALARM_AGAIN_MS * NS_PER_MS); /* refused to those that have none */
}

int sv_may_repeat(void)
{
	return sv_glue()->repeats++ < REPEATS_MAX;
}
