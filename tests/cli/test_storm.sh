# A storm: faults in whatever block runs next, until the kernel is down or its workload is over. A run for each seed, a table and a curve.
. "$(dirname "$0")/lib.sh" "$@"
tiny_flags '-DTINY_QUICK -DTINY_AGAIN'

# One block runs 2,000 times, and recovers: about every 300 executions a fault, five or six of them in a run.
campaign calm.yaml 'policies: [none, enhanced]' 'activation: storm 250' 'repeats: 6'
expect 0 run calm.yaml -o calm.kmend
says out 'Faults that a run survives' 'planned 12 = pass 12'
[ -s calm-plots/storm.svg ] && grep -q 'plot $line0' calm-plots/storm.gnuplot || fail chart
expect 0 report calm.kmend --table storm --format csv
cp out first
awk -F, '
	NR == 1 { if ($0 != "policy,seed,id,outcome,faults,survived,recovered,cross_thread,retries,killed") bad = "head " $0; next }
	{ n[$1]++; if ($4 != "pass" || $5 != $6 || $5 != $7 || $5 < 3 || $5 > 8) bad = "row " $0; seeds[$1 $2]++; sum += $5; kinds[$5]++ }
	END {
		if (n["none"] != 6 || n["enhanced"] != 6) bad = "runs"
		for (s in seeds) if (seeds[s] != 1) bad = "seed " s
		k = 0; for (i in kinds) k++
		if (k < 2) bad = "every seed is the same"
		if (bad) { print bad; exit 1 }
	}' first || fail "$(cat first)"
expect 0 run calm.yaml -o again.kmend --jobs 1 --no-plots
expect 0 report again.kmend --table storm --format csv
cmp -s out first || fail 'the same seeds, other faults'
[ "$(logs calm.kmend)" = "$(logs again.kmend)" ] || fail 'other logs'
expect 0 replay calm.kmend 3
for format in text markdown latex html json; do
	expect 0 report calm.kmend --table storm --format $format
done

# The second or third block is the first that breaks, and the ways to end are next to each other: few survive.
campaign wild.yaml 'policies: [enhanced]' 'activation: storm 2' 'repeats: 8'
expect 0 run wild.yaml -o wild.kmend
expect 0 report wild.kmend --table storm --format csv
awk -F, 'NR > 1 { died += $4 == "crash" || $4 == "shutdown"; if (($4 == "crash" || $4 == "shutdown") && $6 != $5 - 1) bad = 1 } END { exit bad || died < 6 }' out || fail "$(cat out)"
expect 0 report wild.kmend
says out 'share survived'

# What has no place in it.
expect 129 run calm.yaml --sample 3 -o p.kmend
one_line
says err 'a storm chooses no sites'
campaign sites.yaml 'policies: [none]' 'activation: storm 5' 'sites: ["*"]'
expect 129 run sites.yaml -o p.kmend
one_line
says err 'sites.yaml:6: sites: nothing is chosen'
campaign none.yaml 'policies: [none]' 'activation: storm 0'
expect 129 run none.yaml -o p.kmend
says err "'storm 0' is not one of"
[ ! -e p.kmend ] || fail 'a result is left'

# Without one the table says so.
campaign plain.yaml 'policies: [none]' 'select: sample' 'sample: 1'
expect 0 run plain.yaml -o plain.kmend
lacks out 'Faults that a run survives'
expect 0 report plain.kmend --table storm
says out 'No storm'
