# Statistics of shares, for compare.awk and whoever checks the figures of kmend without its code.
BEGIN {
	Z = 1.959963984540054
	lf_of[0] = lf_known = 0
}

function lf(n) { # logarithm of n!
	while (lf_known < n) {
		lf_known++
		lf_of[lf_known] = lf_of[lf_known - 1] + log(lf_known)
	}
	return lf_of[n]
}
function small_exp(x) { return x < -700 ? 0 : exp(x) }
function choose(n, k) { return lf(n) - lf(k) - lf(n - k) }
function max(a, b) { return a > b ? a : b }
function min(a, b) { return a < b ? a : b }
function wilson_low(x, n) { return (x + Z * Z / 2 - Z * sqrt(x * (n - x) / n + Z * Z / 4)) / (n + Z * Z) }
function wilson_high(x, n) { return (x + Z * Z / 2 + Z * sqrt(x * (n - x) / n + Z * Z / 4)) / (n + Z * Z) }

# Sets value, low, high for e (both), f (only the first), g (only the second), h (none): method 10 for paired shares.
function paired(e, f, g, h,    n, one, two, l1, u1, l2, u2, margins, cross, phi) {
	n = e + f + g + h
	one = (e + f) / n
	two = (e + g) / n
	l1 = wilson_low(e + f, n)
	u1 = wilson_high(e + f, n)
	l2 = wilson_low(e + g, n)
	u2 = wilson_high(e + g, n)
	margins = (e + f) * (g + h) * (e + g) * (f + h)
	cross = e * h - f * g
	if (cross > 0)
		cross = max(cross - n / 2, 0)
	phi = margins ? cross / sqrt(margins) : 0
	value = two - one
	low = max(value - sqrt(max((two - l2) ^ 2 - 2 * phi * (two - l2) * (u1 - one) + (u1 - one) ^ 2, 0)), -1)
	high = min(value + sqrt(max((u2 - two) ^ 2 - 2 * phi * (u2 - two) * (one - l1) + (one - l1) ^ 2, 0)), 1)
}
function mcnemar(f, g,    n, k, sum) {
	n = f + g
	sum = 0
	for (k = 0; k <= min(f, g); k++)
		sum += small_exp(choose(n, k) - n * log(2))
	return min(2 * sum, 1)
}
# Method 10 for independent shares: a of n, b of m.
function independent(a, n, b, m,    one, two) {
	one = a / n
	two = b / m
	value = two - one
	low = max(value - sqrt((two - wilson_low(b, m)) ^ 2 + (wilson_high(a, n) - one) ^ 2), -1)
	high = min(value + sqrt((wilson_high(b, m) - two) ^ 2 + (one - wilson_low(a, n)) ^ 2), 1)
}
function fisher(a, n, b, m,    k, p, here, sum) {
	here = small_exp(choose(n, a) + choose(m, b) - choose(n + m, a + b))
	sum = 0
	for (k = max(0, a + b - m); k <= min(n, a + b); k++) {
		p = small_exp(choose(n, k) + choose(m, a + b - k) - choose(n + m, a + b))
		if (p <= here * 1.0000001)
			sum += p
	}
	return min(sum, 1)
}
