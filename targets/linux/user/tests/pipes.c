/*
 * Pipes, fifos, and what waits for them: poll, select, epoll, eventfd, splice; and a pseudo terminal.
 */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/inotify.h>
#include <sys/ioctl.h>
#include <sys/select.h>
#include <sys/stat.h>
#include <termios.h>
#include <unistd.h>

#include "test.h"

static int ends[2], other[2];

TEST(pipe_full, "pipe-full")
{
	static char buffer[65536], back[65536];
	int waiting = 0;
	CHECK(pipe2(ends, O_NONBLOCK) == 0);
	CHECK_ERROR(read(ends[0], buffer, 1), EAGAIN);
	test_fill(buffer, sizeof(buffer), 1);
	CHECK(write(ends[1], buffer, sizeof(buffer)) == sizeof(buffer));
	CHECK_ERROR(write(ends[1], buffer, 1), EAGAIN);
	CHECK(ioctl(ends[0], FIONREAD, &waiting) == 0 && waiting == sizeof(buffer));
	test_read(ends[0], back, sizeof(back));
	test_same(back, sizeof(back), 1);
	CHECK(fcntl(ends[1], F_SETPIPE_SZ, 4096) == 4096);
	CHECK(write(ends[1], buffer, 5000) == 4096);
}

TEST(pipe_ends, "pipe-ends")
{
	char byte;
	CHECK(pipe(ends) == 0);
	test_write(ends[1], "x", 1);
	close(ends[1]);
	CHECK(read(ends[0], &byte, 1) == 1 && read(ends[0], &byte, 1) == 0);
	close(ends[0]);
	CHECK(pipe(ends) == 0);
	close(ends[0]);
	signal(SIGPIPE, SIG_IGN);
	CHECK_ERROR(write(ends[1], "x", 1), EPIPE);
	CHECK_ERROR(lseek(ends[1], 0, SEEK_SET), ESPIPE);
}

static void pass_on(void)
{
	char buffer[512];
	ssize_t length;
	close(ends[1]);
	close(other[0]);
	while ((length = read(ends[0], buffer, sizeof(buffer))) > 0)
		test_write(other[1], buffer, (size_t)length);
	CHECK(length == 0);
}

TEST(pipe_chain, "pipe-chain")
{
	char buffer[4000], back[4000];
	CHECK(pipe(ends) == 0 && pipe(other) == 0);
	pid_t pid = test_fork(pass_on);
	close(ends[0]);
	close(other[1]);
	test_fill(buffer, sizeof(buffer), 4);
	for (int i = 0; i < 4; i++) {
		test_write(ends[1], buffer, sizeof(buffer));
		test_read(other[0], back, sizeof(back));
		test_same(back, sizeof(back), 4);
	}
	close(ends[1]);
	CHECK(read(other[0], back, 1) == 0);
	test_wait(pid);
}

static void fifo_child(void)
{
	int fd = open("fifo", O_WRONLY);
	CHECK(fd >= 0);
	test_write(fd, "through the fifo", 16);
}

TEST(pipe_fifo, "pipe-fifo")
{
	char text[16];
	CHECK(mkfifo("fifo", 0600) == 0);
	CHECK_ERROR(open("fifo", O_WRONLY | O_NONBLOCK), ENXIO);
	pid_t pid = test_fork(fifo_child);
	int fd = open("fifo", O_RDONLY);
	CHECK(fd >= 0);
	test_read(fd, text, 16);
	CHECK(memcmp(text, "through the fifo", 16) == 0 && read(fd, text, 1) == 0);
	test_wait(pid);
	CHECK(unlink("fifo") == 0);
}

TEST(pipe_poll, "pipe-poll")
{
	CHECK(pipe(ends) == 0);
	struct pollfd set[2] = {{ends[0], POLLIN, 0}, {ends[1], POLLOUT, 0}};
	CHECK(poll(set, 2, 0) == 1 && set[0].revents == 0 && set[1].revents == POLLOUT);
	CHECK(poll(set, 1, 2) == 0);
	test_write(ends[1], "x", 1);
	fd_set reads;
	FD_ZERO(&reads);
	FD_SET(ends[0], &reads);
	CHECK(select(ends[0] + 1, &reads, NULL, NULL, NULL) == 1 && FD_ISSET(ends[0], &reads));
	close(ends[1]);
	CHECK(poll(set, 1, -1) == 1 && set[0].revents == (POLLIN | POLLHUP));
	set[1].fd = 900;
	CHECK(poll(set + 1, 1, 0) == 1 && set[1].revents == POLLNVAL);
}

TEST(pipe_epoll, "pipe-epoll")
{
	struct epoll_event event = {.events = EPOLLIN, .data.u32 = 1}, events[4];
	char byte;
	int set = epoll_create1(EPOLL_CLOEXEC);
	CHECK(set >= 0 && pipe(ends) == 0 && pipe(other) == 0);
	CHECK(epoll_ctl(set, EPOLL_CTL_ADD, ends[0], &event) == 0);
	CHECK_ERROR(epoll_ctl(set, EPOLL_CTL_ADD, ends[0], &event), EEXIST);
	event = (struct epoll_event){.events = EPOLLIN | EPOLLET, .data.u32 = 2};
	CHECK(epoll_ctl(set, EPOLL_CTL_ADD, other[0], &event) == 0);
	CHECK(epoll_wait(set, events, 4, 0) == 0);
	test_write(ends[1], "x", 1);
	test_write(other[1], "x", 1);
	CHECK(epoll_wait(set, events, 4, -1) == 2);
	/* The level stays, the edge was told. */
	CHECK(epoll_wait(set, events, 4, 0) == 1 && events[0].data.u32 == 1);
	CHECK(read(ends[0], &byte, 1) == 1);
	CHECK(epoll_wait(set, events, 4, 2) == 0);
	CHECK(epoll_ctl(set, EPOLL_CTL_DEL, ends[0], NULL) == 0);
	close(other[1]);
	CHECK(epoll_wait(set, events, 4, -1) == 1 && events[0].data.u32 == 2 && (events[0].events & EPOLLHUP));
}

TEST(pipe_eventfd, "pipe-eventfd")
{
	uint64_t value = 5;
	int fd = eventfd(3, EFD_NONBLOCK), many = eventfd(2, EFD_SEMAPHORE | EFD_NONBLOCK);
	CHECK(fd >= 0 && many >= 0);
	CHECK(write(fd, &value, 8) == 8 && read(fd, &value, 8) == 8 && value == 8);
	CHECK_ERROR(read(fd, &value, 8), EAGAIN);
	value = UINT64_MAX;
	CHECK_ERROR(write(fd, &value, 8), EINVAL);
	CHECK(read(many, &value, 8) == 8 && value == 1 && read(many, &value, 8) == 8 && value == 1);
	CHECK_ERROR(read(many, &value, 8), EAGAIN);
}

TEST(pipe_splice, "pipe-splice")
{
	char back[6000];
	int fd = test_file("f", 6000, 2), copy = open("g", O_RDWR | O_CREAT | O_TRUNC, 0600);
	loff_t from = 0;
	CHECK(copy >= 0 && pipe(ends) == 0 && pipe(other) == 0);
	CHECK(splice(fd, &from, ends[1], NULL, 6000, 0) == 6000);
	CHECK(tee(ends[0], other[1], 6000, 0) == 6000);
	CHECK(splice(ends[0], NULL, copy, NULL, 6000, 0) == 6000);
	CHECK(pread(copy, back, 6000, 0) == 6000);
	test_same(back, 6000, 2);
	memset(back, 0, sizeof(back));
	test_read(other[0], back, 6000);
	test_same(back, 6000, 2);
	CHECK(unlink("f") == 0 && unlink("g") == 0);
}

TEST(pipe_inotify, "pipe-inotify")
{
	char buffer[512];
	int fd = inotify_init1(IN_NONBLOCK);
	CHECK(fd >= 0 && mkdir("watched", 0700) == 0);
	int watch = inotify_add_watch(fd, "watched", IN_CREATE | IN_DELETE | IN_MOVE);
	CHECK(watch >= 0);
	close(test_file("watched/a", 1, 0));
	CHECK(rename("watched/a", "watched/b") == 0 && unlink("watched/b") == 0);
	static const uint32_t wanted[] = {IN_CREATE, IN_MOVED_FROM, IN_MOVED_TO, IN_DELETE};
	ssize_t length = read(fd, buffer, sizeof(buffer));
	CHECK(length > 0);
	char *next = buffer;
	for (int i = 0; i < 4; i++) {
		struct inotify_event event;
		CHECK(next + sizeof(event) <= buffer + length);
		memcpy(&event, next, sizeof(event));
		CHECK(event.wd == watch && event.mask == wanted[i]);
		next += sizeof(event) + event.len;
	}
	CHECK(next == buffer + length && rmdir("watched") == 0);
	CHECK_ERROR(inotify_rm_watch(fd, watch), EINVAL);
}

TEST(pipe_pty, "pipe-pty")
{
	char text[32];
	int one = posix_openpt(O_RDWR | O_NOCTTY);
	if (one < 0)
		test_skip("no pseudo terminals");
	CHECK(grantpt(one) == 0 && unlockpt(one) == 0);
	int two = open(ptsname(one), O_RDWR | O_NOCTTY);
	CHECK(two >= 0);
	test_write(one, "a line\n", 7);
	CHECK(read(two, text, sizeof(text)) == 7 && memcmp(text, "a line\n", 7) == 0);
	/* The echo, with the terminal's carriage return. */
	CHECK(read(one, text, sizeof(text)) == 8 && memcmp(text, "a line\r\n", 8) == 0);
	struct termios mode;
	CHECK(tcgetattr(two, &mode) == 0);
	cfmakeraw(&mode);
	CHECK(tcsetattr(two, TCSANOW, &mode) == 0);
	test_write(two, "raw\n", 4);
	CHECK(read(one, text, sizeof(text)) == 4);
	close(two);
	CHECK_ERROR(read(one, text, 1), EIO);
}
