# kmend gate: baselines in a repository, verdicts, and the files for CI systems.
. "$(dirname "$0")/lib.sh" "$@"
. "$(dirname "$0")/gate_lib.sh"
for tool in git jq xmllint; do
	command -v $tool >/dev/null || { echo "no $tool"; exit 77; }
done
tiny_flags -DTINY_QUICK
make_repository
first=$(git -C x rev-parse HEAD)
campaign a.yaml
expect 0 run a.yaml -o run.kmend --no-plots
"$sql" run.kmend "SELECT value FROM meta WHERE key = 'revision'" | grep -qx "$first" || fail 'the result is not of that commit'

# Seven faults are too few for the preset rules, and say so.
expect 125 gate run.kmend --baseline run.kmend
says out 'Gate: cannot tell' 'too small' 'faults would tell'
cp run.kmend a.kmend
grow a.kmend 40
expect 0 gate a.kmend --baseline a.kmend
says out 'Gate: green' 'survivability' 'overhead'

# Saved under its commit, in refs alone; again: nothing happens.
before=$(git -C x status --porcelain; git -C x branch -a; git -C x rev-parse HEAD)
expect 0 gate a.kmend --save --repository x
says err 'saved the baseline' "${first:0:12}"
[ ! -s out ] || fail 'data without a verdict'
[ "$before" = "$(git -C x status --porcelain; git -C x branch -a; git -C x rev-parse HEAD)" ] || fail 'more than refs changed'
ref=$(git -C x for-each-ref --format='%(refname) %(objecttype)' refs/kmend)
[ "$ref" = "refs/kmend/baselines/tiny/a/$first blob" ] || fail "refs: $ref"
object=$(git -C x rev-parse "refs/kmend/baselines/tiny/a/$first")
expect 0 gate a.kmend --save --repository x
says err 'it is already the baseline'
git -C x cat-file blob "$object" | jq -e '.kmend_baseline == 2 and (.policies | length) == 2 and (.sites | length) == 287
	and all(.policies[]; (.experiments | length) == 287)' >/dev/null || fail 'the blob'
# No logs, no consoles, no wall clock.
git -C x cat-file blob "$object" | grep -q '@kmend\|wall\|seconds' && fail 'logs are kept'
# Another result for the same commit only when it is meant.
result_at other.kmend "$first" a.kmend "UPDATE experiment SET reason = 'another' WHERE id = 1"
expect 129 gate other.kmend --save --repository x
one_line
says err '--replace'
[ "$object" = "$(git -C x rev-parse "refs/kmend/baselines/tiny/a/$first")" ] || fail 'replaced'
expect 0 gate other.kmend --save --replace --repository x
expect 0 gate a.kmend --save --replace --repository x
# A second campaign at the same commit.
result_at b.kmend "$first" a.kmend "UPDATE meta SET value = 'b/../b' WHERE key = 'campaign'"
expect 0 gate b.kmend --save --repository x
[ "$(git -C x for-each-ref refs/kmend | wc -l)" = 2 ] || fail 'two campaigns, one commit'
git -C x for-each-ref refs/kmend | grep -q "tiny/b%2f%2e%2e%2fb/$first" || fail 'the name of the campaign in the ref'

# They push and fetch like any ref.
git init -q --bare far.git && git -C x push -q ../far.git master 'refs/kmend/*' || fail push
git clone -q far.git y && git -C y fetch -q origin 'refs/kmend/*:refs/kmend/*' || fail fetch
expect 0 gate a.kmend --baseline HEAD --repository y

# Later commits: the nearest ancestor that has one.
commit 'a comment'
second=$commit
result_at second.kmend "$second" a.kmend
expect 0 gate second.kmend --baseline HEAD --repository x --format json --markdown gate.md --junit junit.xml --sarif gate.sarif
says err 'compared with revision' "${first:0:12}"
jq -e '.facts.verdict == "pass" and (.sections | map(.name)) == ["rules", "components", "faults"]
	and all(.sections[0].rows[]; .verdict == "pass")' out >/dev/null || fail 'JSON'
jq -e '.runs[0].results == [] and .runs[0].invocations[0].exitCode == 0' gate.sarif >/dev/null || fail 'SARIF of a green gate'
xmllint --noout --schema "$root/tests/schemas/junit.xsd" junit.xml 2>err || fail 'JUnit of a green gate'
says gate.md 'Gate: green'

# Worse: what survived under `enhanced` crashes, in a way that nobody has seen.
result_at worse.kmend "$second" a.kmend "$(crashes_now 'undo log <overflow> & "more" in tiny')"
expect 1 gate worse.kmend --baseline HEAD~0 --repository x --markdown gate.md --junit junit.xml --sarif gate.sarif
says out 'Gate: RED' 'undo log <overflow>' 'tiny.c'
says gate.md 'Gate: RED'
xmllint --noout --schema "$root/tests/schemas/junit.xsd" junit.xml 2>err || fail 'JUnit against its schema'
[ "$(xmllint --xpath 'string(/testsuites/@failures)' junit.xml)" -ge 3 ] || fail 'JUnit: failures'
[ "$(xmllint --xpath 'count(//testsuite[@name="enhanced"]/testcase/failure)' junit.xml)" = \
	"$(xmllint --xpath 'string(//testsuite[@name="enhanced"]/@failures)' junit.xml)" ] || fail 'JUnit: counts'
xmllint --xpath 'string(//failure[@type="signatures"]/@message)' junit.xml | grep -qF 'undo log <overflow> & "more"' || fail 'JUnit: text'
# One result for each fault, each once, where it lies in the repository.
lost=$("$sql" a.kmend "SELECT count(*) FROM experiment WHERE $enhanced AND outcome IN (1, 2)")
[ "$lost" -gt 70 ] || fail "only $lost faults survive"
jq -e --argjson lost "$lost" '.version == "2.1.0" and (.runs[0].results | length) == $lost
	and ([.runs[0].results[].partialFingerprints["kmendFault/v1"]] | unique | length) == $lost
	and all(.runs[0].results[]; .ruleId == .ruleId and .level == "error" and (.message.text | test("policy enhanced"))
		and (.locations[0].physicalLocation.artifactLocation.uri == "tests/tiny/tiny.c")
		and .locations[0].physicalLocation.region.startLine >= 1)' gate.sarif >/dev/null || fail 'SARIF'
sh "$root/tests/schemas/check_sarif.sh" "$root" gate.sarif
case $? in 0 | 77) ;; *) fail 'SARIF against its schema' ;; esac
# Each table in each format.
for table in rules components faults; do
	for format in text json csv markdown latex html; do
		expect 1 gate worse.kmend --baseline a.kmend --table $table --format $format
		[ -s out ] || fail "$table as $format is empty"
	done
done
[ "$("$kmend" gate worse.kmend --baseline a.kmend --table faults --format csv | wc -l)" = $((lost + 1)) ] || fail 'all faults'

# With --save only a green one is kept.
expect 1 gate worse.kmend --baseline HEAD --repository x --save
says err 'not saved: the gate is not green'
git -C x rev-parse -q --verify "refs/kmend/baselines/tiny/a/$second" >/dev/null && fail 'a red result is a baseline'
expect 0 gate second.kmend --baseline HEAD --repository x --save
git -C x rev-parse -q --verify "refs/kmend/baselines/tiny/a/$second" >/dev/null || fail 'a green result is no baseline'
expect 0 gate second.kmend --baseline "$second" --repository x
says err "compared with revision ${second:0:12}"

# Rules of its own.
printf 'ignore: [survivability, crashes, signatures]\n' >rules.yaml
expect 0 gate worse.kmend --baseline a.kmend --rules rules.yaml
printf 'policies: [none]\n' >rules.yaml
expect 0 gate worse.kmend --baseline a.kmend --rules rules.yaml
printf 'survivability_loss: 0.001\n' >rules.yaml
expect 125 gate a.kmend --baseline a.kmend --rules rules.yaml
says out 'too small'

# git bisect run: the first commit that is worse is found; one that was not run is passed over (125).
for subject in two three four five six; do commit "$subject"; done
git -C x tag good "$first" && git -C x bisect start HEAD good >/dev/null || fail bisect
bad=$(git -C x rev-parse HEAD~2) skipped=$(git -C x rev-parse HEAD~1)
cat >step.sh <<S
commit=\$(git rev-parse HEAD)
[ \$commit = $skipped ] && exit 125
if git merge-base --is-ancestor $bad HEAD; then from=worse; else from=a; fi
cp "$tmp/\$from.kmend" "$tmp/step.kmend"
"$sql" "$tmp/step.kmend" "UPDATE meta SET value = '\$commit' WHERE key = 'revision'" || exit 125
"$kmend" gate "$tmp/step.kmend" --baseline good >/dev/null
S
(cd x && git bisect run sh ../step.sh) >out 2>err || fail 'git bisect run'
says out "$bad is the first bad commit"
