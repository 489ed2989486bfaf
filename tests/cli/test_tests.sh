# Experiments that are about a test: nothing is broken, and the test runs before all others. A kernel with three bugs in it (tests/tiny).
. "$(dirname "$0")/lib.sh" "$@"
tiny_flags '-DTINY_QUICK -DTINY_BUGS'
tests_campaign() {
	printf 'name: %s\ntarget: %s\npolicies: [none, enhanced]\nmeasure: tests\nworkload: [%s]\n' "$(basename "$1" .yaml)" "$tiny" "$2" >"$1"
}

# The plan has each of them under each policy, and no site.
tests_campaign bugs.yaml 'bug-mends, bug-stays, bug-kills'
expect 0 plan bugs.yaml -o bugs.kmend
says err '3 tests under 2 policies: 6 experiments'

expect 0 run bugs.yaml -o bugs.kmend
says out 'What became of each test' 'planned 6 = pass 2 + fail 2 + shutdown 0 + crash 2'
lacks out 'random fault injection' # of tests that somebody chose there are no shares
expect 0 report bugs.kmend --table tests --format csv
cut -d, -f1-8 out >rows
diff rows - <<'END' || fail 'other rows'
test,policy,id,outcome,reason,detected,at,recovered
bug-mends,none,1,pass,completed,assertion,,1
bug-mends,enhanced,2,pass,completed,assertion,,1
bug-stays,none,3,fail,tests:bug-stays,assertion,,1
bug-stays,enhanced,4,fail,tests:bug-stays,assertion,,1
bug-kills,none,5,crash,panic:page-fault,page-fault,,0
bug-kills,enhanced,6,crash,panic:page-fault,page-fault,,0
END
says out 'bug-mends,none,1,pass,completed,assertion,,1,pass,0,ok' 'bug-kills,none,5,crash,panic:page-fault,page-fault,,0,missing,-,-'
[ "$(grep -c '^bug-stays,.*,fail,1,ok$' out)" = 2 ] || fail 'the test that fails with it is not counted'
for format in text markdown latex html json; do
	expect 0 report bugs.kmend --table tests --format $format
	expect 0 report bugs.kmend --format $format
done

# By its test an experiment is told apart, wherever one is shown.
[ "$(table bugs.kmend | sed -n 's/^5,//p')" = none,bug-kills,test,tests,crash,panic:page-fault,0,0,0 ] || fail "$(table bugs.kmend)"
expect 0 explain bugs.kmend 5
says out 'test       bug-kills' 'nothing is broken' 'why        the kernel gave up' 'detected component=tiny cause=page-fault'
expect 0 explain bugs.kmend 3
says out 'tests      fail: bug-stays'
expect 0 list bugs.kmend --outcome crash
[ "$(cut -f1 out | paste -sd,)" = 5,6 ] || fail list
for id in 1 3 5; do
	expect 0 replay bugs.kmend $id
	says out identical
done
expect 0 run bugs.yaml -o again.kmend --jobs 1 --no-plots
[ "$(logs bugs.kmend)" = "$(logs again.kmend)" ] || fail 'other logs'

# Carried on, in shards, and once more on another machine.
expect 0 run bugs.yaml -o bugs.kmend
says err 'nothing left to do'
"$sql" again.kmend "UPDATE experiment SET state = 'planned', outcome = NULL WHERE id IN (2, 5)"
expect 0 run bugs.yaml -o again.kmend --no-plots
[ "$(logs bugs.kmend)" = "$(logs again.kmend)" ] || fail 'resumed, other logs'
expect 0 run bugs.yaml -o one.kmend --shard 1/2 --no-plots
expect 0 run bugs.yaml -o two.kmend --shard 2/2 --no-plots
expect 0 merge both.kmend one.kmend two.kmend
[ "$(logs bugs.kmend)" = "$(logs both.kmend)" ] || fail 'in shards, other logs'
expect 0 run bugs.yaml -o checked.kmend --recheck 1 --no-plots
lacks err differs
expect 0 compare bugs.kmend again.kmend

# What is no such test: one that runs anyway; and what has no place in it.
tests_campaign anyway.yaml 'bug-mends, two'
expect 129 run anyway.yaml -o p.kmend
says err "anyway.yaml:5: workload: 'two' is one of the tests that run anyway"
tests_campaign nobody.yaml bug-nobody
expect 129 run nobody.yaml -o nobody.kmend
says err "target 'tiny' has no test 'bug-nobody'"
expect 129 run bugs.yaml --sample 3 -o p.kmend
one_line
says err 'its experiments are tests'
expect 129 bench bugs.yaml
says err 'its experiments are tests'
[ ! -e p.kmend ] || fail 'a result is left'

# Without one the table says so.
campaign plain.yaml 'policies: [none]' 'select: sample' 'sample: 1'
expect 0 run plain.yaml -o plain.kmend
lacks out 'What became of each test'
expect 0 report plain.kmend --table tests
says out 'No experiment is about a test'
