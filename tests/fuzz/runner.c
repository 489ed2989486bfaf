/* Runs a fuzzer over the files of a folder: what a fuzzing engine once found interesting stays a test. */
#include <dirent.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* What a fuzzer demands of its corpus as a whole, if it does: 0 when all of it is there. */
int kmend_fuzz_end(void) __attribute__((weak));

#define MAX_BYTES (8u << 20)

static int run_file(const char *path)
{
	FILE *file = fopen(path, "rb");
	uint8_t *data = malloc(MAX_BYTES);
	size_t n;

	if (!file || !data) {
		fprintf(stderr, "%s: cannot read\n", path);
		return -1;
	}
	n = fread(data, 1, MAX_BYTES, file);
	fclose(file);
	fprintf(stderr, "%s: %zu bytes\n", path, n);
	/* exactly as large as the input, so that a sanitizer sees every byte read too many */
	data = realloc(data, n ? n : 1);
	LLVMFuzzerTestOneInput(data, n);
	free(data);
	return 0;
}

int main(int argc, char **argv)
{
	struct dirent **entries;
	int n = argc == 2 ? scandir(argv[1], &entries, NULL, alphasort) : -1, ran = 0;

	for (int i = 0; i < n; i++) {
		char path[4096];
		struct stat status;

		snprintf(path, sizeof(path), "%s/%s", argv[1], entries[i]->d_name);
		if (stat(path, &status) == 0 && S_ISREG(status.st_mode)) {
			if (run_file(path))
				return 1;
			ran++;
		}
		free(entries[i]);
	}
	if (!ran) {
		fprintf(stderr, "usage: %s FOLDER with at least one file in it\n", argv[0]);
		return 1;
	}
	free(entries);
	printf("%d inputs\n", ran);
	return kmend_fuzz_end && kmend_fuzz_end() != 0;
}
