/* The devices: nothing, zeros, the console. */
#include "test.h"

int main(void)
{
	char buffer[2000];
	int null = open("/dev/null", O_RDWR), zero = open("/dev/zero", O_RDWR), console = open("/dev/console", O_RDWR);
	char text[300];

	CHECK(null >= 0 && zero >= 0 && console >= 0);
	memset(buffer, 1, sizeof(buffer));
	CHECK(read(null, buffer, 10) == 0 && write(null, buffer, sizeof(buffer)) == sizeof(buffer));
	CHECK(read(zero, buffer, sizeof(buffer)) == sizeof(buffer) && buffer[0] == 0 && buffer[1999] == 0);
	CHECK(write(zero, buffer, 10) == 10);
	CHECK(read(console, buffer, 10) == 0);
	memset(text, '.', sizeof(text));
	text[sizeof(text) - 1] = '\n';
	CHECK(write(console, text, sizeof(text)) == sizeof(text)); /* longer than VFS's line */
	CHECK_ERROR(write(console, (void *)8, 4), EFAULT);
	CHECK_ERROR(read(zero, (void *)8, 4), EFAULT);
	CHECK(close(open("/dev/null", O_WRONLY | O_TRUNC)) == 0);
	return 0;
}
