#include "make.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

void make_line(struct make *make, uint64_t seq, uint64_t ticks, const char *body)
{
	char line[4096];
	unsigned char sum = 0;
	int n = snprintf(
		line, sizeof(line), "kmend %llu %llu %s", (unsigned long long)seq, (unsigned long long)ticks, body);

	for (int i = 0; i < n; i++)
		sum ^= (unsigned char)line[i];
	cr_assert_eq(kmend_buf_printf(&make->text, "@%s*%02X\n", line, sum), 0);
}

void make_event(struct make *make, const char *body)
{
	make_line(make, make->seq++, make->ticks, body);
	make->ticks += 1000;
}

void make_events(struct make *make, const char *const *bodies)
{
	for (; *bodies; bodies++)
		make_event(make, *bodies);
}

void make_text(struct make *make, const char *text)
{
	cr_assert_eq(kmend_buf_append(&make->text, text, strlen(text)), 0);
}

void make_free(struct make *make)
{
	kmend_buf_release(&make->text);
}

void make_begin(struct make *make, const char *site)
{
	char armed[64];

	snprintf(armed, sizeof(armed), "armed site=%s", site);
	MAKE(make, "ready target=toy policy=enhanced sites=100", armed, "suite-begin planned=2");
}

struct kmend_verdict judge(struct make *make, const struct kmend_exit *end, const struct kmend_golden *golden)
{
	const struct kmend_exit bare = KMEND_EXIT_BARE;
	struct kmend_verdict verdict;

	cr_assert_eq(kmend_classify(&verdict, make->text.data, make->text.size, end ? end : &bare, golden), 0);
	make_free(make);
	return verdict;
}
