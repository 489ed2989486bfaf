# Before a campaign each policy that promises to recover has to: target.yaml names where a component is crashed on purpose.
. "$(dirname "$0")/lib.sh" "$@"
tiny_flags -DTINY_QUICK
campaign c.yaml 'policies: [none, enhanced]' 'select: sample' 'sample: 2'

# A target that names no place: said in the report.
expect 0 run c.yaml -o unnamed.kmend --no-plots
lacks err pretest
expect 0 report unnamed.kmend
says out 'none: the target names no place for a deliberate crash'

# It recovers: the campaign starts, and what came of the crash is in the result.
echo "pretest: ['tiny:workload']" >>"$tiny/target.yaml"
fact() { "$sql" "$1" "SELECT value FROM meta WHERE key = 'pretest'"; }
expect 0 plan c.yaml -o good.kmend
says err 'pretest: 1 crashes on purpose under each of 1 policies'
[ "$(fact good.kmend)" = 'passed enhanced(tiny:workload=pass)' ] || fail 'the result does not say what came of it'
expect 0 run c.yaml -o good.kmend --no-plots
lacks err pretest # the plan is there already
expect 0 report good.kmend
grep -qE 'pretest.* passed$' out || fail 'the report does not say that it passed'

# A policy that promises nothing needs none.
campaign none.yaml 'policies: [none, stateless]' 'select: sample' 'sample: 1'
expect 0 plan none.yaml -o none.kmend
lacks err pretest
[ -z "$(fact none.kmend)" ] || fail 'a fact about nothing'

# It does not recover: the campaign does not start, and leaves no result.
tiny_flags '-DTINY_QUICK -DTINY_LOST'
expect 125 run c.yaml -o bad.kmend
says err 'policy enhanced does not recover a deliberate crash of tiny (workload): shutdown, shutdown:window-closed, no recovery; --no-pretest starts'
[ "$(grep -c 'kmend run: ' err)" = 1 ] || fail 'not one line about it'
[ ! -e bad.kmend ] || fail 'a result of nothing'
cp none.yaml two.yaml
expect 0 plan two.yaml -o two.kmend

# All the same, if the person wants it: then the result and every report say so, also when it is only one of the shards.
expect 0 run c.yaml -o bad.kmend --no-plots --no-pretest
lacks err 'pretest:'
[ "$(fact bad.kmend)" = skipped ] || fail 'not in the result'
for format in text html markdown; do
	expect 0 report bad.kmend --format $format
	says out 'skipped (--no-pretest)'
done
tiny_flags -DTINY_QUICK
expect 0 run c.yaml -o one.kmend --shard 1/2 --no-plots
expect 0 run c.yaml -o two.kmend --shard 2/2 --no-plots --no-pretest --renew
for order in 'one.kmend two.kmend' 'two.kmend one.kmend'; do
	rm -f all.kmend
	expect 0 merge all.kmend $order
	[ "$(fact all.kmend)" = skipped ] || fail "merged from $order: a shard that was not tried is forgotten"
done

# Places that cannot be.
wrong() {
	sed -i "s/^pretest:.*/pretest: ['$1']/" "$tiny/target.yaml"
	expect 129 run c.yaml -o wrong.kmend
	says err "$2"
}
wrong tiny "pretest: 'tiny' is not COMPONENT:FUNCTION"
wrong tiny: "pretest: 'tiny:' is not COMPONENT:FUNCTION"
wrong elsewhere:workload "pretest: 'elsewhere' is none of the components"
wrong tiny:nothing "pretest: the image has no site of fail-stop in 'tiny:nothing'"
sed -i 's/^pretest:.*/pretest_tests: [one]/' "$tiny/target.yaml"
expect 129 run c.yaml -o wrong.kmend
says err 'pretest_tests: they are the workload of pretest:, which is missing'
