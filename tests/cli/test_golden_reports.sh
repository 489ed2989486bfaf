# A kernel that reports an oops without a fault (tests/traps): refused, unless its target declares it; then the report names no crash, also after a
# resume. The same for a line of a workload that looks like a crash, and for what `detected` matches.
. "$(dirname "$0")/lib.sh" "$@"
. "${0%/*}/lib_traps.sh"

signatures() { "$sql" "$1" 'SELECT id || ":" || signature FROM experiment ORDER BY id'; }

trap_target oops FLAGS=-DREPORT=1 "$over"
printf "select: sample\nsample: 8\n" >>oops.yaml
expect 125 run oops.yaml --no-plots
says err "policy none: golden run: without a fault the kernel already reports 'page-fault'" "golden_reports: ['page-fault']"
[ ! -e oops.kmend ] || fail 'there is a result'
expect 1 check oops
says out 'reports:           page-fault' "WRONG: without a fault the kernel already reports 'page-fault'" "golden_reports: ['page-fault']"
expect 1 check oops --format json
[ "$(jq -c '.reports' out)" = '[{"signature":"page-fault","names_crash":true}]' ] || fail 'not in the JSON'

# The words of a check of the kernel's own.
trap_target own FLAGS=-DREPORT=2 "$over" "  detected: '^check of (.*) failed'"
printf "select: sample\nsample: 8\n" >>own.yaml
expect 125 run own.yaml --no-plots
says err "already reports 'pool in component kernel'"
expect 1 check own
says out "WRONG: without a fault the kernel already reports 'pool in component kernel'"

# Declared. A signature that is not the one does not count.
trap_target oops FLAGS=-DREPORT=1 "$over" "golden_reports: ['page-fault in f']"
printf "select: sample\nsample: 8\n" >>oops.yaml
expect 125 run oops.yaml --no-plots
trap_target oops FLAGS=-DREPORT=1 "$over" "golden_reports: ['nothing', 'page-fault']"
printf "select: sample\nsample: 8\n" >>oops.yaml
expect 0 check oops
says out 'reports:           page-fault' 'good: a campaign can begin'
expect 0 run oops.yaml --no-plots
signatures oops.kmend >first
[ "$(wc -l <first)" = 8 ] || fail 'not 8 experiments'
[ "$(grep -cv ":panic trap-14\$" first)" = 0 ] || fail "named after the golden run: $(cat first)"
"$sql" oops.kmend "UPDATE experiment SET state = 'planned', outcome = NULL, signature = NULL WHERE id < 5" || fail sql
expect 0 run oops.yaml --no-plots
signatures oops.kmend | cmp -s first - || fail 'other names after a resume'
trap_target own FLAGS=-DREPORT=2 "$over" "  detected: '^check of (.*) failed'" "golden_reports: ['pool*']"
printf "select: sample\nsample: 8\n" >>own.yaml
expect 0 check own
expect 0 run own.yaml --no-plots
[ "$(signatures own.kmend | grep -cv ":panic trap-14\$")" = 0 ] || fail "named after the golden run: $(signatures own.kmend)"
