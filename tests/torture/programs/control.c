/* Ways through a function that are not if and while: computed goto, setjmp, switch ranges, recursion, early returns. */
#include <setjmp.h>
#include <stdio.h>

static jmp_buf *place; /* on the stack of main: what setjmp writes is not seen */
static int log_of[64], used;

static void note(int x) { log_of[used++ & 63] = x; }

static int machine(const unsigned char *code)
{
	static const void *const words[] = { &&stop, &&push, &&add, &&jump };
	int stack[8], top = 0, value;

	goto *words[*code];
push:
	stack[top++] = code[1];
	code += 2;
	goto *words[*code];
add:
	top--;
	stack[top - 1] += stack[top];
	code++;
	goto *words[*code];
jump:
	code += code[1];
	goto *words[*code];
stop:
	value = stack[top - 1];
	return value;
}

static void deep(int n)
{
	volatile char room[64];

	room[n & 63] = (char)n;
	if (!n)
		longjmp(*place, 7);
	deep(n - 1);
	note(room[n & 63]);
}

static int sort(int x)
{
	switch (x) {
	case 0 ... 9: return 1;
	case 10: note(x); /* falls through */
	case 11: return 2;
	case -5: return 3;
	default: return x > 100 ? 4 : 5;
	}
}

int main(void)
{
	static const unsigned char code[] = { 1, 20, 3, 3, 0, 1, 22, 2, 0 };
	volatile int tries = 0;
	jmp_buf here;
	int came, sum = 0;

	place = &here;
	came = setjmp(here);
	tries++;
	if (came != 7)
		deep(20);
	for (int i = -10; i < 120; i++)
		sum = sum * 3 + sort(i);
	printf("%d %d %d %d %d\n", came, tries, machine(code), sum, used);
	return 0;
}
