/* Scripts by chance. */
#include "akeso.h"
#include "script.h"

static uint64_t draw(uint64_t *seed, uint64_t below)
{
	uint64_t x = *seed += 0x9e3779b97f4a7c15u;

	x = (x ^ x >> 30) * 0xbf58476d1ce4e5b9u;
	x = (x ^ x >> 27) * 0x94d049bb133111ebu;
	return (x ^ x >> 31) % below;
}

static void add(struct script *s, unsigned t, struct op op)
{
	if (s->count[t] < SCRIPT_OPS)
		s->ops[t][s->count[t]++] = op;
}

static int object(uint64_t *seed)
{
	return 1 + (int)draw(seed, SCRIPT_OBJECTS);
}

static void thread_random(struct script *s, unsigned t, uint64_t *seed, unsigned most, int *call)
{
	unsigned depth = 0;

	while (s->count[t] + depth < most) {
		unsigned size = draw(seed, 4) ? 8 : 1 + (unsigned)draw(seed, 12);
		unsigned at =
			size == 8 ? 8 * (unsigned)draw(seed, 2) : (unsigned)draw(seed, SCRIPT_COUNTERS - size + 1);

		switch (draw(seed, 19)) {
		case 0:
		case 1:
		case 2:
			if (s->count[t] + depth + 2 > most)
				break;
			add(s, t,
				(struct op){ .code = OP_BEGIN,
					.kind = draw(seed, 3) ? AKESO_BASIC : (int)draw(seed, 4),
					.root = !depth || !draw(seed, 6) });
			depth++;
			break;
		case 3:
			if (depth && depth--)
				add(s, t, (struct op){ .code = OP_END, .call = draw(seed, 4) ? ++*call : 0 });
			break;
		case 4:
		case 5:
			add(s, t, (struct op){ .code = OP_READ, .at = at, .size = size });
			break;
		case 6:
		case 7:
		case 8:
			add(s, t, (struct op){ .code = OP_WRITE, .at = at, .size = size });
			break;
		case 9:
			add(s, t,
				(struct op){ .code = draw(seed, 2) ? OP_LOCK : OP_UNLOCK,
					.at = (unsigned)draw(seed, SCRIPT_LOCKS) });
			break;
		case 10:
			add(s, t, (struct op){ .code = OP_DEFER, .call = ++*call });
			break;
		case 11:
			add(s, t, (struct op){ .code = OP_DEFER, .call = ++*call, .object = object(seed) });
			break;
		case 12:
		case 13:
			if (s->count[t] + depth + 2 > most)
				break;
			add(s, t, (struct op){ .code = OP_BEGIN, .kind = AKESO_UNLOGGED });
			add(s, t, (struct op){ .code = OP_END, .call = ++*call, .object = object(seed) });
			break;
		case 14:
		case 15:
			add(s, t,
				(struct op){ .code = OP_ADD,
					.at = SCRIPT_COUNTERS + 4 * (unsigned)draw(seed, 2),
					.size = 4 });
			break;
		case 16:
			add(s, t,
				(struct op){ .code = draw(seed, 2) ? OP_READ : OP_WRITE,
					.at = SCRIPT_COUNTERS + (size == 8 ? 0 : 4 * (at & 1)),
					.size = size == 8 ? 8 : 4 });
			break;
		case 17:
			size = 1u << draw(seed, 4);
			at = (unsigned)draw(seed, SCRIPT_COUNTERS / size) * size;
			add(s, t,
				(struct op){ .code = OP_BITS, .at = at, .size = size, .bits = draw(seed, UINT64_MAX) });
			break;
		default:
			add(s, t, (struct op){ .code = OP_FAULT });
		}
	}
	while (depth--)
		add(s, t, (struct op){ .code = OP_END, .call = draw(seed, 2) ? ++*call : 0 });
}

void script_random(struct script *s, uint64_t seed, unsigned threads, unsigned most)
{
	int call = 0;

	*s = (struct script){ .threads = threads };
	for (unsigned t = 0; t < threads; t++)
		thread_random(s, t, &seed, most, &call);
}
