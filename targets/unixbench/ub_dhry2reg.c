/*
 * After Dhrystone (R. P. Weicker, 1984), as published: integer code as system programs have it, one pass of which executes about half assignments, a third
 * decisions and loops and a sixth calls, on locals, parameters, globals and fields behind pointers, on numbers, characters, enumerations, two records, two
 * arrays and strings of 30 characters that are copied and compared. Its mix of these is kept; the program is our own, so figures compare with each other
 * only. "reg": its variables are where the compiler puts them.
 */
#include "ub.h"

enum colour { RED, GREEN, BLUE, WHITE, BLACK };

struct animal {
	struct animal *friend;
	enum colour colour, other;
	int weight;
	char name[31];
};

#define NOT_INLINE __attribute__((noinline))

static struct animal sheep, shepherd;
static int total, is_open, row[50], field[50][50];
static char first_letter, second_letter;

static NOT_INLINE enum colour letter_colour(char a, char b)
{
	char copy = a;

	if (copy != b)
		return RED;
	first_letter = copy;
	return GREEN;
}

/* Strings that begin alike: which is the greater? */
static NOT_INLINE int is_after(const char *a, const char *b)
{
	char letter = 'A';
	int at = 2;

	while (at <= 2)
		if (letter_colour(a[at], b[at + 1]) == RED) {
			letter = 'B';
			at++;
		}
	if (letter >= 'W' && letter < 'Z')
		at = 7;
	if (letter == 'R')
		return 1;
	if (strcmp(a, b) > 0) {
		total = at + 7;
		return 1;
	}
	return 0;
}

static NOT_INLINE int is_blue(enum colour colour)
{
	enum colour copy = colour;

	return copy == BLUE;
}

static NOT_INLINE void mix_colours(enum colour colour, enum colour *out)
{
	*out = is_blue(colour) ? colour : BLACK;
	switch (colour) {
	case RED:
		*out = RED;
		break;
	case GREEN:
		*out = total > 100 ? RED : BLACK;
		break;
	case BLUE:
		*out = GREEN;
		break;
	case BLACK:
		*out = BLUE;
		break;
	default:
		break;
	}
}

static NOT_INLINE void add_and_two(int a, int b, int *out)
{
	int sum = a + 2;

	*out = b + sum;
}

static NOT_INLINE void plough(int *line, int square[50][50], int column, int value)
{
	int at = column + 5;

	line[at] = value;
	line[at + 1] = line[at];
	line[at + 30] = at;
	for (int i = at; i <= at + 1; i++)
		square[at][i] = at;
	square[at][at - 1]++;
	square[at + 20][at] = line[at];
	total = 5;
}

static NOT_INLINE void find_friend(struct animal **out)
{
	if (sheep.friend)
		*out = sheep.friend;
	add_and_two(10, total, &sheep.weight);
}

static NOT_INLINE void visit(struct animal *who)
{
	struct animal *next = who->friend;

	*next = sheep;
	who->weight = 5;
	next->weight = who->weight;
	next->friend = who->friend;
	find_friend(&next->friend);
	if (next->colour == RED) {
		next->weight = 6;
		mix_colours(who->other, &next->other);
		next->friend = sheep.friend;
		add_and_two(next->weight, 10, &next->weight);
	} else {
		*who = *next;
	}
}

static NOT_INLINE void decide(int *weight)
{
	int left = *weight + 10;
	int done = 0;

	while (!done)
		if (first_letter == 'A') {
			left--;
			*weight = left - total;
			done = 1;
		}
}

static NOT_INLINE void open_gate(void)
{
	is_open = is_open | (first_letter == 'A');
	second_letter = 'B';
}

static NOT_INLINE void reset(void)
{
	first_letter = 'A';
	is_open = 0;
}

UB_MAIN
{
	char one[31], two[31];
	int a = 0, b = 0, c = 0;
	enum colour colour = RED;

	sheep = (struct animal){ &shepherd, RED, BLUE, 40, "a name of thirty letters long" };
	shepherd.friend = &sheep;
	strcpy(one, "counting sheep on the 1st hill");
	row[7] = 10;
	for (int pass = 0; pass < UB_DHRY_LOOPS; pass++) {
		reset();
		open_gate();
		a = 2;
		b = 3;
		strcpy(two, "counting sheep on the 2nd hill");
		colour = GREEN;
		is_open = !is_after(one, two);
		while (a < b) {
			c = 5 * a - b;
			add_and_two(a, b, &c);
			a++;
		}
		plough(row, field, a, c);
		visit(&sheep);
		for (char letter = 'A'; letter <= second_letter; letter++)
			if (colour == letter_colour(letter, 'C'))
				mix_colours(RED, &colour);
		b = b * a;
		a = b / c;
		b = 7 * (b - c) - a;
		decide(&a);
	}
	/* a: 3, then 9 / 7, then 1 + 9 - 5. b: 7 * (9 - 7) - 1. */
	UB_CHECK(a == 5 && b == 13 && c == 7 && colour == GREEN && is_open == 1 && total == 5);
	UB_CHECK(row[8] == 7 && row[9] == 7 && row[38] == 8);
	UB_CHECK(field[8][7] == UB_DHRY_LOOPS && field[8][8] == 8 && field[8][9] == 8 && field[28][8] == 7);
	UB_CHECK(
		sheep.weight == 17 && shepherd.weight == 18 && shepherd.other == GREEN && shepherd.friend == &shepherd);
	UB_CHECK(strcmp(shepherd.name, sheep.name) == 0 && first_letter == 'A' && second_letter == 'B');
	return 0;
}
