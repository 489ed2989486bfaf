/*
 * A connection to a socket whose segments have room for their options alone (maxseg.patch).
 */
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include "../user/tests/test.h"

enum { SEGMENT = 12 /* the option for time stamps */, PATIENCE_MS = 50 };

static struct sockaddr_in place;

static int make_listener(void)
{
	socklen_t size = sizeof(place);
	int fd = socket(AF_INET, SOCK_STREAM, 0);

	place = (struct sockaddr_in){ .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	CHECK(fd >= 0 && bind(fd, (struct sockaddr *)&place, sizeof(place)) == 0 && listen(fd, 1) == 0);
	CHECK(getsockname(fd, (struct sockaddr *)&place, &size) == 0);
	return fd;
}

/* Whether somebody answers in time. */
static bool can_connect(void)
{
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0), error = 0;
	socklen_t size = sizeof(error);
	struct pollfd wait = { .fd = fd, .events = POLLOUT };
	bool connected;

	CHECK(fd >= 0);
	connected = connect(fd, (struct sockaddr *)&place, sizeof(place)) == 0;
	if (!connected && errno == EINPROGRESS)
		connected = poll(&wait, 1, PATIENCE_MS) == 1 &&
			getsockopt(fd, SOL_SOCKET, SO_ERROR, &error, &size) == 0 && error == 0;
	CHECK(close(fd) == 0);
	return connected;
}

TEST(bug_maxseg, "bug-maxseg")
{
	int value = SEGMENT, fd = make_listener();

	if (setsockopt(fd, IPPROTO_TCP, TCP_MAXSEG, &value, sizeof(value)) == 0)
		can_connect(); /* or not */
	CHECK(close(fd) == 0);

	fd = make_listener();
	CHECK(can_connect() && close(fd) == 0);
}
