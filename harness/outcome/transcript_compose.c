#include "harness/outcome/transcript_compose.h"

struct transcript_event *compose_add(struct compose *c, enum transcript_kind kind)
{
	return transcript_add(&c->events, kind, c->ticks);
}

int compose_add_text(struct compose *c, enum transcript_kind kind, const char *text, size_t size, const char *otherwise)
{
	struct transcript_event *event = compose_add(c, kind);

	if (!event)
		return -1;
	transcript_encode(event->text, text, size, otherwise);
	return 0;
}
