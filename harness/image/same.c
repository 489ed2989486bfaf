/* Whether two images have the same sites. Walks both in the order of their functions' heads, without writing an identity. */
#include <string.h>

#include "harness/base/error.h"
#include "harness/image/private.h"

/* The sites of an image one after the other; `left` is 0 after the last. */
struct walk {
	const struct kmend_image *image;
	uint32_t rank; /* of the function, by its head */
	uint32_t site, end;
	uint32_t left;
};

static const struct image_function *function_of(const struct walk *w)
{
	const struct image_storage *s = image_storage(w->image);

	return &s->functions[s->by_head[w->rank]];
}

static void enter(struct walk *w)
{
	const uint32_t *first_site = image_storage(w->image)->first_site;
	const struct image_function *f = function_of(w);

	w->site = first_site[f->first_block];
	w->end = first_site[f[1].first_block];
}

static struct walk start(const struct kmend_image *image)
{
	struct walk w = { .image = image, .left = image->nsites };

	if (w.left)
		enter(&w);
	return w;
}

static void step(struct walk *w)
{
	if (--w->left && ++w->site == w->end) {
		w->rank++;
		enter(w);
	}
}

static int order_of(uint32_t a, uint32_t b)
{
	return (a > b) - (a < b);
}

/* Negative: A's site comes first in the order of heads, ordinals, types and candidates. */
static int compare(const struct walk *a, const struct walk *b)
{
	const struct image_storage *x = image_storage(a->image), *y = image_storage(b->image);
	const struct kmend_site *s, *t;
	int order;

	if (!a->left || !b->left)
		return !a->left - !b->left;
	order = strcmp(function_of(a)->head, function_of(b)->head);
	if (!order)
		order = order_of(x->ordinal_of[x->block_of[a->site]], y->ordinal_of[y->block_of[b->site]]);
	if (order)
		return order;
	s = image_site_record(a->image, a->site);
	t = image_site_record(b->image, b->site);
	return order_of(KMEND_ACTION(s->type, s->candidate), KMEND_ACTION(t->type, t->candidate));
}

int kmend_image_same_sites(
	const struct kmend_image *a, const char *label_a, const struct kmend_image *b, const char *label_b)
{
	char identity[KMEND_IMAGE_IDENTITY_MAX];
	struct walk x = start(a), y = start(b);

	while (x.left || y.left) {
		int order = compare(&x, &y);

		if (order)
			return kmend_error("the images differ: site %s is only in %s",
				kmend_image_identity(order < 0 ? a : b, order < 0 ? x.site : y.site, identity),
				order < 0 ? label_a : label_b);
		step(&x);
		step(&y);
	}
	return 0;
}
