# What a guest's programs can make kmend believe (docs/security.md): with glue nothing that decides comes from the console, and nothing
# at the event port that its own numbers and sums do not vouch for.
. "$(dirname "$0")/lib.sh" "$@"
tiny_flags '-DTINY_QUICK -DTINY_LIAR'
campaign a.yaml 'policies: [none]'
expect 0 run a.yaml -o a.kmend --no-plots

# It printed an oops and a panic, and wrote a suite-end and a panic to the event port: the tests say what it was.
line=$(row a.kmend 8)
[[ $line =~ ^[0-9]+,none,[^,]*,fail-stop,tiny,fail,tests:one,1, ]] || fail "forged: $line"
expect 0 explain a.kmend "${line%%,*}"
says out 'Kernel panic - not syncing' 'tests:one'
expect 0 replay a.kmend "${line%%,*}"
says out 'byte-identical'

# What it printed is the signature of that run, and it is in no count of crashes.
expect 0 report a.kmend --table experiments --format csv
grep -q ":workload:8:.*,page-fault in victim," out || fail "what it printed is not seen"
expect 0 report a.kmend --table crashes --format csv
grep -qE "^page-fault in victim,[^,]*,line,1,1," out || fail "the forged report is a crash"
expect 0 report a.kmend --format json
jq -e '.policies[0].outcomes | .crash == 3 and .fail == 2' out >/dev/null || fail 'the forged report is counted'
