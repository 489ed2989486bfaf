/*
 * The answer to a ping, without asking whom it is from (ping.patch).
 */
#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/ip_icmp.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "../user/tests/test.h"

/* Which groups may have such sockets; by default there are none. */
static void allow(const char *groups)
{
	int fd = open("/proc/sys/net/ipv4/ping_group_range", O_WRONLY);

	CHECK(fd >= 0);
	test_write(fd, groups, strlen(groups));
	CHECK(close(fd) == 0);
}

static void ping(int fd, unsigned short number)
{
	struct sockaddr_in local = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	struct icmphdr request = { .type = ICMP_ECHO, .un.echo.sequence = number };

	CHECK(sendto(fd, &request, sizeof(request), 0, (struct sockaddr *)&local, sizeof(local)) ==
		(ssize_t)sizeof(request));
}

TEST(bug_ping, "bug-ping")
{
	struct icmphdr reply = { 0 };
	struct sockaddr_in from = { 0 };
	socklen_t size = sizeof(from);
	ssize_t received;
	int fd;

	allow("0 0");
	fd = socket(AF_INET, SOCK_DGRAM, IPPROTO_ICMP);
	CHECK(fd >= 0);
	ping(fd, 1);
	received = recv(fd, &reply, sizeof(reply), MSG_DONTWAIT);
	CHECK(received == -1 || received == (ssize_t)sizeof(reply));

	/* Asked properly; the first answer may be there still. */
	ping(fd, 2);
	for (int i = 0; i < 2 && reply.un.echo.sequence != 2; i++)
		CHECK(recvfrom(fd, &reply, sizeof(reply), MSG_DONTWAIT, (struct sockaddr *)&from, &size) ==
			(ssize_t)sizeof(reply));
	CHECK(reply.un.echo.sequence == 2 && from.sin_addr.s_addr == htonl(INADDR_LOOPBACK) && close(fd) == 0);
	allow("1 0");
}
