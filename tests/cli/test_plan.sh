# kmend plan: golden runs and the plan, no experiment; kmend run carries it out. Fault types, activation and blocks of the boot are
# chosen in the campaign, and what is wrong there is one line with file and line.
. "$(dirname "$0")/lib.sh" "$@"
tiny_flags -DTINY_QUICK

# stratum TYPE: sites, reached, at boot and chosen of the printed plan.
stratum() {
	awk -v type="$1" '$1 == type { print $3, $4, $5, $6 }' out
}

# PASS runs at boot and in the workload, NEVER at boot alone; three ways are left out of the quick workload.
campaign a.yaml 'policies: [none, enhanced]' 'repeats: 2'
expect 0 plan a.yaml -o a.kmend
[ "$(stratum fail-stop)" = '11 7 1 7' ] || fail 'not the sites of the test kernel'
says out 'experiments: 28'
says err 'the plan is in a.kmend'
expect 0 report a.kmend --table experiments --format csv
[ "$(tail -n +2 out | wc -l)" = 28 ] || fail 'not what was planned'
grep -qE ',(pass|fail|crash|shutdown|not-activated),' out && fail 'an experiment has run'

# Planned once is planned: nothing is done again, and run carries out what is there.
made() { "$sql" a.kmend "SELECT value FROM meta WHERE key = 'started'"; }
before=$(made)
sleep 1
expect 0 plan a.yaml -o a.kmend
says err 'holds this plan already'
says out 'experiments: 28'
[ "$(made)" = "$before" ] || fail 'the plan was made again'
expect 0 run a.yaml -o a.kmend --no-plots
says err 'carrying on with a.kmend'
lacks err 'golden runs'
table a.kmend >planned.csv
expect 0 run a.yaml -o whole.kmend --no-plots
says err 'golden runs'
table whole.kmend | cmp -s - planned.csv || fail 'plan and run are not what run is'
expect 129 plan a.yaml -o a.kmend --seed 9
says err 'belongs to another campaign: seed' 'start it over with --renew'
table a.kmend | cmp -s - planned.csv || fail 'a refused result was changed'
expect 0 plan a.yaml -o a.kmend --seed 9 --renew
says out 'experiments: 28'

# Interrupted while it plans: nothing is left, and the same command starts again.
campaign long.yaml 'policies: [none, enhanced]' 'golden_runs: 100'
: >err # of the command before, which has said so too
"$kmend" plan long.yaml -o long.kmend >out 2>err &
pid=$!
planning() { grep -q 'golden runs' err; }
wait_for planning
sleep 0.3
kill -INT $pid
wait $pid
[ $? = 125 ] || fail 'Ctrl-C is not exit status 125'
says err 'interrupted before the plan was made'
[ ! -e long.kmend ] || fail 'half a plan was left'

# Blocks that ran at boot are left out when the campaign says so.
campaign boot.yaml 'policies: [none]' 'boot: exclude'
expect 0 plan boot.yaml
[ "$(stratum fail-stop)" = '11 7 1 6' ] || fail 'what ran at boot is not left out'
expect 0 report boot.kmend --table experiments --format csv
lacks out ':workload:0:' # PASS
expect 0 run boot.yaml --no-plots

# The whole fault is stored and replayed.
campaign every.yaml 'policies: [none]' 'activation: after 100' 'select: sample' 'sample: 3'
expect 0 run every.yaml --no-plots
[ "$("$sql" every.kmend "SELECT DISTINCT activation || ' ' || parameter FROM experiment")" = 'after 100' ] ||
	fail 'another activation in the result'
table every.kmend | tail -n +2 | grep -vq ',not-activated,' && fail 'a fault acted before the 100th execution'
expect 0 replay every.kmend 1

# What a person wrote wrong is one line.
wrong() {
	local want=$1
	shift
	campaign wrong.yaml "$@"
	expect 129 plan wrong.yaml
	one_line
	says err "wrong.yaml:$want"
	[ ! -e wrong.kmend ] || fail 'a result of nothing'
}
wrong '5: fault_types: unknown fault type '\''flop'\' 'policies: [none]' 'fault_types: [fail-stop, flop]'
wrong '5: fault_types: '\''hang'\'' is not of the fault model '\''fail-stop'\' 'policies: [none]' 'fault_types: [hang]'
wrong '5: activation: '\''often'\'' is not one of: ' 'policies: [none]' 'activation: often'
wrong '5: ' 'policies: [none]' 'boot: perhaps'
sed -i 's/^fault_model: fail-stop/fault_types: [hang]/' a.yaml
expect 125 plan a.yaml -o hang.kmend
says err 'the workload activates no fault site of hang' # the test kernel has fail-stop sites only
expect 129 plan
expect 0 plan --help
says out 'kmend plan CAMPAIGN.yaml'
