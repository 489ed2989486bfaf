#include "harness/build/expand.h"

#include <stdlib.h>
#include <string.h>

#include "harness/base/buf.h"
#include "harness/base/error.h"
#include "harness/base/file.h"
#include "harness/base/shell.h"

static char *compiler(const char *cc)
{
	char *dir, *path, *word, *command;

	if (cc)
		return kmend_shell_word(cc);
	dir = kmend_program_dir();
	path = dir ? kmend_format("%s/kmend", dir) : NULL;
	word = path ? kmend_shell_word(path) : NULL;
	command = word ? kmend_format("%s cc", word) : NULL;
	free(word);
	free(path);
	free(dir);
	return command;
}

static int add_word(struct kmend_buf *command, const char *value)
{
	char *word = kmend_shell_quote(value);
	int result = word ? kmend_buf_append(command, word, strlen(word)) : -1;

	free(word);
	return result;
}

char *build_expand(const char *text, const struct build_names *names)
{
	struct kmend_buf command = KMEND_BUF_INIT;
	char *cc = compiler(names->cc);
	const struct {
		const char *name, *value;
	} words[] = {
		{ "{target}", names->target },
		{ "{out}", names->out },
		{ "{common}", names->common },
		{ "{cc}", cc },
		{ "{policy}", names->policy },
	};
	const size_t n = sizeof(words) / sizeof(words[0]);
	int failed = !cc;

	while (*text && !failed) {
		size_t i = 0;

		while (i < n && strncmp(text, words[i].name, strlen(words[i].name)) != 0)
			i++;
		failed = (i < n ? add_word(&command, words[i].value) : kmend_buf_append(&command, text, 1)) < 0;
		text += i < n ? strlen(words[i].name) : 1;
	}
	free(cc);
	if (!failed)
		return command.data;
	kmend_buf_release(&command);
	return NULL;
}
