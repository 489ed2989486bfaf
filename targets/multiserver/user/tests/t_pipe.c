/* A pipe carries bytes in order, over the end of its ring, to the end of the last writer. */
#include "test.h"

int main(void)
{
	static char out[3000], in[3000];
	int fds[2];
	struct vfs_stat st;

	CHECK(pipe(fds) == 0);
	CHECK(write(fds[1], "abc", 3) == 3 && read(fds[0], in, 2) == 2 && in[1] == 'b');
	for (unsigned i = 0; i < sizeof(out); i++)
		out[i] = (char)(i * 7);
	CHECK(write(fds[1], out, sizeof(out)) == sizeof(out));
	CHECK(read(fds[0], in, 1) == 1 && in[0] == 'c');
	CHECK(read(fds[0], in, sizeof(in)) == sizeof(in) && !memcmp(in, out, sizeof(in)));
	CHECK(write(fds[1], out, sizeof(out)) == sizeof(out)); /* wraps */
	CHECK(fstat(fds[1], &st) == 0 && st.size == sizeof(out));
	memset(in, 0, sizeof(in));
	CHECK(read(fds[0], in, sizeof(in)) == sizeof(in) && !memcmp(in, out, sizeof(in)));
	CHECK(read(fds[0], in, 0) == 0 && write(fds[1], out, 0) == 0);
	CHECK_ERROR(read(fds[1], in, 1), EBADF);
	CHECK_ERROR(write(fds[0], in, 1), EBADF);
	CHECK(write(fds[1], "z", 1) == 1 && close(fds[1]) == 0);
	CHECK(read(fds[0], in, 5) == 1 && read(fds[0], in, 5) == 0); /* the end */
	CHECK(close(fds[0]) == 0);
	CHECK(pipe(fds) == 0 && close(fds[0]) == 0);
	CHECK_ERROR(write(fds[1], "x", 1), EPIPE);
	return 0;
}
