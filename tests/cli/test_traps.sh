# tests/traps, a kernel with the habits of foreign ones, without glue: arguments by their address, page 0 mapped and not, a unit in C++, a
# panic in the panic; on i386 and x86_64. What did not act is said, and everything replays.
. "$(dirname "$0")/lib.sh" "$@"
. "${0%/*}/lib_traps.sh"

# count RESULT OUTCOME
count() {
	table "$1" | grep -c ",kernel,$2,"
}

# ---- page 0 is mapped: a store through NULL does nothing ----
address="  crash_address: '^panic: .*: ip ([0-9a-f]+)'"
trap_target mapped 'BITS=32 FLAGS=-DPAGE0 OPTIMISE=-O2' "$address" "$over"
expect 0 sites mapped --type fail-stop
says err 'mapped: units: 1 in C, 1 in C++; without sites: 1 in assembler'
grep -qE '^shapes.cpp:[_A-Za-z0-9]*total[_A-Za-z0-9]*:[0-9]+:0:fail-stop.*shapes.cpp:[0-9]+.*[1-9][0-9]*$' out || fail 'no site in C++ is reached'
expect 0 build mapped
says err 'mapped: units: 1 in C, 1 in C++; without sites: 1 in assembler'
for jobs in 1 2; do
	expect 0 run mapped.yaml -o mapped$jobs.kmend --jobs $jobs --no-plots
	says err 'warning: address 0 is mapped where the workload begins: fail-stop, a store there, may not stop this kernel'
	all=$(table mapped$jobs.kmend | tail -n +2 | wc -l)
	[ "$all" -gt 30 ] || fail 'hardly any experiment'
	# Without the right arguments the test of that name would fail in all of them.
	[ "$(count mapped$jobs.kmend pass)" = "$all" ] || fail 'a fault that does nothing did something'
	expect 0 run mapped.yaml -o mapped$jobs.kmend --no-plots
	says err "warning: fail-stop did not stop in $all of $all experiments: address 0 is mapped"
done
[ "$(logs mapped1.kmend)" = "$(logs mapped2.kmend)" ] || fail 'other logs with two machines'
expect 0 replay mapped1.kmend 7
says out byte-identical
for format in text html markdown; do
	expect 0 report mapped1.kmend --format $format
	says out "NO EFFECT: fail-stop did not stop in $all of $all activated experiments: address 0 is mapped"
done
expect 0 report mapped1.kmend --format json
[ "$(jq -c '[.address_zero, .policies[0].without_effect, .units]' out)" = \
	"[\"mapped\",$all,\"1 in C, 1 in C++; without sites: 1 in assembler\"]" ] || fail 'not in the JSON'

# Another type acts there all the same: nothing is said.
sed 's/fail-stop/hang/; s/^name.*/name: hang/' mapped.yaml >hang.yaml
printf 'select: sample\nsample: 1\n' >>hang.yaml
expect 0 run hang.yaml -o hang.kmend --no-plots
lacks err 'address 0'
says out 'crash 1'
expect 0 report hang.kmend
lacks out 'NO EFFECT'
# It hangs until the limit, and that is the time that it took.
expect 0 explain hang.kmend 1
grep -qE '^time +2000\.000 ms of the guest' out || fail 'the time of a hang is not its limit'

# ---- page 0 is not mapped: everything stops, also in the panic itself ----
for bits in 32 64; do
	[ $bits = 32 ] && arch=i386 || arch=x86_64
	for level in O0 O2; do
		name=trap$bits-$level
		ARCH=$arch trap_target $name "BITS=$bits FLAGS=-DNOTHING OPTIMISE=-$level" "$address" "$over"
		[ $level = O0 ] && printf 'select: sample\nsample: 15\n' >>$name.yaml
		expect 0 run $name.yaml -o $name.kmend --no-plots
		lacks err warning
		lacks err 'did not stop'
		all=$(table $name.kmend | tail -n +2 | wc -l)
		[ "$(count $name.kmend crash)" = "$all" ] || fail "$name: not every fault stopped the kernel"
		expect 0 replay $name.kmend $((all / 2))
		says out byte-identical
	done
	expect 0 report $name.kmend --format json
	[ "$(jq -c '[.address_zero, .policies[0].without_effect]' out)" = '["faults",0]' ] || fail 'no faults at address 0'
	# The number of the trap is part of what happened; places have the same names in every build, and show their source.
	expect 0 report $name.kmend --table crashes --format csv
	says out 'panic trap-14'
	# The kernel says where, so the crash has a function and a line of its own: here those of the broken block.
	expect 0 report $name.kmend --table experiments --format csv
	grep -E ':test_primes:.*,"?panic trap-14 in test_primes"?,kernel.c:[0-9]+,line' out >/dev/null || fail 'no place by the address'
	expect 0 report $name.kmend --table crashes --format csv
	lacks out "$KMEND_CACHE"
	id=$(table $name.kmend | grep -m1 ':test_arguments:' | cut -d, -f1)
	expect 0 explain $name.kmend "${id:-0}" --console 1
	grep -qE '^ +[0-9]+ \| .*sum\(' out || fail 'no text of the source line'
	[ "$(sed -n '/^console/,$p' out | wc -l)" = 2 ] || fail '--console 1 is one line'
	expect 0 explain $name.kmend "${id:-0}" --console 1000
	says out 'trap kernel: up' 'panic: trap 14'
done
