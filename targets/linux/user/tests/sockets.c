/*
 * Sockets: unix and inet over the loopback interface.
 */
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/ip_icmp.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <stddef.h>
#include <string.h>
#include <sys/sendfile.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "test.h"

static int ends[2];
static struct sockaddr_in place;

TEST(unix_stream, "unix-stream")
{
	static char buffer[20000], back[20000];
	CHECK(socketpair(AF_UNIX, SOCK_STREAM, 0, ends) == 0);
	test_fill(buffer, sizeof(buffer), 1);
	for (int i = 0; i < 3; i++) {
		test_write(ends[i & 1], buffer, sizeof(buffer));
		test_read(ends[!(i & 1)], back, sizeof(back));
		test_same(back, sizeof(back), 1);
	}
	CHECK(send(ends[0], "peek", 4, 0) == 4 && recv(ends[1], back, 4, MSG_PEEK) == 4 &&
	        recv(ends[1], back, 4, 0) == 4);
	CHECK_ERROR(recv(ends[1], back, 4, MSG_DONTWAIT), EAGAIN);
	CHECK(shutdown(ends[0], SHUT_WR) == 0 && read(ends[1], back, 4) == 0);
	CHECK_ERROR(send(ends[0], "x", 1, MSG_NOSIGNAL), EPIPE);
	CHECK(write(ends[1], "x", 1) == 1 && read(ends[0], back, 1) == 1);
}

TEST(unix_datagram, "unix-datagram")
{
	char back[64];
	struct sockaddr_un one = {AF_UNIX, "one"}, from;
	socklen_t size = sizeof(from);
	int a = socket(AF_UNIX, SOCK_DGRAM, 0), b = socket(AF_UNIX, SOCK_DGRAM, 0);
	struct sockaddr_un abstract = {AF_UNIX, "\0kmend"};
	socklen_t abstract_size = offsetof(struct sockaddr_un, sun_path) + 6;
	CHECK(bind(a, (struct sockaddr *)&one, sizeof(one)) == 0 &&
	        bind(b, (struct sockaddr *)&abstract, abstract_size) == 0);
	CHECK(sendto(b, "first", 5, 0, (struct sockaddr *)&one, sizeof(one)) == 5);
	CHECK(sendto(b, "second", 6, 0, (struct sockaddr *)&one, sizeof(one)) == 6);
	CHECK(recvfrom(a, back, 3, MSG_TRUNC, (struct sockaddr *)&from, &size) == 5 && size == abstract_size);
	CHECK(memcmp(from.sun_path, "\0kmend", 6) == 0);
	CHECK(recv(a, back, sizeof(back), 0) == 6 && memcmp(back, "second", 6) == 0);
	CHECK(connect(a, (struct sockaddr *)&abstract, abstract_size) == 0 && write(a, "back", 4) == 4 &&
	        read(b, back, 64) == 4);
	close(b);
	CHECK_ERROR(write(a, "x", 1), ECONNREFUSED);
	CHECK(unlink("one") == 0);
}

static void unix_client(void)
{
	char text[8];
	struct sockaddr_un address = {AF_UNIX, "server"};
	int fd = socket(AF_UNIX, SOCK_SEQPACKET, 0);
	CHECK(fd >= 0 && connect(fd, (struct sockaddr *)&address, sizeof(address)) == 0);
	CHECK(send(fd, "question", 8, 0) == 8 && recv(fd, text, 8, 0) == 6 && memcmp(text, "answer", 6) == 0);
}

TEST(unix_server, "unix-server")
{
	char text[64];
	struct sockaddr_un address = {AF_UNIX, "server"};
	struct ucred who;
	socklen_t size = sizeof(who);
	int server = socket(AF_UNIX, SOCK_SEQPACKET, 0);
	CHECK(server >= 0 && bind(server, (struct sockaddr *)&address, sizeof(address)) == 0 && listen(server, 2) == 0);
	pid_t pid = test_fork(unix_client);
	int fd = accept(server, NULL, NULL);
	CHECK(fd >= 0 && getsockopt(fd, SOL_SOCKET, SO_PEERCRED, &who, &size) == 0 && who.pid == pid && who.uid == 0);
	CHECK(recv(fd, text, sizeof(text), 0) == 8 && send(fd, "answer", 6, 0) == 6);
	CHECK(recv(fd, text, sizeof(text), 0) == 0);
	test_wait(pid);
	CHECK_ERROR(bind(fd, (struct sockaddr *)&address, sizeof(address)), EADDRINUSE);
	close(server);
	int late = socket(AF_UNIX, SOCK_SEQPACKET, 0);
	CHECK_ERROR(connect(late, (struct sockaddr *)&address, sizeof(address)), ECONNREFUSED);
	CHECK(unlink("server") == 0);
	CHECK_ERROR(connect(late, (struct sockaddr *)&address, sizeof(address)), ENOENT);
}

/* Sends the descriptor with one byte. */
static void send_descriptor(int through, int fd)
{
	union {
		char room[CMSG_SPACE(sizeof(int))];
		struct cmsghdr align;
	} control = {0};
	struct iovec part = {"x", 1};
	struct msghdr message = {
	        .msg_iov = &part, .msg_iovlen = 1, .msg_control = &control, .msg_controllen = sizeof(control)};
	struct cmsghdr *header = CMSG_FIRSTHDR(&message);
	*header =
	        (struct cmsghdr){.cmsg_level = SOL_SOCKET, .cmsg_type = SCM_RIGHTS, .cmsg_len = CMSG_LEN(sizeof(int))};
	memcpy(CMSG_DATA(header), &fd, sizeof(int));
	CHECK(sendmsg(through, &message, 0) == 1);
}

static int receive_descriptor(int through)
{
	char byte;
	int fd = -1;
	union {
		char room[CMSG_SPACE(sizeof(int))];
		struct cmsghdr align;
	} control = {0};
	struct iovec part = {&byte, 1};
	struct msghdr message = {
	        .msg_iov = &part, .msg_iovlen = 1, .msg_control = &control, .msg_controllen = sizeof(control)};
	CHECK(recvmsg(through, &message, MSG_CMSG_CLOEXEC) == 1);
	struct cmsghdr *header = CMSG_FIRSTHDR(&message);
	CHECK(header != NULL && header->cmsg_type == SCM_RIGHTS && header->cmsg_len == CMSG_LEN(sizeof(int)));
	memcpy(&fd, CMSG_DATA(header), sizeof(int));
	return fd;
}

TEST(unix_rights, "unix-rights")
{
	int inner[2];
	char text[4];
	CHECK(socketpair(AF_UNIX, SOCK_STREAM, 0, ends) == 0 && pipe(inner) == 0);
	send_descriptor(ends[0], inner[1]);
	close(inner[1]);
	int fd = receive_descriptor(ends[1]);
	test_write(fd, "sent", 4);
	close(fd);
	CHECK(read(inner[0], text, 4) == 4 && read(inner[0], text, 4) == 0);
	/* A cycle that only the garbage collector can free. */
	send_descriptor(ends[0], ends[1]);
	close(ends[0]);
	close(ends[1]);
	CHECK(socketpair(AF_UNIX, SOCK_STREAM, 0, ends) == 0);
}

/* A socket of the type that listens (or is bound) at 127.0.0.1, at a port that the kernel chose; `place` says where. */
static int inet_bound(int type)
{
	socklen_t size = sizeof(place);
	int fd = socket(AF_INET, type, 0);
	place = (struct sockaddr_in){.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
	CHECK(fd >= 0 && bind(fd, (struct sockaddr *)&place, size) == 0);
	CHECK(getsockname(fd, (struct sockaddr *)&place, &size) == 0 && place.sin_port != 0);
	if (type == SOCK_STREAM)
		CHECK(listen(fd, 4) == 0);
	return fd;
}

static int inet_connected(void)
{
	int fd = socket(AF_INET, SOCK_STREAM, 0);
	CHECK(fd >= 0 && connect(fd, (struct sockaddr *)&place, sizeof(place)) == 0);
	return fd;
}

static void echo_client(void)
{
	static char buffer[30000], back[30000];
	int fd = inet_connected();
	test_fill(buffer, sizeof(buffer), 6);
	test_write(fd, buffer, sizeof(buffer));
	CHECK(shutdown(fd, SHUT_WR) == 0);
	test_read(fd, back, sizeof(back));
	test_same(back, sizeof(back), 6);
	CHECK(read(fd, back, 1) == 0);
}

TEST(tcp_echo, "tcp-echo")
{
	char buffer[4096];
	ssize_t length;
	int server = inet_bound(SOCK_STREAM);
	pid_t pid = test_fork(echo_client);
	int fd = accept(server, NULL, NULL);
	CHECK(fd >= 0);
	while ((length = read(fd, buffer, sizeof(buffer))) > 0)
		test_write(fd, buffer, (size_t)length);
	CHECK(length == 0);
	close(fd);
	test_wait(pid);
}

TEST(tcp_refused, "tcp-refused")
{
	int server = inet_bound(SOCK_STREAM), fd = socket(AF_INET, SOCK_STREAM, 0),
	    same = socket(AF_INET, SOCK_STREAM, 0);
	CHECK_ERROR(bind(same, (struct sockaddr *)&place, sizeof(place)), EADDRINUSE);
	close(server);
	CHECK_ERROR(connect(fd, (struct sockaddr *)&place, sizeof(place)), ECONNREFUSED);
	CHECK_ERROR(send(fd, "x", 1, MSG_NOSIGNAL), EPIPE);
	struct sockaddr_in foreign = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(0x0a000001), .sin_port = 1};
	CHECK_ERROR(bind(same, (struct sockaddr *)&foreign, sizeof(foreign)), EADDRNOTAVAIL);
	CHECK_ERROR(connect(same, (struct sockaddr *)&foreign, sizeof(foreign)), ENETUNREACH);
}

TEST(tcp_options, "tcp-options")
{
	int value = 1;
	socklen_t size = sizeof(value);
	struct tcp_info info;
	int server = inet_bound(SOCK_STREAM), fd = inet_connected();
	CHECK(setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &value, size) == 0 &&
	        setsockopt(fd, SOL_SOCKET, SO_KEEPALIVE, &value, size) == 0);
	value = 0;
	CHECK(getsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &value, &size) == 0 && value == 1);
	CHECK(getsockopt(server, SOL_SOCKET, SO_ACCEPTCONN, &value, &size) == 0 && value == 1);
	size = sizeof(info);
	CHECK(getsockopt(fd, IPPROTO_TCP, TCP_INFO, &info, &size) == 0 && info.tcpi_state == TCP_ESTABLISHED);
	CHECK_ERROR(setsockopt(fd, IPPROTO_TCP, 9999, &value, sizeof(value)), ENOPROTOOPT);
	struct sockaddr_in peer;
	size = sizeof(peer);
	CHECK(getpeername(fd, (struct sockaddr *)&peer, &size) == 0 && peer.sin_port == place.sin_port);
	CHECK_ERROR(getpeername(server, (struct sockaddr *)&peer, &size), ENOTCONN);
}

TEST(tcp_reset, "tcp-reset")
{
	char byte;
	struct linger now = {1, 0};
	int server = inet_bound(SOCK_STREAM), client = inet_connected(), fd = accept(server, NULL, NULL);
	CHECK(fd >= 0);
	CHECK(setsockopt(client, SOL_SOCKET, SO_LINGER, &now, sizeof(now)) == 0 && close(client) == 0);
	CHECK_ERROR(read(fd, &byte, 1), ECONNRESET);
	CHECK(read(fd, &byte, 1) == 0);
}

TEST(tcp_poll, "tcp-poll")
{
	int error = -1;
	char byte;
	socklen_t size = sizeof(error);
	int server = inet_bound(SOCK_STREAM), client = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
	struct pollfd set[2] = {{server, POLLIN, 0}, {client, POLLOUT, 0}};
	CHECK(fcntl(server, F_SETFL, O_NONBLOCK) == 0);
	CHECK_ERROR(accept(server, NULL, NULL), EAGAIN);
	CHECK_ERROR(connect(client, (struct sockaddr *)&place, sizeof(place)), EINPROGRESS);
	CHECK(poll(set, 2, 200) == 2);
	CHECK(getsockopt(client, SOL_SOCKET, SO_ERROR, &error, &size) == 0 && error == 0);
	int fd = accept4(server, NULL, NULL, SOCK_NONBLOCK);
	CHECK(fd >= 0);
	CHECK_ERROR(read(fd, &byte, 1), EAGAIN);
	CHECK(send(client, "u", 1, MSG_OOB) == 1);
	set[0] = (struct pollfd){fd, POLLPRI, 0};
	CHECK(poll(set, 1, 200) == 1 && set[0].revents == POLLPRI && recv(fd, &byte, 1, MSG_OOB) == 1 && byte == 'u');
}

TEST(tcp_sendfile, "tcp-sendfile")
{
	char back[6000];
	off_t from = 0;
	int file = test_file("f", 6000, 8), server = inet_bound(SOCK_STREAM), client = inet_connected(),
	    fd = accept(server, NULL, NULL);
	CHECK(fd >= 0 && sendfile(client, file, &from, 6000) == 6000 && from == 6000);
	test_read(fd, back, sizeof(back));
	test_same(back, sizeof(back), 8);
	CHECK(unlink("f") == 0);
}

TEST(udp_echo, "udp-echo")
{
	char back[3000], text[3000];
	struct sockaddr_in from;
	socklen_t size = sizeof(from);
	int server = inet_bound(SOCK_DGRAM), client = socket(AF_INET, SOCK_DGRAM, 0);
	test_fill(text, sizeof(text), 2);
	CHECK(client >= 0 && sendto(client, text, sizeof(text), 0, (struct sockaddr *)&place, sizeof(place)) == 3000);
	CHECK(recvfrom(server, back, sizeof(back), 0, (struct sockaddr *)&from, &size) == 3000);
	test_same(back, sizeof(back), 2);
	CHECK(sendto(server, "answer", 6, 0, (struct sockaddr *)&from, size) == 6 &&
	        recv(client, back, sizeof(back), 0) == 6);
	CHECK_ERROR(recv(client, back, 1, MSG_DONTWAIT), EAGAIN);
	/* Nobody there: the refusal comes back to the connected socket. */
	close(server);
	CHECK(connect(client, (struct sockaddr *)&place, sizeof(place)) == 0 && send(client, "x", 1, 0) == 1);
	CHECK_ERROR(recv(client, back, 1, 0), ECONNREFUSED);
}

TEST(udp_many, "udp-many")
{
	char texts[4][8] = {"one", "two", "three", "four"}, back[4][8];
	struct mmsghdr out[4] = {0}, in[4] = {0};
	struct iovec out_parts[4], in_parts[4];
	int server = inet_bound(SOCK_DGRAM), client = socket(AF_INET, SOCK_DGRAM, 0);
	CHECK(client >= 0 && connect(client, (struct sockaddr *)&place, sizeof(place)) == 0);
	for (int i = 0; i < 4; i++) {
		out_parts[i] = (struct iovec){texts[i], 8};
		in_parts[i] = (struct iovec){back[i], 8};
		out[i].msg_hdr = (struct msghdr){.msg_iov = &out_parts[i], .msg_iovlen = 1};
		in[i].msg_hdr = (struct msghdr){.msg_iov = &in_parts[i], .msg_iovlen = 1};
	}
	CHECK(sendmmsg(client, out, 4, 0) == 4 && recvmmsg(server, in, 4, MSG_DONTWAIT, NULL) == 4);
	CHECK(memcmp(texts, back, sizeof(texts)) == 0);
	struct timeval limit = {0, 2000};
	CHECK(setsockopt(server, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof(limit)) == 0);
	CHECK_ERROR(recv(server, back, 8, 0), EAGAIN);
}

static unsigned short checksum(const unsigned short *words, size_t count)
{
	unsigned sum = 0;
	for (size_t i = 0; i < count; i++)
		sum += words[i];
	sum = (sum >> 16) + (sum & 0xffff);
	return (unsigned short)~(sum + (sum >> 16));
}

TEST(icmp_echo, "icmp-echo")
{
	struct {
		struct icmphdr header;
		char text[32];
	} request = {.header = {.type = ICMP_ECHO, .un.echo = {.id = 77, .sequence = 5}}, .text = "is anybody there?"},
	  reply;
	char packet[256];
	struct sockaddr_in local = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
	int fd = socket(AF_INET, SOCK_RAW, IPPROTO_ICMP);
	CHECK(fd >= 0);
	request.header.checksum = checksum((const unsigned short *)&request, sizeof(request) / 2);
	CHECK(sendto(fd, &request, sizeof(request), 0, (struct sockaddr *)&local, sizeof(local)) == sizeof(request));
	/* A raw socket sees the request as well as the reply, each with its IP header. */
	for (int i = 0; i < 2; i++) {
		CHECK(recv(fd, packet, sizeof(packet), MSG_DONTWAIT) == (ssize_t)(20 + sizeof(reply)));
		memcpy(&reply, packet + 20, sizeof(reply));
		CHECK(reply.header.type == (i == 0 ? ICMP_ECHO : ICMP_ECHOREPLY) &&
		        memcmp(reply.text, request.text, 32) == 0);
	}
}
