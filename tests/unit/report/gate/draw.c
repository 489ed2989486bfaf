#include "draw.h"

#include "build.h"

/* Survivability and crashes of the five policies, about as the multi-server kernel has them. */
static const struct {
	const char *name;
	double survives, crashes; /* the rest shuts down */
} policies[] = {
	{ "none", 0, 1 },
	{ "stateless", 0.37, 0.63 },
	{ "naive", 0.31, 0.69 },
	{ "pessimistic", 0.44, 0.04 },
	{ "enhanced", 0.69, 0.04 },
};

#define NPOLICIES (sizeof(policies) / sizeof(policies[0]))
#define NSIGNATURES 20
#define LOSING 1 /* the policy that a loss is under: both outcomes are common there, so that it varies most */

/* splitmix64: a uniform number from 0 to 1. */
static double uniform(struct draw *draw)
{
	uint64_t z = draw->state += 0x9e3779b97f4a7c15;

	z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9;
	z = (z ^ z >> 27) * 0x94d049bb133111eb;
	return (double)((z ^ z >> 31) >> 11) / 9007199254740992.0;
}

static enum kmend_outcome outcome(struct draw *draw, size_t policy, double loss)
{
	double u = uniform(draw);

	if (u < policies[policy].survives - loss)
		return KMEND_OUTCOME_FAIL;
	return u < policies[policy].survives + policies[policy].crashes ? KMEND_OUTCOME_CRASH : KMEND_OUTCOME_SHUTDOWN;
}

/*
 * The outcome in the result. A share `changing` / 2 of all faults goes from surviving to crashing and as many come back, whatever their
 * outcome was (as far as there are enough of them); a loss comes on top of it.
 */
static enum kmend_outcome again(struct draw *draw, size_t policy, enum kmend_outcome before)
{
	double survives = policies[policy].survives, crashes = policies[policy].crashes;
	double flips = draw->changing / 2, loss = policy == LOSING ? draw->loss : 0, u = uniform(draw);
	double down, up;

	/* No more than half of what there is on either side. */
	flips = flips < survives / 2 ? flips : survives / 2;
	flips = flips < crashes / 2 ? flips : crashes / 2;
	down = survives > 0 ? (flips + loss) / survives : 0;
	up = crashes > 0 ? flips / crashes : 0;
	if (before == KMEND_OUTCOME_FAIL && u < down)
		return KMEND_OUTCOME_CRASH;
	if (before == KMEND_OUTCOME_CRASH && u < up)
		return KMEND_OUTCOME_FAIL;
	return before;
}

static void add(struct kmend_samples *samples, size_t policy, size_t number, enum kmend_outcome what, int is_edited)
{
	char signature[] = "page-fault in fa";
	struct kmend_sample_fault fault;

	signature[sizeof(signature) - 2] = (char)('a' + number % NSIGNATURES);
	fault = build_fault(number, what, signature);
	fault.shape += is_edited ? 1000000 : 0;
	build_add(samples, policy, &fault);
}

static void fill(struct draw *draw, struct kmend_samples *baseline, struct kmend_samples *result, size_t policy)
{
	double loss = policy == LOSING ? draw->loss : 0;

	for (size_t i = 0; i < draw->faults; i++) {
		enum kmend_outcome before = outcome(draw, policy, 0);
		int is_edited = (double)i < draw->edited * (double)draw->faults;

		add(baseline, policy, i, before, 0);
		add(result, policy, i, is_edited ? outcome(draw, policy, loss) : again(draw, policy, before),
			is_edited);
	}
}

enum kmend_gate_verdict draw_verdict(struct draw *draw)
{
	const char *names[NPOLICIES];
	struct kmend_samples baseline, result;
	struct kmend_gate_rules rules;
	enum kmend_gate_verdict verdict;
	struct kmend_gate gate;

	for (size_t i = 0; i < NPOLICIES; i++)
		names[i] = policies[i].name;
	baseline = build_samples("baseline", names, NPOLICIES);
	result = build_samples("result", names, NPOLICIES);
	for (size_t i = 0; i < NPOLICIES; i++)
		fill(draw, &baseline, &result, i);
	build_sort(&baseline);
	build_sort(&result);
	kmend_gate_rules_init(&rules);
	build_must(kmend_gate_make(&gate, &baseline, &result, &rules));
	verdict = gate.verdict;
	kmend_gate_release(&gate);
	kmend_samples_release(&baseline);
	kmend_samples_release(&result);
	return verdict;
}

struct draw_counts draw_many(struct draw *draw, size_t count)
{
	struct draw_counts counts = { 0, 0 };

	for (size_t i = 0; i < count; i++) {
		enum kmend_gate_verdict verdict = draw_verdict(draw);

		counts.red += verdict == KMEND_GATE_FAIL;
		counts.unknown += verdict == KMEND_GATE_UNKNOWN;
	}
	return counts;
}
