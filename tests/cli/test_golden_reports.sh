# A kernel that reports an oops without a fault (tests/traps): refused, unless its target declares it; then the report names no crash, also after a
# resume. The same for a line of a workload that looks like a crash, and for what `detected` matches.
. "$(dirname "$0")/lib.sh" "$@"
cp -r "$root/tests/traps" kernel

# target NAME FLAGS LINE...: lines of target.yaml.
target() {
	mkdir -p "$1"
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
	printf 'name: %s\ntarget: ./%s\npolicies: [none]\nfault_model: fail-stop\nselect: sample\nsample: 8\n' "$1" "$1" >"$1.yaml"
	for line in "${@:3}"; do
		printf '%s\n' "$line" >>"$1/target.yaml"
	done
}
signatures() { "$sql" "$1" 'SELECT id || ":" || signature FROM experiment ORDER BY id'; }

target oops -DREPORT=1
expect 125 run oops.yaml --no-plots
says err "policy none: golden run: without a fault the kernel already reports 'page-fault'" "golden_reports: ['page-fault']"
[ ! -e oops.kmend ] || fail 'there is a result'
expect 1 check oops
says out 'reports:           page-fault' "WRONG: without a fault the kernel reports 'page-fault'" "golden_reports: ['page-fault']"
expect 1 check oops --format json
[ "$(jq -c '.reports' out)" = '[{"signature":"page-fault","names_crash":true}]' ] || fail 'not in the JSON'

# The words of a check of the kernel's own.
target own -DREPORT=2 "  detected: '^check of (.*) failed'"
expect 125 run own.yaml --no-plots
says err "already reports 'pool in component kernel'"
expect 1 check own
says out "WRONG: without a fault the kernel reports 'pool in component kernel'"

# Declared. A signature that is not the one does not count.
target oops -DREPORT=1 "golden_reports: ['page-fault in f']"
expect 125 run oops.yaml --no-plots
target oops -DREPORT=1 "golden_reports: ['nothing', 'page-fault']"
expect 0 check oops
says out 'reports:           page-fault' 'good: a campaign can begin'
expect 0 run oops.yaml --no-plots
signatures oops.kmend >first
[ "$(wc -l <first)" = 8 ] || fail 'not 8 experiments'
[ "$(grep -cv ":panic trap-14\$" first)" = 0 ] || fail "named after the golden run: $(cat first)"
"$sql" oops.kmend "UPDATE experiment SET state = 'planned', outcome = NULL, signature = NULL WHERE id < 5" || fail sql
expect 0 run oops.yaml --no-plots
signatures oops.kmend | cmp -s first - || fail 'other names after a resume'
target own -DREPORT=2 "  detected: '^check of (.*) failed'" "golden_reports: ['pool*']"
expect 0 check own
expect 0 run own.yaml --no-plots
[ "$(signatures own.kmend | grep -cv ":panic trap-14\$")" = 0 ] || fail "named after the golden run: $(signatures own.kmend)"
