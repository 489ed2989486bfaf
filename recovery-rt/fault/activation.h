/*
 * When an armed site acts: decided here for kernels with glue and without. It goes by struct kmend_fault alone, which outlives
 * every restart of a component, and for intervals by the guest's clock, so the same fault acts at the same executions in every run. Freestanding.
 */
#ifndef KMEND_ACTIVATION_H
#define KMEND_ACTIVATION_H

#include <kmend/abi.h>

/*
 * One more; returns the new number. What interrupts the slow path can execute the armed block too: no two executions may get
 * the same number. On i386 only the carry is apart, once in 2^32.
 */
static inline uint64_t kmend_count_next(volatile uint64_t *n)
{
#ifdef __i386__
	uint32_t low = 1, high = 0;

	__asm__ volatile("lock xaddl %0, %2\n\t"
			 "adcl $0, 4+%2\n\t"
			 "movl 4+%2, %1"
		: "+&r"(low), "=&r"(high), "+m"(*n)
		:
		: "cc", "memory");
	low++;
	return (uint64_t)high << 32 | low;
#else
	uint64_t before = 1;

	__asm__ volatile("lock xaddq %0, %1" : "+r"(before), "+m"(*n) : : "cc", "memory");
	return before + 1;
#endif
}

/* A random number without a state: of SEED, the Nth (SplitMix64). */
static inline uint64_t kmend_mix(uint64_t seed, uint64_t n)
{
	uint64_t z = seed + n * 0x9e3779b97f4a7c15u;

	z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9u;
	z = (z ^ z >> 27) * 0x94d049bb133111ebu;
	return z ^ z >> 31;
}

/* Is N a multiple of OF (0 counts as 1)? By subtraction: there is no division of 64 bits in a 32-bit kernel. */
static inline int kmend_is_multiple(uint64_t n, uint64_t of)
{
	uint64_t piece;

	if (!of)
		of = 1;
	for (piece = of; piece <= n >> 1; piece <<= 1)
		;
	for (; piece >= of; piece >>= 1)
		if (n >= piece)
			n -= piece;
	return n == 0;
}

/* What faulty copies draw (kmend/abi.h): another stream than that of `probability`. */
static inline uint64_t kmend_fault_seed(const volatile struct kmend_fault *fault)
{
	return kmend_mix(~fault->seed, 0);
}

static inline uint64_t kmend_fault_random(const volatile struct kmend_fault *fault)
{
	return kmend_mix(~fault->seed, fault->activations);
}

/*
 * Is something due that comes at intervals? NOW and INTERVAL in one unit: nanoseconds here, blocks for who counts those. DUE is the caller's, 0
 * before the first call, from which the first interval counts. What nobody came for in time is not made up for: the next interval begins
 * when it acts, so that two activations are never closer than an interval.
 */
static inline int kmend_is_due(volatile uint64_t *due, uint64_t now, uint64_t interval)
{
	int acts = *due && now >= *due;

	if (!*due || acts)
		*due = now + interval < now ? UINT64_MAX : now + interval;
	return acts;
}

/* A storm is over when so many faults have acted. */
#define KMEND_STORM_MOST 1000u

/* From one fault of a storm to the next: N executions (N below 2^32), and up to as many more by chance; by number, from 0 on. */
static inline uint64_t kmend_storm_pause(const volatile struct kmend_fault *fault, uint64_t number)
{
	return fault->parameter + ((kmend_mix(fault->seed, number) >> 32) * fault->parameter >> 32);
}

/*
 * The armed block executes once more, at NOW_NS of guest time; *DUE is where its next interval ends (kmend_is_due()), or the execution at which a
 * storm acts next. Returns the number of this
 * activation, from 1 on; 0: the fault does not act this time.
 */
static inline uint64_t kmend_fault_runs(volatile struct kmend_fault *fault, uint64_t now_ns, volatile uint64_t *due)
{
	uint64_t n = kmend_count_next(&fault->executions);
	int acts = 0;

	switch (fault->activation) {
	case KMEND_ACTIVATION_PERSISTENT:
		acts = 1;
		break;
	case KMEND_ACTIVATION_ONCE:
		acts = n == 1;
		break;
	case KMEND_ACTIVATION_EVERY:
		acts = kmend_is_multiple(n, fault->parameter);
		break;
	case KMEND_ACTIVATION_AFTER:
		acts = n > fault->parameter;
		break;
	case KMEND_ACTIVATION_PROBABILITY:
		acts = kmend_mix(fault->seed, n) >> 32 < fault->parameter;
		break;
	case KMEND_ACTIVATION_INTERVAL:
		acts = kmend_is_due(due, now_ns, fault->parameter);
		break;
	case KMEND_ACTIVATION_STORM:
		if (!*due)
			*due = kmend_storm_pause(fault, 0);
		acts = n >= *due && fault->activations < KMEND_STORM_MOST;
		if (acts)
			*due = n + kmend_storm_pause(fault, fault->activations + 1);
		break;
	default:
		break;
	}
	return acts ? kmend_count_next(&fault->activations) : 0;
}

#endif
