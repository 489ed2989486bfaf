/* Lists whose links are wrong. A BUG or a WARNING in lib/list_debug.c follows, which is the same report. */
#include "harness/outcome/report.h"

static const struct report_headline headlines[] = {
	{ "list_add corruption", "list-corruption", REPORT_WITHIN },
	{ "list_del corruption", "list-corruption", REPORT_WITHIN },
	{ "list_add double add", "list-corruption", REPORT_WITHIN },
	{ "{word} list_add corruption", "list-corruption", 0 },
	{ "{word} list_del corruption", "list-corruption", 0 },
	{ NULL, NULL, 0 },
};

const struct report_family report_list = {
	.class = REPORT_SERIOUS,
	.headlines = headlines,
	.sources = { REPORT_POINTER, REPORT_TRACE },
};
