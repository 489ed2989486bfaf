/*
 * sendfile() to a socket whose protocol has no function for it (sendpage.patch).
 */
#include <string.h>
#include <sys/sendfile.h>
#include <sys/socket.h>
#include <unistd.h>

#include "../user/tests/test.h"

TEST(bug_sendpage, "bug-sendpage")
{
	enum { SIZE = 100 };
	char back[SIZE];
	off_t offset = 0;
	int ends[2], file = test_file("data", SIZE, 1);
	ssize_t sent;

	CHECK(socketpair(AF_UNIX, SOCK_DGRAM, 0, ends) == 0);
	sent = sendfile(ends[0], file, &offset, SIZE);
	CHECK(sent == -1 || sent == SIZE);
	if (sent == SIZE) {
		CHECK(recv(ends[1], back, SIZE, MSG_DONTWAIT) == SIZE);
		test_same(back, SIZE, 1);
	}

	/* The sockets and the file still do what they are for. */
	CHECK(write(ends[0], "after", 5) == 5 && recv(ends[1], back, SIZE, MSG_DONTWAIT) == 5);
	CHECK(memcmp(back, "after", 5) == 0 && pread(file, back, SIZE, 0) == SIZE);
	test_same(back, SIZE, 1);
	CHECK(close(ends[0]) == 0 && close(ends[1]) == 0 && close(file) == 0 && unlink("data") == 0);
}
