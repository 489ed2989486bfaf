#include "report/page/texts.h"

#include <stdlib.h>

#include "harness/base/error.h"
#include "harness/base/safe.h"

int page_texts_init(struct page_texts *texts)
{
	*texts = (struct page_texts){ json_array(), json_object() };
	return texts->list && texts->numbers ? 0 : kmend_error_memory();
}

void page_texts_release(struct page_texts *texts)
{
	json_decref(texts->list);
	json_decref(texts->numbers);
	*texts = (struct page_texts){ NULL, NULL };
}

int page_texts_number(struct page_texts *texts, const char *text, size_t size, size_t limit)
{
	char *safe = kmend_safe_string(text, size, limit);
	const json_t *known = safe ? json_object_get(texts->numbers, safe) : NULL;
	size_t number = known ? (size_t)json_integer_value(known) : json_array_size(texts->list);
	int failed = !safe;

	if (safe && !known)
		failed = json_array_append_new(texts->list, json_string(safe)) < 0 ||
			json_object_set_new(texts->numbers, safe, json_integer((json_int_t)number)) < 0;
	free(safe);
	return failed ? kmend_error_memory() : (int)number;
}
