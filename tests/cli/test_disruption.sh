# A campaign that measures service disruption: one site at intervals that are halved, times of tests by interval in the result, table and chart.
. "$(dirname "$0")/lib.sh" "$@"
tiny_flags '-DTINY_QUICK -DTINY_AGAIN'
printf 'name: d\ntarget: %s\npolicies: [none, enhanced]\nmeasure: disruption\nfault_model: fail-stop\nsites: ["tiny.c:workload:0:*"]\nactivation: interval 8ms\nrepeats: 5\n' "$tiny" >d.yaml
expect 0 run d.yaml -o d.kmend
says out 'OSIRIS Figure 3: service disruption' 'planned 10 = pass 8' 'not-activated 2'
[ -s d-plots/osiris-figure-3.svg ] && grep -q 'plot $line0' d-plots/osiris-figure-3.gnuplot || fail chart

# Twice as many faults each time, none in the reference; test `one` takes longer each time, and `two`, which is no work, is not there.
expect 0 report d.kmend --table osiris-figure-3 --format csv
cp out first
awk -F, '
	NR == 1 { if ($0 != "policy,interval_ns,recoveries,failed,test,ns,score,share") bad = "head"; next }
	$5 != "one" || $4 != 0 { bad = "row " $0 }
	$1 == "enhanced" { n++; interval[n] = $2; faults[n] = $3; ns[n] = $6; share[n] = $8 }
	END {
		if (n != 5 || interval[1] != 0 || interval[2] != 8000000 || interval[5] != 1000000) bad = "intervals"
		if (faults[1] != 0 || share[1] != 1 || faults[2] < 3) bad = "reference"
		for (i = 3; i <= n; i++)
			if (interval[i] * 2 != interval[i - 1] || faults[i] < 1.8 * faults[i - 1] || faults[i] > 2.5 * faults[i - 1] || ns[i] <= ns[i - 1]) bad = "row " i
		for (i = 2; i <= n; i++)
			if ((share[i] - ns[1] / ns[i]) ^ 2 > 1e-9) bad = "share " i
		if (bad) { print bad; exit 1 }
	}' first || fail "$(cat first)"
expect 0 run d.yaml -o d.kmend
says err 'nothing left to do'
expect 0 run d.yaml -o again.kmend --no-plots
expect 0 report again.kmend --table osiris-figure-3 --format csv
cmp -s out first || fail 'two campaigns measure differently'
for format in text markdown latex html json; do
	expect 0 report d.kmend --table osiris-figure-3 --format $format
done
expect 0 report d.kmend --format html
expect 0 replay d.kmend 5

# What has no place in it, and what it needs.
expect 129 run d.yaml --sample 3 -o p.kmend
one_line
expect 129 plan d.yaml -o p.kmend
one_line
refused() { # KEY LINE TEXT: with this line instead of the one with KEY
	sed "s#^$1:.*#$2#" d.yaml >bad.yaml
	expect 129 run bad.yaml -o p.kmend
	one_line
	says err "$3"
}
refused activation 'activation: every 3' 'bad.yaml:4: measure: disruption needs `activation: interval T`'
refused activation 'activation: interval 8' "'interval 8' is not one of: persistent, once"
refused sites '' 'disruption needs `sites:`'
refused repeats 'repeats: 1' 'must be 2 to 32'
refused repeats 'repeats: 20' 'shorter than 1us'
[ ! -e p.kmend ] || fail 'a result is left'
sed 's#^sites:.*#sites: ["nowhere.c:*"]#' d.yaml >none.yaml
expect 125 run none.yaml -o q.kmend
says err 'the workload reaches no fault site of fail-stop that `sites` names'
sed 's#^sites:.*#sites: ["tiny.c:*"]#' d.yaml >many.yaml
expect 125 run many.yaml -o r.kmend
says err '`measure: disruption` breaks one site; `sites` leaves'

# `sites` without measuring: what they do not match is not planned.
campaign s.yaml 'policies: [none, enhanced]' 'sites: ["*:1:0:fail-stop", "*:2:?:*"]'
expect 0 plan s.yaml -o s.kmend
[ "$("$sql" s.kmend 'SELECT group_concat(identity) FROM (SELECT identity FROM site ORDER BY identity)')" = tiny.c:workload:1:0:fail-stop,tiny.c:workload:2:0:fail-stop ] || fail 'other sites are planned'
