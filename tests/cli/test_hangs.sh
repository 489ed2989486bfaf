# A kernel that hangs (tests/traps, without glue): the result says where, and whether it stands there: for a loop, and for a processor that is
# halted. explain, list, table and page show it; the first look is the same with one machine and with two.
. "$(dirname "$0")/lib.sh" "$@"
. "${0%/*}/lib_traps.sh"

hangs() { "$sql" "$1" 'SELECT id || ":" || replace(hang, char(10), "|") FROM experiment ORDER BY id'; }
# first RESULT: the words, and where the first look found it.
first() { hangs "$1" | cut -d'|' -f1,2; }

# A loop in the block that is armed: found in its function, at its line.
trap_target loop FLAGS=-DNOTHING "$over"
printf 'name: loop\ntarget: ./loop\npolicies: [none]\nfault_model: hang\nselect: sample\nsample: 4\n' >loop.yaml
for jobs in 1 2; do
	expect 0 run loop.yaml -o loop$jobs.kmend --jobs $jobs --no-plots
	says out 'crash 4'
done
[ "$(first loop1.kmend)" = "$(first loop2.kmend)" ] || fail "other places with two machines: $(hangs loop1.kmend) and $(hangs loop2.kmend)"
while IFS=, read -r id place line; do
	function=$(cut -d: -f2 <<<"$place")
	hangs loop1.kmend | grep -qE "^$id:stuck\|$function [a-z]+\.c(pp)?:$line(\||\$)" ||
		hangs loop1.kmend | grep -qE "^$id:stuck\|[A-Za-z_0-9]+ [a-z]+\.c(pp)?:$line(\||\$)" || fail "experiment $id is not stuck in $function, line $line: $(hangs loop1.kmend)"
done < <("$kmend" report loop1.kmend --table experiments --format csv | tail -n +2 | cut -d, -f1,3,12)
hangs loop1.kmend | grep -qE '(\|.*){5}' || fail 'not five looks'
expect 0 explain loop1.kmend 2
says out 'hang       stuck: each look finds it in the same function' 'looks in a row)'
expect 0 list loop1.kmend
[ "$(cut -f11 out | grep -cE '^stuck in [A-Za-z_0-9]+ [a-z]+\.c(pp)?:[0-9]+$')" = 4 ] || fail 'list does not say where'
expect 0 report loop1.kmend --table experiments --format csv
head -1 out | grep -q ',hang,' || fail 'no column'
expect 0 report loop1.kmend --format html
says out 'stuck in '

# An exception handler that gives up without a word: halted, and nothing wakes it.
trap_target quiet FLAGS=-DQUIET "$over"
printf 'name: quiet\ntarget: ./quiet\npolicies: [none]\nfault_model: fail-stop\nselect: sample\nsample: 4\n' >quiet.yaml
expect 0 run quiet.yaml --no-plots
[ "$(hangs quiet.kmend | grep -cE '^[0-9]+:halted\|halt boot.S:[0-9]+\|')" = 4 ] || fail "not halted in halt(): $(hangs quiet.kmend)"
expect 0 explain quiet.kmend 1
says out 'hang       halted: halted with its interrupts off: nothing wakes it'
