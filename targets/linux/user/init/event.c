/*
 * The event channel of the guest's user space.
 *
 * /dev/kmend belongs to the in-kernel part of kmend: it adds sequence number, time and check sum to each line and sends
 * it out of the event port. One write(2) is one event. On a kernel without it the lines go to the console, to be read
 * by a person.
 */
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "init.h"

static int channel = STDOUT_FILENO;

void event_open(void)
{
	int fd = open("/dev/kmend", O_RDWR | O_CLOEXEC);
	if (fd >= 0)
		channel = fd;
}

void event_send(const char *format, ...)
{
	char line[512];
	va_list arguments;
	va_start(arguments, format);
	int length = vsnprintf(line, sizeof(line) - 1, format, arguments);
	va_end(arguments);
	if (length < 0)
		return;
	if (length > (int)sizeof(line) - 2)
		length = sizeof(line) - 2;
	line[length++] = '\n';
	/* A second try only: a kernel that cannot write is a finding, not something to wait for. */
	if (write(channel, line, (size_t)length) != length && write(channel, line, (size_t)length) != length)
		dprintf(STDERR_FILENO, "init: event lost: %.*s", length, line);
}

void event_workload(char *text, int size)
{
	text[0] = '\0';
	if (channel == STDOUT_FILENO) {
		FILE *file = fopen("/etc/workload", "re");
		if (file != NULL && fgets(text, size, file) == NULL)
			text[0] = '\0';
		if (file != NULL)
			fclose(file);
	} else {
		ssize_t length = read(channel, text, (size_t)size - 1);
		text[length > 0 ? length : 0] = '\0';
	}
	text[strcspn(text, "\r\n")] = '\0';
}
