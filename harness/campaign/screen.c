#include "harness/campaign/screen.h"

#include <errno.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

void screen_measure(struct screen *screen, int fd)
{
	struct winsize size;
	int known = ioctl(fd, TIOCGWINSZ, &size) == 0 && size.ws_row && size.ws_col;

	screen->rows = known ? size.ws_row : 0;
	screen->columns = known ? size.ws_col : 0;
}

/* Rows that what was drawn takes now: a terminal that became narrower has broken its lines. */
static unsigned rows_drawn(const struct screen *screen)
{
	unsigned rows = 0;

	for (unsigned i = 0; i < screen->nlines; i++)
		rows += screen->columns && screen->lengths[i] > screen->columns
			? (screen->lengths[i] + screen->columns - 1) / screen->columns
			: 1;
	return rows;
}

/* To the beginning of what was drawn. After a change of size all of it is cleared: its pieces can be anywhere on their rows. */
static void add_return(struct kmend_buf *out, const struct screen *screen)
{
	unsigned rows = rows_drawn(screen);

	kmend_buf_append(out, "\r", 1);
	if (rows > 1)
		kmend_buf_printf(out, "\033[%uA", rows - 1);
	if (screen->nlines && screen->columns != screen->drawn_columns)
		kmend_buf_append(out, "\033[J", 3);
}

static void add_line(struct kmend_buf *out, struct screen *screen, const char *line, size_t size)
{
	/* The last column stays free: a terminal may or may not break a line that fills it. */
	if (screen->columns && size >= screen->columns)
		size = screen->columns - 1;
	if (screen->nlines)
		kmend_buf_append(out, "\r\n", 2);
	kmend_buf_append(out, line, size);
	kmend_buf_append(out, "\033[K", 3);
	screen->lengths[screen->nlines++] = (unsigned)size;
}

static void write_all(int fd, const struct kmend_buf *out)
{
	for (size_t at = 0; at < out->size;) {
		ssize_t n = write(fd, out->data + at, out->size - at);

		if (n < 0 && errno != EINTR)
			return; /* nobody looks any more */
		at += n > 0 ? (size_t)n : 0;
	}
}

void screen_draw(struct screen *screen, int fd, const char *text)
{
	struct kmend_buf out = KMEND_BUF_INIT;

	add_return(&out, screen);
	screen->nlines = 0;
	while (screen->nlines < SCREEN_LINES) {
		size_t size = strcspn(text, "\n");

		add_line(&out, screen, text, size);
		if (!text[size])
			break;
		text += size + 1;
	}
	kmend_buf_append(&out, "\033[J", 3); /* what was below, when there were more lines */
	screen->drawn_columns = screen->columns;
	write_all(fd, &out);
	kmend_buf_release(&out);
}
