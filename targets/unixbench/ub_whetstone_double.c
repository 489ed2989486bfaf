/*
 * After Whetstone (H. J. Curnow, B. A. Wichmann, 1976), as published: eight modules, each so many times in a pass that the pass counts as 100,000 Whetstone instructions: elements of
 * an array 12, an array as parameter 14, conditional jumps 345, integers 210, sine and its like 32, calls 899, references to an array 616, square root and its like
 * 93. The weights and what each module is about are kept; its expressions and the functions (ub_math.h) are ours, so figures compare with each other only.
 * Double precision. What comes out was worked out once on another machine, and must come out.
 */
#include "ub.h"

#include "ub_math.h"

enum {
	ELEMENTS = 12,
	PARAMETER = 14,
	JUMPS = 345,
	INTEGERS = 210,
	SINES = 32,
	CALLS = 899,
	REFERENCES = 616,
	ROOTS = 93
};

#define NOT_INLINE __attribute__((noinline))

static double array[4];
static int j, k, l;

/* Each element becomes a share of the sum of all, with one sign turned: three additions, a multiplication, four times. */
static void turn_elements(double *e, double share)
{
	e[0] = share * (e[1] - e[3] + e[0] + e[2]);
	e[1] = share * (e[2] - e[0] + e[1] + e[3]);
	e[2] = share * (e[3] - e[1] + e[2] + e[0]);
	e[3] = share * (e[0] - e[2] + e[3] + e[1]);
}

static NOT_INLINE void turn_array(double *e)
{
	for (int i = 0; i < 6; i++)
		turn_elements(e, 0.499975);
}

static NOT_INLINE void weigh(double x, double y, double *out)
{
	double sum = 0.499975 * (x + y);

	*out = 0.5 * (sum + 0.499975 * (sum + y));
}

static NOT_INLINE void rotate(void)
{
	array[j] = array[k];
	array[k] = array[l];
	array[l] = array[j];
}

static int jumps(int state)
{
	for (int i = 0; i < JUMPS; i++) {
		if (state == 1)
			state = 2;
		else
			state = 3;
		if (state > 2)
			state = 0;
		else
			state = 1;
		if (state < 1)
			state = 1;
		else
			state = 0;
		__asm__ volatile("" : "+r"(state)); /* a compiler that sees through it would leave the loop out */
	}
	return state;
}

static void integers(void)
{
	j = 1;
	k = 2;
	l = 3;
	for (int i = 0; i < INTEGERS; i++) {
		j = j * (k - j) * (l - k);
		k = l * k - (l - j) * k;
		l = (l - k) * (k + j);
		array[(l - 2) & 3] = j + k + l;
		array[(k - 2) & 3] = j * k * l;
		j = 1;
		k = 2;
		l = 3;
		__asm__ volatile("" : "+m"(j), "+m"(k), "+m"(l));
	}
}

static double sines(double x)
{
	double y = x;

	for (int i = 0; i < SINES; i++) {
		x = 0.499975 * ub_atan(2 * ub_sin(x) * ub_cos(x) / (ub_cos(x + y) + ub_cos(x - y) + 1)) + 0.25;
		y = 0.499975 * ub_atan(2 * ub_sin(y) * ub_cos(y) / (ub_cos(x + y) + ub_cos(x - y) + 1)) + 0.25;
	}
	return x + y;
}

static double roots(double x)
{
	for (int i = 0; i < ROOTS; i++)
		x = ub_sqrt(ub_exp(ub_log(x) / 0.50025));
	return x;
}

static int is_near(double a, double b)
{
	return a - b < 1e-9 && b - a < 1e-9;
}

UB_MAIN
{
	double elements[4] = { 1, -1, -1, -1 }, whole[4] = { 1, -1, -1, -1 }, sine = 0, call = 0, root = 0;
	int state = 1;

	for (int pass = 0; pass < UB_WHETSTONE_PASSES; pass++) {
		for (int i = 0; i < ELEMENTS; i++)
			turn_elements(elements, 0.499975);
		for (int i = 0; i < PARAMETER; i++)
			turn_array(whole);
		state = jumps(state);
		integers();
		sine = sines(0.5);
		for (int i = 0; i < CALLS; i++)
			weigh(1, call, &call);
		j = 0;
		k = 1;
		l = 2;
		array[0] = 1;
		array[1] = 2;
		array[2] = 3;
		for (int i = 0; i < REFERENCES; i++)
			rotate();
		root = roots(0.75);
	}
	UB_CHECK(is_near(ub_sin(1.2) * ub_sin(1.2) + ub_cos(1.2) * ub_cos(1.2), 1) &&
		is_near(ub_sin(0.5), 0.479425538604203));
	UB_CHECK(is_near(ub_atan(1), 0.785398163397448) && is_near(ub_log(ub_exp(1.5)), 1.5) &&
		is_near(ub_exp(1), 2.718281828459045));
	UB_CHECK(state == 1 && is_near(elements[0], -0.262859611865) && is_near(whole[3], -0.708621759215));
	UB_CHECK(is_near(sine, 0.742052409965) && is_near(call, 0.999833351665) && is_near(root, 0.759865144888));
	UB_CHECK(array[0] == 3 && array[1] == 2 && array[2] == 3);
	return 0;
}
