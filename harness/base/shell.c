#include "harness/base/shell.h"

#include <string.h>

#include "harness/base/buf.h"
#include "harness/base/error.h"

char *kmend_shell_quote(const char *text)
{
	struct kmend_buf word = KMEND_BUF_INIT;
	int failed = kmend_buf_append(&word, "'", 1) < 0;

	for (const char *p = text; *p && !failed; p++)
		failed = (*p == '\'' ? kmend_buf_append(&word, "'\\''", 4) : kmend_buf_append(&word, p, 1)) < 0;
	if (!failed && kmend_buf_append(&word, "'", 1) == 0)
		return word.data;
	kmend_buf_release(&word);
	kmend_error_memory();
	return NULL;
}

char *kmend_shell_word(const char *text)
{
	static const char plain[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_./+-@%:,";
	char *word;

	if (!*text || text[strspn(text, plain)])
		return kmend_shell_quote(text);
	word = strdup(text);
	if (!word)
		kmend_error_memory();
	return word;
}
