/* Progress: what is counted, that a pipe gets whole lines without control characters, and what stands on a terminal. */
#include <criterion/criterion.h>
#include <criterion/redirect.h>
#include <fcntl.h>
#include <poll.h>
#include <pty.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "harness/campaign/progress.h"

static struct progress_policy policies[] = { { .name = "none" }, { .name = "other" } };

static struct progress fresh(void)
{
	return (struct progress){ .planned = 200, .policies = policies, .npolicies = 2 };
}

Test(progress, counts_and_prints_lines, .init = cr_redirect_stderr)
{
	struct progress progress = fresh();
	char text[2000];
	size_t size;
	FILE *out;

	for (int i = 0; i < 4; i++)
		progress_before(&progress, 0, KMEND_OUTCOME_PASS, NULL);
	progress_start(&progress);
	progress_step(&progress, 0, KMEND_OUTCOME_CRASH, "");
	progress_step(&progress, 1, KMEND_OUTCOME_PASS, "");
	progress_end(&progress);
	cr_expect_eq(progress.done, 6);
	cr_expect_eq(progress.here, 2);
	cr_expect_eq(policies[0].outcomes[KMEND_OUTCOME_PASS], 4);
	cr_expect_eq(policies[1].outcomes[KMEND_OUTCOME_PASS], 1);
	progress_release(&progress);
	fflush(stderr);
	out = cr_get_redirected_stderr();
	size = fread(text, 1, sizeof text - 1, out);
	text[size] = 0;
	cr_expect_neq(strstr(text, "kmend: 4/200 experiments: pass 4\n"), NULL, "%s", text);
	cr_expect_neq(strstr(text, "kmend: 6/200 experiments"), NULL, "%s", text);
	cr_expect_neq(strstr(text, "pass 5 crash 1\n"), NULL, "%s", text);
	cr_expect_null(strchr(text, '\r'));
	cr_expect_null(strchr(text, '\033'));
}

/* ---- a terminal ------------------------------------------------------------------------------------------------ */

#define ROWS 40
#define COLUMNS 160

/* What a terminal of this size would show. It knows the few orders that are used, and breaks lines that are too long. */
static struct {
	int master, rows, columns, row, column;
	char cells[ROWS][COLUMNS + 1];
} screen;

static void resize(int rows, int columns)
{
	struct winsize size = { .ws_row = (unsigned short)rows, .ws_col = (unsigned short)columns };

	screen.rows = rows;
	screen.columns = columns;
	cr_assert_eq(ioctl(screen.master, TIOCSWINSZ, &size), 0);
}

/* stderr becomes a terminal. */
static void begin(int rows, int columns)
{
	int slave;

	cr_assert_eq(openpty(&screen.master, &slave, NULL, NULL, NULL), 0);
	cr_assert_eq(dup2(slave, STDERR_FILENO), STDERR_FILENO);
	close(slave);
	setenv("TERM", "xterm", 1);
	memset(screen.cells, ' ', sizeof screen.cells);
	resize(rows, columns);
}

static void line_feed(void)
{
	if (screen.row < screen.rows - 1) {
		screen.row++;
		return;
	}
	memmove(screen.cells[0], screen.cells[1], sizeof screen.cells[0] * (size_t)(screen.rows - 1));
	memset(screen.cells[screen.rows - 1], ' ', sizeof screen.cells[0]);
}

static void order(int number, char letter)
{
	switch (letter) {
	case 'A':
		screen.row = screen.row > number ? screen.row - number : 0;
		break;
	case 'J':
		for (int row = screen.row + 1; row < ROWS; row++)
			memset(screen.cells[row], ' ', sizeof screen.cells[row]);
		/* fall through */
	case 'K':
		memset(screen.cells[screen.row] + screen.column, ' ', (size_t)(COLUMNS - screen.column));
		break;
	default:
		cr_assert_fail("an order that is not expected: %c", letter);
	}
}

static void put(char c)
{
	if (screen.column == screen.columns) {
		screen.column = 0;
		line_feed();
	}
	cr_assert(c >= ' ' && c < 0x7f, "byte %#x", (unsigned char)c);
	screen.cells[screen.row][screen.column++] = c;
}

static void take(const char *bytes, size_t size)
{
	for (size_t i = 0; i < size; i++) {
		if (bytes[i] == '\r') {
			screen.column = 0;
		} else if (bytes[i] == '\n') {
			line_feed();
		} else if (bytes[i] == '\033') {
			char *end;
			long number = strtol(bytes + i + 2, &end, 10);

			cr_assert_eq(bytes[i + 1], '[');
			order((int)number, *end);
			i = (size_t)(end - bytes);
		} else {
			put(bytes[i]);
		}
	}
}

/* All that was written until now is on the screen. */
static void look(void)
{
	struct pollfd set = { .fd = screen.master, .events = POLLIN };
	static char bytes[65536];
	size_t size = 0;

	while (poll(&set, 1, 50) > 0 && size < sizeof bytes - 1) {
		ssize_t n = read(screen.master, bytes + size, sizeof bytes - 1 - size);

		if (n <= 0)
			break;
		size += (size_t)n;
	}
	bytes[size] = 0;
	take(bytes, size);
}

/* Does the text of this row begin so? */
static void row_is(int row, const char *text)
{
	cr_expect_eq(strncmp(screen.cells[row], text, strlen(text)), 0, "row %d is '%.*s', not '%s'", row,
		screen.columns, screen.cells[row], text);
}

static int rows_used(void)
{
	int used = 0;

	for (int row = 0; row < screen.rows; row++)
		for (int column = 0; column < screen.columns; column++)
			if (screen.cells[row][column] != ' ')
				used = row + 1;
	return used;
}

Test(progress, stays_in_place)
{
	struct progress progress = fresh();

	progress.planned = 402;
	begin(24, 80);
	progress_before(&progress, 0, KMEND_OUTCOME_CRASH, "known crash");
	progress_start(&progress);
	for (int i = 0; i < 100; i++) {
		progress_step(&progress, 0, KMEND_OUTCOME_CRASH, "known crash");
		progress_step(&progress, 1, i % 2 ? KMEND_OUTCOME_PASS : KMEND_OUTCOME_FAIL, "");
		progress_show(&progress);
		if (i % 10 == 0)
			look();
	}
	look();
	cr_expect_eq(rows_used(), 4);
	row_is(0, "[#############-------------] 201/402");
	row_is(1, "policy          done       pass %       fail %   shutdown %      crash %");
	row_is(2, "none             101    0[0,4]       0[0,4]       0[0,4]     100[96,100]");
	row_is(3, "other            100   50[40,60]    50[40,60]     0[0,4]       0[0,4]");
	progress_release(&progress);
}

Test(progress, new_signatures_and_hostile_ones)
{
	struct progress progress = fresh();

	begin(24, 80);
	progress_before(&progress, 0, KMEND_OUTCOME_CRASH, "known crash");
	progress_start(&progress);
	progress_step(&progress, 0, KMEND_OUTCOME_CRASH, "known crash");
	progress_show(&progress);
	look();
	cr_expect_eq(rows_used(), 4);
	for (int i = 0; i < 3; i++)
		progress_step(&progress, 0, KMEND_OUTCOME_CRASH, "panic \033[2J\xc3\xa9\n in f");
	progress_step(&progress, 0, KMEND_OUTCOME_FAIL, "no crash");
	progress_show(&progress);
	look();
	cr_expect_eq(rows_used(), 6);
	row_is(4, "1 new crash signature:");
	row_is(5, "  panic \\x1B[2J??\\x0A in f");
	progress_step(&progress, 0, KMEND_OUTCOME_CRASH, "b");
	progress_step(&progress, 0, KMEND_OUTCOME_CRASH, "c");
	progress_step(&progress, 0, KMEND_OUTCOME_CRASH, "d");
	progress_end(&progress);
	look();
	cr_expect_eq(rows_used(), 8);
	row_is(4, "4 new crash signatures, the last ones:");
	row_is(5, "  b ");
	row_is(7, "  d ");
	cr_expect_eq(screen.row, 8); /* what comes next stands below */
	progress_release(&progress);
}

/* Too small for the block: one line, cut. Larger again: the block. Nothing of what was there is left. */
Test(progress, size_changes)
{
	struct progress progress = fresh();

	begin(24, 120);
	progress_start(&progress);
	progress_step(&progress, 0, KMEND_OUTCOME_CRASH, "a");
	progress_show(&progress);
	look();
	cr_expect_eq(rows_used(), 6);
	resize(6, 120);
	progress_show(&progress);
	look();
	cr_expect_eq(rows_used(), 1);
	row_is(0, "1/200 experiments, ");
	resize(24, 30);
	progress_show(&progress);
	look();
	row_is(0, "1/200 experiments, ");
	cr_expect_eq(screen.cells[0][29], ' ', "the last column is free");
	resize(24, 100);
	progress_show(&progress);
	look();
	cr_expect_eq(rows_used(), 6);
	row_is(0, "[---------------------------------] 1/200");
	row_is(5, "  a ");
	progress_release(&progress);
}

/* A terminal that breaks its lines anew when it becomes narrower: all rows are cleared that they take then. */
Test(progress, broken_lines)
{
	struct progress progress = fresh();

	begin(24, 100);
	progress_start(&progress);
	progress_show(&progress);
	look();
	cr_expect_eq(rows_used(), 4);
	/* Each of the two long lines takes two rows now, the cursor is on the sixth. */
	resize(24, 60);
	for (int row = 0; row < 6; row++)
		memset(screen.cells[row], 'x', 60);
	screen.row = 3 + (int)(strlen("policy          done       pass %       fail %   shutdown %      crash %") > 60);
	screen.column = 20;
	progress_show(&progress);
	look();
	row_is(0, "0/200 experiments ");
	cr_expect_eq(rows_used(), 1);
	progress_release(&progress);
}

Test(progress, dumb_terminal)
{
	struct progress progress = fresh();
	char bytes[400];
	ssize_t size;

	begin(24, 80);
	setenv("TERM", "dumb", 1);
	progress_start(&progress);
	progress_end(&progress);
	size = read(screen.master, bytes, sizeof bytes - 1);
	cr_assert_gt(size, 0);
	bytes[size] = 0;
	cr_expect_eq(strncmp(bytes, "kmend: 0/200 experiments\r\n", 26), 0, "%s", bytes);
	cr_expect_null(strchr(bytes, '\033'));
	progress_release(&progress);
}
