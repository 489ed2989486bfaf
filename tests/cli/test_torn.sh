# A driver's message in the middle of a test's line (tests/traps): with a time stamp the line is joined again and the test has passed; without one
# nobody can be sure, and the experiment is marked.
. "$(dirname "$0")/lib.sh" "$@"
. "${0%/*}/lib_traps.sh"

# driver RESULT: id, outcome, reason and torn of the faults that only the driver notices.
driver() {
	"$sql" "$1" "SELECT experiment.id || ' ' || outcome || ' ' || reason || ' ' || torn FROM experiment JOIN site ON site.id = site_id
		WHERE identity LIKE '%:sync_device:%' ORDER BY experiment.id"
}

trap_target stamped FLAGS=-DTORN=1 "$over"
expect 0 run stamped.yaml --no-plots
[ "$(driver stamped.kmend | cut -d' ' -f2- | sort -u)" = '1 completed 0' ] || fail "not joined: $(driver stamped.kmend)"
lacks out TORN

trap_target plain FLAGS=-DTORN=2 "$over"
expect 0 run plain.yaml --no-plots
[ "$(driver plain.kmend | cut -d' ' -f2- | sort -u)" = '2 tests:arguments 3' ] || fail "not marked: $(driver plain.kmend)"
count=$(driver plain.kmend | wc -l)
says out "TORN: in $count experiments messages of the kernel tore lines of tests"
expect 0 report plain.kmend --format json
[ "$(jq .torn out)" = "$count" ] || fail 'not in the JSON'
expect 0 explain plain.kmend "$(driver plain.kmend | head -1 | cut -d' ' -f1)"
says out 'torn       messages of the kernel tore lines of tests: 3 that did not report may have passed'
