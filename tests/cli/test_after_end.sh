# What comes after the last line of a workload (tests/traps, without glue) is no part of it: its blocks are not planned, what they do decides
# nothing, and every run says the same. A kernel that panics there without a fault is refused.
. "$(dirname "$0")/lib.sh" "$@"
cp -r "$root/tests/traps" kernel

# target NAME MACHINE FLAGS [DONE]
target() {
	mkdir "$1"
	cat >"$1/target.yaml" <<-END
		name: $1
		arch: i386
		machine: $2
		build: "cp -r {target}/../kernel/. {out} && cd {out} && make CC={cc} FLAGS=$3"
		image: kernel.elf
		sources: [../kernel]
		memory_mib: 8
		policies: [none]
		console:
		  ready: '^trap kernel: up'
		  test_begin: '^test ([a-z]+)'
		  test_pass: '^ok ([a-z]+)'
		  test_fail: '^FAILED ([a-z]+)'
		  panic: '^panic: (.*)'
		  ${4:-}
	END
	printf 'name: %s\ntarget: ./%s\npolicies: [none]\nfault_model: fail-stop\n' "$1" "$1" >"$1.yaml"
}
# logs RESULT: the event log and outcome of every experiment. counts RESULT: what the golden runs counted.
logs() {
	"$sql" "$1" 'SELECT id || outcome || reason || activations || hex(log) FROM experiment ORDER BY id' | cksum
}
counts() {
	"$sql" "$1" 'SELECT block_id || unprotected_runs FROM block_count ORDER BY block_id' | cksum
}

# By a line, and by power-off: nothing that runs only afterwards is planned.
target early microvm -DNOTHING "done: '^all over'"
target late microvm -DLATE=1 "done: '^all over'"
target off pc -DPOWEROFF
expect 0 plan early.yaml
sites=$(table early.kmend | wc -l)
expect 0 plan late.yaml
[ "$(table late.kmend | wc -l)" = "$sites" ] || fail 'other sites when the kernel runs on after its last line'
for name in late off; do
	printf 'repeats: 2\n' >>$name.yaml
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
target panics microvm -DLATE=2 "done: '^all over'"
expect 125 run panics.yaml --no-plots
says err "policy none: golden run: the kernel panics after its last line, without a fault: 'panic: trap 14: ip " 'one more word'
[ ! -e panics.kmend ] || fail 'there is a result'
