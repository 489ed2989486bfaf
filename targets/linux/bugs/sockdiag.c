/*
 * A question about the sockets of an address family that there is not (sockdiag.patch).
 */
#include <errno.h>
#include <linux/netlink.h>
#include <linux/sock_diag.h>
#include <sys/socket.h>
#include <unistd.h>

#include "../user/tests/test.h"

enum { NO_FAMILY = 255 };

/* The error that the kernel answers with, by the call or by a message. */
static int ask(int fd, unsigned char family)
{
	struct {
		struct nlmsghdr header;
		struct sock_diag_req request;
	} question = { .header = { .nlmsg_len = sizeof(question),
			       .nlmsg_type = SOCK_DIAG_BY_FAMILY,
			       .nlmsg_flags = NLM_F_REQUEST | NLM_F_ACK },
		.request = { .sdiag_family = family } };
	struct {
		struct nlmsghdr header;
		struct nlmsgerr error;
		char rest[64];
	} answer;

	if (send(fd, &question, sizeof(question), 0) != (ssize_t)sizeof(question))
		return errno;
	CHECK(recv(fd, &answer, sizeof(answer), MSG_DONTWAIT) > (ssize_t)sizeof(answer.header));
	CHECK(answer.header.nlmsg_type == NLMSG_ERROR);
	return -answer.error.error;
}

TEST(bug_sockdiag, "bug-sockdiag")
{
	int fd = socket(AF_NETLINK, SOCK_DGRAM, NETLINK_SOCK_DIAG);

	CHECK(fd >= 0 && ask(fd, NO_FAMILY) != 0);
	/* A family that there is, and that nobody answers for. */
	CHECK(ask(fd, AF_INET) == ENOENT && close(fd) == 0);
}
