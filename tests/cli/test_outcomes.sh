# Every way for a guest to end, among them floods, escape sequences and forged events: judged right, shown safely, replayed
# byte for byte.
. "$(dirname "$0")/lib.sh" "$@"
campaign a.yaml
expect 0 run a.yaml -o a.kmend --plots plots
says out none enhanced
[ -s plots/survivability.svg ] || ls plots/*.svg >/dev/null || fail 'no chart'
lacks err 'dull kernel'

# want SITE OUTCOME REASON ACTIVATIONS: of the first policy.
want() {
	local line
	line=$(row a.kmend "$1")
	[ -n "$line" ] || fail "site $1 was not planned"
	[[ $line =~ ^[0-9]+,none,[^,]*,fail-stop,tiny,$2,$3,$4, ]] || fail "site $1 is: $line; wanted $2, $3, $4"
}
want 0 pass '[^,]*' 1
want 1 fail 'tests:one' 1
want 2 shutdown '[^,]*window-closed' 1
want 3 crash '[^,]*page-fault' 1
want 4 crash hang 1
want 5 crash reset 1
want 6 crash hang 1
want 7 crash flood 1
want 8 fail '[^,]*' 1 # the forged suite-end and panic are not believed
want 9 crash '[^,]*' 1
[ -z "$(row a.kmend 10)" ] || fail 'a site that the workload does not reach was planned'
[ "$(table a.kmend | tail -n +2 | wc -l)" = 20 ] || fail 'not 10 sites under 2 policies'

# What a flood leaves behind is bounded.
[ "$(stat -c %s a.kmend)" -lt 8000000 ] || fail 'the result is too large'

# Each of them again, byte for byte; explained without a control character.
for id in $(table a.kmend | tail -n +2 | cut -d, -f1); do
	expect 0 replay a.kmend "$id"
	says out 'byte-identical'
	expect 0 explain a.kmend "$id"
	says out tiny.c
done
id=$(row a.kmend 8 | cut -d, -f1)
expect 0 replay a.kmend "$id" --log
says out '@kmend 1 2 suite-end failed=0*00' '\x1B]0;owned'
expect 0 explain a.kmend "$(row a.kmend 3 | cut -d, -f1)"
says out '\x1B[31mred'
expect 129 replay a.kmend 999
one_line
expect 129 explain a.kmend 999
one_line

# A recorded log that is not what comes out: exit status 1, and where they differ.
cp a.kmend b.kmend
"$sql" b.kmend 'UPDATE experiment SET log = (SELECT log FROM experiment WHERE id = 3) WHERE id = 1' || fail sql
expect 1 replay b.kmend 1
says out 'the logs differ from line'

# Crashes by signature: the panic names an address that the image knows; the others are placed at the armed site.
expect 0 report a.kmend --table crashes --format csv
line=$(grep -n 'static void victim(void)' "$tiny/tiny.c" | cut -d: -f1)
grep -qE '^page-fault in victim,tiny.c:('$line'|'$((line + 1))'),line,2,1,none enhanced,[0-9]+$' out || fail 'no page fault in victim'
grep -qE '^hang \(time limit\),tiny.c:10[46],site,4,2,none enhanced,[0-9]+$' out || fail 'no hangs'
says out 'reset,tiny.c:105,site,2,1' 'flood,tiny.c:107,site,2,1'
[ "$(tail -n +2 out | awk -F, '{ sum += $4 } END { print sum }')" = "$(table a.kmend | grep -c ,crash,)" ] || fail 'not every crash has a signature'
expect 0 explain a.kmend "$(row a.kmend 3 | cut -d, -f1)"
says out 'page-fault in victim' 'at tiny.c:'
expect 0 explain a.kmend "$(row a.kmend 4 | cut -d, -f1)"
says out 'hang (time limit)' 'the armed site'
