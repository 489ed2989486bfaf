# What `kmend compare RESULT` must say, computed once more from the CSV of its experiments: transitions, differences with
# Newcombe's intervals, the exact tests of McNemar and Fisher, Holm's correction, and for stratified samples the weighted
# difference. Knows nothing of kmend's code.
#
#   awk -v stratified=0|1 -f statistics.awk -f compare.awk experiments.csv components.csv rows.tsv
#
# rows.tsv: the rows of the tables `differences`, `independent` and `transitions` of `kmend compare --format json`, with the name of the
# table first; an empty field is null. Prints what is different; exit 1 then.

function fail(text) { print "different: " text; bad = 1 }

# A line of CSV into field[1..]; returns how many.
function split_csv(line, field,    n, i, c, quoted) {
	n = 1
	field[1] = ""
	quoted = 0
	for (i = 1; i <= length(line); i++) {
		c = substr(line, i, 1)
		if (quoted && c == "\"" && substr(line, i + 1, 1) == "\"") {
			field[n] = field[n] c
			i++
		} else if (c == "\"")
			quoted = !quoted
		else if (c == "," && !quoted)
			field[++n] = ""
		else
			field[n] = field[n] c
	}
	return n
}

FNR == 1 { input++ }
input <= 2 && FNR == 1 {
	n = split_csv($0, field)
	split("", column)
	for (i = 1; i <= n; i++)
		column[field[i]] = i
	next
}
input == 1 {
	split_csv($0, field)
	policy = field[column["policy"]]
	fault = field[column["site"]] SUBSEP field[column["repeat"]]
	if (!(policy in known)) {
		known[policy] = 1
		npolicies++
	}
	outcome[policy, fault] = field[column["outcome"]]
	service[policy, fault] = field[column["service"]]
	if (activated(outcome[policy, fault])) {
		ran_under[policy]++
		unprobed[policy] += service[policy, fault] == "unknown"
	}
	component[fault] = field[column["component"]]
	if (!(fault in seen)) {
		seen[fault] = 1
		faults[++nfaults] = fault
	}
	next
}
input == 2 {
	split_csv($0, field)
	sites[field[column["component"]]] = field[column["active_sites"]]
	next
}
{ row[++nrows] = $0 }

function activated(o) { return o == "pass" || o == "fail" || o == "shutdown" || o == "crash" }
function has(share, o, s) { return share == "crash" ? o == "crash" : share == "usable" ? s == "usable" : o == "pass" || o == "fail" }
function probed(policy) { return ran_under[policy] && !unprobed[policy] }

# ---- counting two policies ----

# Sets E F G H, and NA XA NB XB: what has no pair, of how many.
function count(first, second, share,    i, fault, a, b) {
	E = F = G = H = NA = XA = NB = XB = 0
	for (i = 1; i <= nfaults; i++) {
		fault = faults[i]
		a = outcome[first, fault]
		b = outcome[second, fault]
		if (activated(a) && activated(b)) {
			if (has(share, a, service[first, fault]))
				has(share, b, service[second, fault]) ? E++ : F++
			else
				has(share, b, service[second, fault]) ? G++ : H++
		} else if (activated(a)) {
			NA++
			XA += has(share, a, service[first, fault])
		} else if (activated(b)) {
			NB++
			XB += has(share, b, service[second, fault])
		}
	}
}

# Sets value, low, high; returns 0 when there is nothing to weigh.
function weighted(first, second, share,    i, fault, a, b, c, e, f, g, h, pairs, ran, weight, total, v, l, u) {
	split("", e); split("", f); split("", g); split("", h); split("", pairs); split("", ran); split("", weight)
	for (i = 1; i <= nfaults; i++) {
		fault = faults[i]
		a = outcome[first, fault]
		b = outcome[second, fault]
		c = component[fault]
		if (a == "infra-error" || b == "infra-error" || a == "pending" || b == "pending")
			continue
		ran[c]++
		if (!activated(a) || !activated(b))
			continue
		pairs[c]++
		if (has(share, a, service[first, fault]))
			has(share, b, service[second, fault]) ? e[c]++ : f[c]++
		else
			has(share, b, service[second, fault]) ? g[c]++ : h[c]++
	}
	total = 0
	for (c in pairs)
		total += weight[c] = sites[c] * pairs[c] / ran[c]
	if (!total)
		return 0
	v = l = u = 0
	for (c in pairs) {
		paired(e[c] + 0, f[c] + 0, g[c] + 0, h[c] + 0)
		v += weight[c] / total * value
		l += (weight[c] / total * (value - low)) ^ 2
		u += (weight[c] / total * (high - value)) ^ 2
	}
	value = v
	low = max(v - sqrt(l), -1)
	high = min(v + sqrt(u), 1)
	return 1
}

# ---- comparing ----

function near(a, b) { return (a - b) ^ 2 <= (1e-8 + 1e-6 * (b < 0 ? -b : b)) ^ 2 }
function same(what, said, right) {
	checked++
	if (said == "" || !near(said, right))
		fail(what ": kmend says '" said "', it is " right)
}
# A value p: it can be too small for 9 decimals, so only its digits count.
function same_p(what, said, right) {
	checked++
	if (said == "" || (said - right) ^ 2 > (1e-6 * right + 1e-300) ^ 2)
		fail(what ": kmend says '" said "', it is " right)
}
function null(what, said) {
	checked++
	if (said != "")
		fail(what ": kmend says '" said "', there is none")
}

function check_difference(n, f,    what) {
	what = f[2] " to " f[3] ", " f[4]
	count(f[2], f[3], f[4])
	same(what ": pairs", f[5], E + F + G + H)
	same(what ": both", f[6], E)
	same(what ": only first", f[7], F)
	same(what ": only second", f[8], G)
	same(what ": neither", f[9], H)
	if (!(E + F + G + H)) {
		null(what ": difference", f[12])
		null(what ": p", f[15])
		return
	}
	same(what ": share of the first", f[10], (E + F) / (E + F + G + H))
	same(what ": share of the second", f[11], (E + G) / (E + F + G + H))
	paired(E, F, G, H)
	same(what ": difference", f[12], value)
	same(what ": low", f[13], low)
	same(what ": high", f[14], high)
	tests[++ntests] = mcnemar(F, G)
	test_said[ntests] = f[16]
	test_name[ntests] = what ": p after Holm"
	same_p(what ": p", f[15], tests[ntests])
	if (stratified && weighted(f[2], f[3], f[4])) {
		same(what ": weighted difference", f[17], value)
		same(what ": weighted low", f[18], low)
		same(what ": weighted high", f[19], high)
	} else
		null(what ": weighted difference", f[17])
}

function check_independent(n, f,    what) {
	what = f[2] " to " f[3] ", " f[4] ", without a pair"
	count(f[2], f[3], f[4])
	same(what ": of the first", f[5], XA)
	same(what ": of how many", f[6], NA)
	same(what ": of the second", f[7], XB)
	same(what ": of how many", f[8], NB)
	if (!NA || !NB) {
		null(what ": difference", f[9])
		null(what ": p", f[12])
		return
	}
	independent(XA, NA, XB, NB)
	same(what ": difference", f[9], value)
	same(what ": low", f[10], low)
	same(what ": high", f[11], high)
	tests[++ntests] = fisher(XA, NA, XB, NB)
	test_said[ntests] = f[13]
	test_name[ntests] = what ": p after Holm"
	same_p(what ": p", f[12], tests[ntests])
}

function check_transitions(first, second,    i, right, cell, count_of) {
	split("", count_of)
	for (i = 1; i <= nfaults; i++)
		count_of[outcome[first, faults[i]] SUBSEP outcome[second, faults[i]]]++
	for (cell in count_of) {
		right = said_transition[first, second, cell]
		same(first " to " second ", " cell, right == "" ? 0 : right, count_of[cell])
		delete said_transition[first, second, cell]
	}
}

# Holm: in order of the values, times the number of those left, never below the one before.
function check_holm(    i, k, least, used, running) {
	running = 0
	for (k = 0; k < ntests; k++) {
		least = 0
		for (i = 1; i <= ntests; i++)
			if (!(i in used) && (!least || tests[i] < tests[least]))
				least = i
		used[least] = 1
		running = max(running, min(tests[least] * (ntests - k), 1))
		same_p(test_name[least], test_said[least], running)
	}
}

END {
	for (n = 1; n <= nrows; n++) {
		split(row[n], f, "\t")
		if (f[1] == "differences") {
			ndifferences++
			check_difference(n, f)
			if (f[4] == "usable") {
				ndifferences--
				if (!probed(f[2]) || !probed(f[3]))
					fail("usable, where nobody probed")
				usable_of[f[2], f[3]] = 1
			}
			if (f[4] == "crash")
				pairs_of[++npairs_of] = f[2] SUBSEP f[3]
		} else if (f[1] == "independent") {
			nindependent++
			check_independent(n, f)
		} else if (f[1] == "transitions")
			said_transition[f[2], f[3], f[4], f[5]] = f[6]
		else
			fail("a row of '" f[1] "'")
	}
	if (ndifferences != npolicies * (npolicies - 1))
		fail(ndifferences + 0 " rows of differences for " npolicies " policies")
	for (n = 1; n <= npairs_of; n++) {
		split(pairs_of[n], f, SUBSEP)
		check_transitions(f[1], f[2])
		count(f[1], f[2], "crash")
		rest += (2 + ((f[1], f[2]) in usable_of)) * (NA || NB)
		if (probed(f[1]) && probed(f[2]) && !((f[1], f[2]) in usable_of))
			fail("nothing about usable, " f[1] " to " f[2])
	}
	if (nindependent + 0 != rest + 0)
		fail(nindependent + 0 " rows without pairs, it is " rest)
	for (cell in said_transition)
		fail("a transition that is not there: " cell)
	check_holm()
	printf "%d faults under %d policies, %d figures compared, %d tests\n", nfaults, npolicies, checked, ntests
	exit bad || !checked
}
