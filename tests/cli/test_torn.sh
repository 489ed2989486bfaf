# A driver's message in the middle of a test's line (tests/traps): with a time stamp the line is joined again and the test has passed; without one
# nobody can be sure, and the experiment is marked.
. "$(dirname "$0")/lib.sh" "$@"
cp -r "$root/tests/traps" kernel

# target NAME FLAGS
target() {
	mkdir "$1"
	cat >"$1/target.yaml" <<-END
		name: $1
		arch: i386
		build: "cp -r {target}/../kernel/. {out} && cd {out} && make CC={cc} FLAGS=$2"
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
		  done: '^all over'
	END
	printf 'name: %s\ntarget: ./%s\npolicies: [none]\nfault_model: fail-stop\n' "$1" "$1" >"$1.yaml"
}
# driver RESULT: id, outcome, reason and torn of the faults that only the driver notices.
driver() {
	"$sql" "$1" "SELECT experiment.id || ' ' || outcome || ' ' || reason || ' ' || torn FROM experiment JOIN site ON site.id = site_id
		WHERE identity LIKE '%:sync_device:%' ORDER BY experiment.id"
}

target stamped -DTORN=1
expect 0 run stamped.yaml --no-plots
[ "$(driver stamped.kmend | cut -d' ' -f2- | sort -u)" = '1 completed 0' ] || fail "not joined: $(driver stamped.kmend)"
lacks out TORN

target plain -DTORN=2
expect 0 run plain.yaml --no-plots
[ "$(driver plain.kmend | cut -d' ' -f2- | sort -u)" = '2 tests:arguments 3' ] || fail "not marked: $(driver plain.kmend)"
count=$(driver plain.kmend | wc -l)
says out "TORN: in $count experiments messages of the kernel tore lines of tests"
expect 0 report plain.kmend --format json
[ "$(jq .torn out)" = "$count" ] || fail 'not in the JSON'
expect 0 explain plain.kmend "$(driver plain.kmend | head -1 | cut -d' ' -f1)"
says out 'torn       messages of the kernel tore lines of tests: 3 that did not report may have passed'
