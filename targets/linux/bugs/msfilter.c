/*
 * A list of sources for a multicast group that claims to be 2^30 + 1 long: both its sizes wrap around 32 bits (msfilter.patch).
 */
#include <arpa/inet.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "../user/tests/test.h"

enum { SOURCES = 8, CLAIMED = 0x40000001, LOOPBACK_INDEX = 1 };

static union {
	struct group_filter filter;
	char room[GROUP_FILTER_SIZE(SOURCES)];
} option;

static void set_address(struct sockaddr_storage *place, const char *text)
{
	struct sockaddr_in address = { .sin_family = AF_INET, .sin_addr.s_addr = inet_addr(text) };

	memcpy(place, &address, sizeof(address));
}

static int set_sources(int fd, unsigned count)
{
	option.filter.gf_numsrc = count;
	return setsockopt(fd, IPPROTO_IP, MCAST_MSFILTER, &option, sizeof(option));
}

TEST(bug_msfilter, "bug-msfilter")
{
	struct group_req group = { .gr_interface = LOOPBACK_INDEX };
	int fd = socket(AF_INET, SOCK_DGRAM, 0);

	set_address(&group.gr_group, "239.1.2.3");
	CHECK(fd >= 0 && setsockopt(fd, IPPROTO_IP, MCAST_JOIN_GROUP, &group, sizeof(group)) == 0);
	option.filter.gf_interface = group.gr_interface;
	option.filter.gf_group = group.gr_group;
	option.filter.gf_fmode = MCAST_INCLUDE;
	for (int i = 0; i < SOURCES; i++)
		set_address((struct sockaddr_storage *)(option.room + GROUP_FILTER_SIZE(i)), "127.0.0.1");
	CHECK(set_sources(fd, CLAIMED) == -1);

	/* An honest list, on the same socket. */
	CHECK(set_sources(fd, 1) == 0);
	CHECK(setsockopt(fd, IPPROTO_IP, MCAST_LEAVE_GROUP, &group, sizeof(group)) == 0 && close(fd) == 0);
}
