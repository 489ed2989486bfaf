# A campaign that measures: run, read, refuse what has nothing to do with it.
. "$(dirname "$0")/lib.sh" "$@"
command -v jq >/dev/null || { echo 'no jq'; exit 77; }
tiny_flags -DTINY_QUICK
printf 'name: o\ntarget: %s\npolicies: [none, enhanced]\nmeasure: overhead\n' "$tiny" >o.yaml
expect 0 run o.yaml -o o.kmend
says out 'What recovery costs without a fault' instructions
says err '3 runs under each policy, on images without fault sites'
lacks out planned
[ ! -e o-plots ] || fail 'a folder for charts that there are not'

# One instruction is 8 ns of the guest, which never waits. Time begins with the event `ready` and ends with the last one, instructions begin
# and end with the stops that follow these.
expect 0 report o.kmend --format json
jq -e '[.measures[] | select(.kind == "instructions" and .subject == "")] | length == 2 and all(.[]; .value > 1000)' out >/dev/null || fail instructions
jq -e '[.measures[] | select(.policy == "none")] | (.[] | select(.kind == "instructions" and .subject == "").value) as $n |
	(.[] | select(.kind == "time" and .subject == "").value) as $ns | ($n * 8 - $ns | if . < 0 then -. else . end) < 10000' out >/dev/null || fail 'instructions and time'
# It hardly waits, so instructions of a test are known too: its time in them.
jq -e '[.measures[] | select(.policy == "none" and .subject == "one")] | (.[] | select(.kind == "instructions").value) as $n | (.[] | select(.kind == "time").value) as $ns | $n == ($ns / 8 | floor)' out >/dev/null || fail 'instructions of a test'
jq -e '[.measures[] | select(.kind == "time" and .policy == "enhanced").subject] | sort == ["", "one", "two"]' out >/dev/null || fail tests

# The same again is the same, number by number.
expect 0 run o.yaml -o again.kmend
expect 0 report o.kmend --table overhead --format csv
cp out first
expect 0 report again.kmend --table overhead --format csv
cmp -s out first || fail 'two campaigns measure differently'
expect 0 run o.yaml -o o.kmend
says err 'nothing left to do'

# Two results, cell by cell: the same kernel, and one that does more.
expect 0 compare o.kmend again.kmend --format csv
[ "$(head -n 1 out)" = policy,kind,subject,first,second,ratio ] || fail 'head of the comparison'
[ "$(tail -n +2 out | cut -d, -f6 | sort -u)" = 1.000000000 ] || fail 'a result differs from itself'
tiny_flags '-DTINY_QUICK -DTINY_AGAIN'
sed 's/^policies: .*/policies: [enhanced]/' o.yaml >more.yaml
expect 0 run more.yaml -o more.kmend
tiny_flags -DTINY_QUICK
expect 0 compare o.kmend more.kmend --format csv
grep -qE '^enhanced,instructions,,[0-9]+,[0-9]+,[0-9]{2,}\.' out || fail 'twice two thousand blocks more are not seen'
grep -qE '^enhanced,counter,one\.work,,2000,$' out || fail 'what only the second has'
! grep -q '^none' out || fail 'a policy that only one has'
expect 0 compare o.kmend more.kmend
says out 'Measures of two results' 'geometric mean of the tests' '(whole workload)'
for format in json markdown latex html; do
	expect 0 compare o.kmend more.kmend --format $format --table measures
done
expect 129 compare o.kmend
one_line
says err 'name a second result'
expect 129 compare o.kmend more.kmend --policy none
one_line
says err 'no policy in common of those named'
expect 129 compare o.kmend more.kmend --table differences
one_line
expect 129 compare o.kmend more.kmend --plots p
one_line

for table in osiris-4 osiris-5 osiris-6; do
	for format in text json csv markdown latex html; do
		expect 0 report o.kmend --table $table --format $format
		[ -s out ] || fail "$table as $format is empty"
	done
	expect 0 report o.kmend again.kmend --table $table
done
expect 0 report o.kmend --format html
expect 0 list o.kmend
[ ! -s out ] || fail 'experiments of a campaign that breaks nothing'

# What has nothing to do with it.
expect 129 plan o.yaml -o p.kmend
one_line
expect 129 run o.yaml --sample 3 -o p.kmend
one_line
expect 129 run o.yaml --shard 1/2 -o p.kmend
one_line
[ ! -e p.kmend ] || fail 'a result is left'
for key in 'fault_model: hang' 'select: all' 'sample: 3' 'repeats: 2' 'activation: once' 'oracle: true'; do
	{ cat o.yaml; echo "$key"; } >bad.yaml
	expect 129 run bad.yaml
	one_line
	says err "bad.yaml:5: ${key%%:*}: nothing is broken"
done
# Another campaign on the same result.
campaign f.yaml
sed -i 's/^name: f/name: o/' f.yaml
expect 129 run f.yaml -o o.kmend
says err "another campaign: measure is 'overhead' there and 'faults' here"
expect 0 run f.yaml -o faults.kmend --sample 1 --no-plots
expect 129 compare o.kmend faults.kmend
one_line
says err 'o.kmend measures, faults.kmend breaks'
expect 129 compare faults.kmend --table measures
one_line
says err 'compares two results of'

# A build that does not obey.
sed -i "s#^build:.*#build: \"KMEND_SITES= sh {target}/build.sh {out} {policy}\"#" "$tiny/target.yaml"
expect 125 run o.yaml -o q.kmend
says err 'its build puts fault sites in although KMEND_SITES is none'
