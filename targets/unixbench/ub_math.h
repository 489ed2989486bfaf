/*
 * Functions of real numbers for the Whetstone program: our own on both systems, so that the same instructions are compared and not two libraries.
 * Good to some 12 digits for the arguments that occur there (below 10 in size); no special values.
 */
#ifndef UB_MATH_H
#define UB_MATH_H

static double ub_sqrt(double x)
{
	double root;

	__asm__("sqrtsd %1, %0" : "=x"(root) : "x"(x));
	return root;
}

/* Taylor's series after halving until the argument is small; then the doubling formula. */
static double ub_sin_small(double x)
{
	double square = x * x, term = x, sum = x;

	for (int i = 1; i < 8; i++) {
		term *= -square / (2 * i * (2 * i + 1));
		sum += term;
	}
	return sum;
}

static double ub_sin(double x)
{
	const double pi = 3.14159265358979323846;

	while (x > pi)
		x -= 2 * pi;
	while (x < -pi)
		x += 2 * pi;
	if (x > pi / 2)
		x = pi - x;
	else if (x < -pi / 2)
		x = -pi - x;
	x = ub_sin_small(x / 3); /* sin 3y = 3 sin y - 4 sin^3 y */
	return x * (3 - 4 * x * x);
}

static double ub_cos(double x)
{
	return ub_sin(x + 3.14159265358979323846 / 2);
}

/* Half the angle twice, then the series. */
static double ub_atan(double x)
{
	double square, term, sum;

	for (int i = 0; i < 3; i++)
		x = x / (1 + ub_sqrt(1 + x * x));
	square = x * x;
	sum = term = x;
	for (int i = 1; i < 9; i++) {
		term *= -square;
		sum += term / (2 * i + 1);
	}
	return 8 * sum;
}

static double ub_exp(double x)
{
	double term = 1, sum = 1;

	x /= 64;
	for (int i = 1; i < 9; i++) {
		term *= x / i;
		sum += term;
	}
	for (int i = 0; i < 6; i++)
		sum *= sum;
	return sum;
}

/* ln x = 16 ln of its sixteenth root, by the series of the inverse hyperbolic tangent. */
static double ub_log(double x)
{
	double y, square, term, sum;

	for (int i = 0; i < 4; i++)
		x = ub_sqrt(x);
	y = (x - 1) / (x + 1);
	square = y * y;
	sum = term = y;
	for (int i = 1; i < 8; i++) {
		term *= square;
		sum += term / (2 * i + 1);
	}
	return 32 * sum;
}

#endif
