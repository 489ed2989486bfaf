/* UnixBench's pipe: one process writes 512 bytes into a pipe and reads them back. Ours also looks at what it reads. */
#include "ub.h"

UB_MAIN
{
	static char out[512], in[512];
	int ends[2];

	UB_CHECK(pipe(ends) == 0);
	for (size_t i = 0; i < sizeof(out); i++)
		out[i] = (char)(i * 5);
	for (int i = 0; i < UB_PIPE_LOOPS; i++) {
		out[i % 512]++;
		UB_CHECK(write(ends[1], out, sizeof(out)) == (ssize_t)sizeof(out));
		UB_CHECK(read(ends[0], in, sizeof(in)) == (ssize_t)sizeof(in));
		UB_CHECK(in[i % 512] == out[i % 512]);
	}
	UB_CHECK(memcmp(in, out, sizeof(in)) == 0);
	return 0;
}
