# kmend trend: baselines over revisions.
. "$(dirname "$0")/lib.sh" "$@"
. "$(dirname "$0")/gate_lib.sh"
for tool in git jq gnuplot; do
	command -v $tool >/dev/null || { echo "no $tool"; exit 77; }
done
tiny_flags -DTINY_QUICK
make_repository
first=$(git -C x rev-parse HEAD)
campaign a.yaml
expect 0 run a.yaml -o a.kmend --no-plots
expect 0 gate a.kmend --save --repository x
commit 'no baseline'
commit 'crashes <more>'
second=$commit
result_at b.kmend "$second" a.kmend "$(crashes_now new); UPDATE policy SET golden_ns = golden_ns * 2 WHERE name = 'enhanced'"
expect 0 gate b.kmend --save --repository x
commit last
third=$commit
result_at c.kmend "$third" a.kmend
expect 0 gate c.kmend --save --repository x
# A branch that was merged is not on the line.
git -C x checkout -q -b side "$first"
commit 'on a branch'
result_at d.kmend "$commit" a.kmend
expect 0 gate d.kmend --save --repository x
git -C x checkout -q master
git -C x merge -q --no-ff -m merged side >/dev/null || fail merge

expect 0 trend --repository x --format json
[ "$(jq -r '[.[].revision] | reduce .[] as $r ([]; if index($r) then . else . + [$r] end) | .[]' out)" = "$first
$second
$third" ] || fail 'oldest first, along first parents'
jq -e --arg second "$second" '(.[0] | keys_unsorted) == ["revision", "target", "campaign", "policy", "activated", "survived",
		"survived_rate", "survived_low", "survived_high", "crash", "crash_rate", "crash_low", "crash_high", "coverage",
		"golden_ns", "overhead", "subject"]
	and (map(select(.policy == "enhanced" and .revision == $second))[0] | .survived == 0 and .crash > 0
		and .subject == "crashes <more>")
	and (map(select(.policy == "none")) | all(.overhead == 0 and .coverage == null))
	and all(.survived_low <= .survived_rate and .survived_rate <= .survived_high)' out >/dev/null || fail 'JSON'
# The same figures as a report of the result.
expect 0 report b.kmend --table survivability --format csv
cp out report.csv
expect 0 trend "$second..$second" --repository x --format csv
[ "$(wc -l <out)" = 3 ] || fail 'one revision, two policies'
[ "$(sed -n 2,3p out | cut -d, -f4,7,8,9 | sort)" = "$(awk -F, 'NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i; next }
	{ print $at["policy"] "," $at["survived_rate"] "," $at["survived_low"] "," $at["survived_high"] }' report.csv | sort)" ] ||
	fail 'other figures than the report'
expect 0 trend "$first..$second" --repository x --format csv
[ "$(wc -l <out)" = 5 ] || fail 'both ends are in the range'
for format in text json csv markdown latex html; do
	expect 0 trend --repository x --format $format
	[ -s out ] || fail "$format is empty"
done
says out '<svg ' 'crashes &lt;more&gt;'
# Two campaigns: told apart in the table, chosen by an option; charts of both.
result_at e.kmend "$third" a.kmend "UPDATE meta SET value = 'long' WHERE key = 'campaign'"
expect 0 gate e.kmend --save --repository x
expect 0 trend --repository x --plots p
says out campaign long
expect 0 trend --repository x --campaign long --target tiny
lacks out "${first:0:10}"
for chart in trend-survivability trend-crashes trend-survivability-2; do
	[ -s p/$chart.svg ] && [ -s p/$chart.png ] || fail "no chart $chart"
done
# The intervals are in them.
grep -q yerrorbars p/trend-survivability.gnuplot || fail 'no intervals'
# Also in a repository without a work tree, and from any folder of it.
git clone -q --bare x bare.git && git -C bare.git fetch -q ../x 'refs/kmend/*:refs/kmend/*' || fail clone
expect 0 trend --repository bare.git
mkdir -p x/deep/down && cd x/deep/down && "$kmend" trend >"$tmp/out" 2>"$tmp/err" || fail 'from a folder below'
