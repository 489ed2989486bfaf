# What comes after the last line of a workload (tests/traps, without glue) is no part of it: its blocks are not planned, what they do decides
# nothing, and every run says the same. A kernel that panics there without a fault is refused.
. "$(dirname "$0")/lib.sh" "$@"
. "${0%/*}/lib_traps.sh"

# counts RESULT: what the golden runs counted.
counts() {
	"$sql" "$1" 'SELECT block_id || unprotected_runs FROM block_count ORDER BY block_id' | cksum
}

# By a line, and by power-off: nothing that runs only afterwards is planned.
trap_target early FLAGS=-DNOTHING "$over"
trap_target late FLAGS=-DLATE=1 "$over"
trap_target off FLAGS=-DPOWEROFF 'machine: pc'
expect 0 plan early.yaml
sites=$(table early.kmend | wc -l)
expect 0 plan late.yaml
[ "$(table late.kmend | wc -l)" = "$sites" ] || fail 'other sites when the kernel runs on after its last line'
for name in late off; do
	printf 'select: sample\nsample: 60\nrepeats: 2\n' >>$name.yaml
	for jobs in 1 2; do
		rm -f $name.kmend
		expect 0 run $name.yaml -o $name$jobs.kmend --jobs $jobs --no-plots
		lacks err 'nothing left to do'
		expect 0 report $name$jobs.kmend --table experiments --format csv
		lacks out ':tear_down:'
		lacks out ':halt:'
		all=$(tail -n +2 out | wc -l)
		[ "$all" -gt 50 ] || fail 'hardly any experiment'
		# Every fault of this kernel stops it: each that is planned acts before the end, each time.
		[ "$(grep -c ',kernel,crash,' out)" = "$all" ] || fail "$name: not every fault that is planned stops the kernel"
	done
	[ "$(logs ${name}1.kmend)" = "$(logs ${name}2.kmend)" ] || fail "$name: other logs with two machines"
	[ "$(counts ${name}1.kmend)" = "$(counts ${name}2.kmend)" ] || fail "$name: other counts with two machines"
	for id in 1 $((all / 2)) "$all"; do
		expect 0 replay ${name}1.kmend "$id"
		says out byte-identical
	done
done

# A panic after the last line, in every run.
trap_target panics FLAGS=-DLATE=2 "$over"
expect 125 run panics.yaml --no-plots
says err "policy none: golden run: the kernel panics after its last line, without a fault: 'panic: trap 14: ip " 'one more word'
[ ! -e panics.kmend ] || fail 'there is a result'
