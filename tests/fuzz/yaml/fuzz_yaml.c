/*
 * Fuzzer of the files that people write. The first byte chooses: `c` campaign.yaml, anything else target.yaml. What is
 * accepted must hold what the headers of harness/config promise; what is refused must say so in one printable line that
 * begins with the file. With a fuzzing engine: clang -fsanitize=fuzzer,address; the corpus also runs as an ordinary
 * test through ../runner.c.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "harness/base/error.h"
#include "harness/config/campaign.h"
#include "harness/config/target.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static char dir[] = "/tmp/kmend-fuzz-XXXXXX", path[64];

static void require(int holds, const char *what)
{
	if (holds)
		return;
	fprintf(stderr, "yaml: does not hold: %s (%s)\n", what, kmend_error_text());
	abort();
}

static void clean(void)
{
	unlink(path);
	rmdir(dir);
}

static void set_up(void)
{
	if (path[0])
		return;
	require(mkdtemp(dir) != NULL, "a folder");
	snprintf(path, sizeof(path), "%s/target.yaml", dir);
	atexit(clean);
}

static void write_file(const uint8_t *data, size_t size)
{
	FILE *file = fopen(path, "wb");

	require(file && fwrite(data, 1, size, file) == size && fclose(file) == 0, "the file is written");
}

static void check_message(void)
{
	const char *text = kmend_error_text();

	require(strncmp(text, path, strlen(path)) == 0, "the message begins with the file");
	for (; *text; text++)
		require((unsigned char)*text >= 0x20 && *text != 0x7f, "the message is one printable line");
}

static void check_strings(char **list, uint64_t count)
{
	for (uint64_t i = 0; i < count; i++)
		require(list[i] && *list[i], "a list of texts that are not empty");
}

static void campaign(void)
{
	struct kmend_campaign *c;

	if (kmend_campaign_load(&c, path)) {
		require(!c, "nothing after an error");
		check_message();
		return;
	}
	require(*c->name && *c->target && *c->fault_model && c->text && strcmp(c->path, path) == 0, "texts");
	require(c->policies_count >= 1 && c->policies_count <= 256, "policies");
	require(c->repeats >= 1 && c->repeats <= 1000 && c->golden_runs >= 3 && c->golden_runs <= 100, "numbers");
	require(!kmend_selection_needs_sample(c->select) || c->sample, "a sample where one is needed");
	require(kmend_selection_takes_sample(c->select) || !c->sample, "no sample where none is taken");
	check_strings(c->policies, c->policies_count);
	check_strings(c->workload, c->workload_count);
	kmend_campaign_free(c);
}

static void target(void)
{
	struct kmend_target *t;

	if (kmend_target_load(&t, dir)) {
		require(!t, "nothing after an error");
		check_message();
		return;
	}
	require(*t->name && strlen(t->name) <= 15 && t->description && *t->build && *t->settings.image &&
			*t->dir == '/',
		"texts");
	require(t->settings.memory_mib >= 2 && t->settings.memory_mib <= 2048 && t->settings.cpus == 1 &&
			t->settings.icount_shift <= 10,
		"numbers");
	require(t->time_factor > 0 && t->time_factor <= 100, "time factor");
	require(t->policies_count >= 1 && kmend_target_has_policy(t, t->policies[0]), "policies");
	require(!kmend_target_has_policy(t, "no such policy"), "no policy that is not there");
	check_strings(t->policies, t->policies_count);
	check_strings(t->components, t->components_count);
	check_strings(t->sources, t->sources_count);
	check_strings(t->tests, t->tests_count);
	kmend_target_free(t);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	if (!size)
		return 0;
	set_up();
	write_file(data + 1, size - 1);
	if (data[0] == 'c')
		campaign();
	else
		target();
	return 0;
}
