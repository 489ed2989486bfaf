#include "harness/machine/input.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "harness/base/error.h"

int input_new(struct input *input, const char *text)
{
	int ends[2];

	*input = (struct input)INPUT_INIT;
	if (!text || !*text)
		return 0;
	if (pipe2(ends, O_CLOEXEC) < 0)
		return kmend_error("cannot make a pipe: %s", strerror(errno));
	input->from = ends[0];
	input->to = ends[1];
	input->size = kmend_input_bytes(input->bytes, text);
	return 0;
}

void input_release(struct input *input)
{
	if (input->from >= 0)
		close(input->from);
	if (input->to >= 0)
		close(input->to);
	*input = (struct input)INPUT_INIT;
}

int input_put(const struct input *input)
{
	if (input->to < 0 || write(input->to, input->bytes, input->size) == (ssize_t)input->size)
		return 0;
	return kmend_error("cannot type on the console: %s", strerror(errno));
}

int input_left(const struct input *input)
{
	int left;

	return ioctl(input->from, FIONREAD, &left) < 0 ? kmend_error("a pipe: %s", strerror(errno)) : left;
}
